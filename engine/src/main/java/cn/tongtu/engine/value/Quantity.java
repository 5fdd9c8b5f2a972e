package cn.tongtu.engine.value;

import java.math.BigDecimal;

/**
 * A quantity (数量): an amount of a unit. What does not add is refused, what adds is converted, and
 * no conversion rounds.
 */
public record Quantity(BigDecimal amount, Unit unit) {
  public static Quantity of(String amount, String unit) {
    return new Quantity(new BigDecimal(amount), Unit.of(unit));
  }

  /** The same quantity in another unit, exact. */
  public Ratio in(Unit other) {
    if (!unit.addsTo(other)) {
      throw new UnitMismatch(unit, other);
    }
    return Ratio.of(amount).times(unit.worth()).dividedBy(other.worth());
  }

  /** The same quantity printed in another unit. */
  public BigDecimal in(Unit other, int decimals) {
    return Rounding.HALF_UP.apply(in(other), decimals);
  }

  /**
   * In this unit where that is exact, else in the other's: 1 平方米 + 1 亩 stands in 亩, because 2000/3
   * 平方米 has no end.
   */
  public Quantity plus(Quantity other) {
    var here = other.in(unit);
    return here.isExactDecimal()
        ? new Quantity(amount.add(here.exactDecimal()), unit)
        : new Quantity(in(other.unit).exactDecimal().add(other.amount), other.unit);
  }

  public Quantity minus(Quantity other) {
    return plus(other.negate());
  }

  public Quantity negate() {
    return new Quantity(amount.negate(), unit);
  }

  @Override
  public String toString() {
    return amount.toPlainString() + unit;
  }
}
