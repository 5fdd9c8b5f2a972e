package cn.tongtu.engine.value;

import java.math.BigDecimal;

/**
 * A ratio (比值) that keeps its numerator and denominator, so that 11 ÷ 16 stays 11 ÷ 16 until it is
 * printed. A ratio over zero exists and has no value: "no data" is not 0 %.
 */
public record Ratio(BigDecimal numerator, BigDecimal denominator) implements Comparable<Ratio> {
  public static final Ratio ONE = of(1);

  public static Ratio of(long whole) {
    return new Ratio(BigDecimal.valueOf(whole), BigDecimal.ONE);
  }

  public static Ratio of(BigDecimal amount) {
    return new Ratio(amount, BigDecimal.ONE);
  }

  public static Ratio of(long numerator, long denominator) {
    return new Ratio(BigDecimal.valueOf(numerator), BigDecimal.valueOf(denominator));
  }

  public boolean hasValue() {
    return denominator.signum() != 0;
  }

  /** Over a common denominator, without reducing: a growth (a ÷ b − 1) reads (a − b) ÷ b. */
  public Ratio plus(Ratio other) {
    if (denominator.compareTo(other.denominator) == 0) {
      return new Ratio(numerator.add(other.numerator), denominator);
    }
    return new Ratio(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  public Ratio negate() {
    return new Ratio(numerator.negate(), denominator);
  }

  public Ratio minus(Ratio other) {
    return plus(other.negate());
  }

  public Ratio times(Ratio other) {
    return new Ratio(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /** Over zero, or over something that itself has no value, the result has no value. */
  public Ratio dividedBy(Ratio other) {
    return other.hasValue()
        ? new Ratio(numerator.multiply(other.denominator), denominator.multiply(other.numerator))
        : new Ratio(numerator, BigDecimal.ZERO);
  }

  /** By value: 1 ÷ 2 and 2 ÷ 4 compare as equal though they are not the same ratio. */
  @Override
  public int compareTo(Ratio other) {
    if (!hasValue() || !other.hasValue()) {
      throw new ArithmeticException(
          "A ratio over zero has no value to compare: " + this + ", " + other);
    }
    var sign = denominator.signum() * other.denominator.signum();
    return sign
        * numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  /** The exact decimal where there is one (11 ÷ 16 = 0.6875). */
  public boolean isExactDecimal() {
    try {
      return hasValue() && numerator.divide(denominator) != null;
    } catch (ArithmeticException endless) {
      return false;
    }
  }

  /**
   * @throws ArithmeticException when it has no value or no end (1 ÷ 3)
   */
  public BigDecimal exactDecimal() {
    return numerator.divide(denominator);
  }

  @Override
  public String toString() {
    return denominator.compareTo(BigDecimal.ONE) == 0
        ? numerator.toPlainString()
        : numerator.toPlainString() + " ÷ " + denominator.toPlainString();
  }
}
