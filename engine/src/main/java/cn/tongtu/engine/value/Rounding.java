package cn.tongtu.engine.value;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounding (修约): the one place where a figure loses digits. Documents round half up (四舍五入). */
public enum Rounding {
  /** 四舍五入, away from zero on a tie: the rule of this house wherever nothing else is said. */
  HALF_UP(RoundingMode.HALF_UP),
  /** 截断: what some printed documents did; used to explain their figures, never to make ours. */
  TRUNCATE(RoundingMode.DOWN);

  private final RoundingMode mode;

  Rounding(RoundingMode mode) {
    this.mode = mode;
  }

  public BigDecimal apply(BigDecimal amount, int decimals) {
    return amount.setScale(decimals, mode);
  }

  /**
   * @throws ArithmeticException when the ratio has no value (its denominator is 0)
   */
  public BigDecimal apply(Ratio ratio, int decimals) {
    return ratio.numerator().divide(ratio.denominator(), decimals, mode);
  }
}
