package cn.tongtu.engine.expression;

import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps exact numbers small. Fractions are reduced when they grow, and a number of more than {@link
 * #MOST_DIGITS} digits, which no record has, is nothing: so a chain of products always ends.
 */
final class Numbers {
  static final int MOST_DIGITS = 1_000;
  private static final int LEFT_ALONE = 40;

  private Numbers() {}

  /** A number with a value, or null when it has none or is beyond all measure. */
  static @Nullable Ratio kept(Ratio number) {
    if (!number.hasValue()) {
      return null;
    }
    var digits = digits(number);
    if (digits <= LEFT_ALONE) {
      return number;
    }
    if (digits > 8L * MOST_DIGITS) {
      return null;
    }
    var reduced = reduced(number);
    return digits(reduced) <= MOST_DIGITS ? reduced : null;
  }

  /** What a caller gives, in base units. */
  static @Nullable Ratio taken(Object given, Unit unit) {
    var number = given instanceof BigDecimal decimal ? Ratio.of(decimal) : (Ratio) given;
    if (!number.hasValue() || digits(number) > MOST_DIGITS) {
      return null;
    }
    return unit.equals(Unit.ONE) ? number : kept(number.times(unit.worth()));
  }

  /** As a decimal over 1 where there is one, else reduced: 12,000 ÷ 1,000 is 12. */
  static Ratio tidy(Ratio number) {
    return number.isExactDecimal() ? Ratio.of(plain(number.exactDecimal())) : reduced(number);
  }

  /** The whole number it is, or null where it has a fraction or does not fit. */
  static @Nullable Long whole(Ratio number) {
    if (!number.isExactDecimal()) {
      return null;
    }
    try {
      return number.exactDecimal().longValueExact();
    } catch (ArithmeticException fraction) {
      return null;
    }
  }

  private static BigDecimal plain(BigDecimal decimal) {
    var stripped = decimal.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static long digits(Ratio number) {
    return Math.max(digits(number.numerator()), digits(number.denominator()));
  }

  private static long digits(BigDecimal decimal) {
    return decimal.precision() + Math.abs((long) decimal.scale());
  }

  private static Ratio reduced(Ratio number) {
    var scale = Math.max(0, Math.max(number.numerator().scale(), number.denominator().scale()));
    var above = whole(number.numerator(), scale);
    var below = whole(number.denominator(), scale);
    var common = above.gcd(below);
    if (below.signum() < 0) {
      common = common.negate();
    }
    return new Ratio(new BigDecimal(above.divide(common)), new BigDecimal(below.divide(common)));
  }

  private static BigInteger whole(BigDecimal decimal, int scale) {
    return decimal.movePointRight(scale).toBigIntegerExact();
  }
}
