package cn.tongtu.engine.value;

import java.math.BigDecimal;

/** A sum of money (金额) in 元 with two places. 万元 and 亿元 are ways to print it, never to keep it. */
public record Money(BigDecimal yuan) implements Comparable<Money> {
  public static final Money ZERO = new Money(BigDecimal.ZERO);

  /**
   * @throws ArithmeticException when the sum has a part of a 分
   */
  public Money {
    yuan = yuan.setScale(2);
  }

  public static Money of(BigDecimal amount, Unit unit) {
    return new Money(new Quantity(amount, unit).in(Unit.YUAN).exactDecimal());
  }

  public static Money of(String amount, String unit) {
    return of(new BigDecimal(amount), Unit.of(unit));
  }

  public Money plus(Money other) {
    return new Money(yuan.add(other.yuan));
  }

  public Money minus(Money other) {
    return new Money(yuan.subtract(other.yuan));
  }

  public Money negate() {
    return new Money(yuan.negate());
  }

  /** A share of it (30 % of a contract), rounded to the 分. */
  public Money times(Ratio share) {
    return new Money(Rounding.HALF_UP.apply(Ratio.of(yuan).times(share), 2));
  }

  public Money min(Money other) {
    return compareTo(other) <= 0 ? this : other;
  }

  public Quantity quantity() {
    return new Quantity(yuan, Unit.YUAN);
  }

  public BigDecimal in(Unit unit, int decimals) {
    return quantity().in(unit, decimals);
  }

  @Override
  public int compareTo(Money other) {
    return yuan.compareTo(other.yuan);
  }

  @Override
  public String toString() {
    return yuan.toPlainString() + Unit.YUAN;
  }
}
