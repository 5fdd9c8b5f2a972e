package cn.tongtu.ledger;

import java.math.BigDecimal;

/** Between a quantity of a measure's unit and the ledger's integers of 1/10,000 of that unit. */
final class Amounts {
  static final int DECIMALS = 4;

  private Amounts() {}

  /**
   * @throws IllegalArgumentException when the quantity has more than four decimals or is too large
   */
  static long toLedger(BigDecimal quantity) {
    try {
      return quantity.movePointRight(DECIMALS).longValueExact();
    } catch (ArithmeticException inexact) {
      throw new IllegalArgumentException(
          "数量最多四位小数 a quantity has at most four decimals: " + quantity.toPlainString(), inexact);
    }
  }

  static BigDecimal fromLedger(long units) {
    return BigDecimal.valueOf(units, DECIMALS);
  }
}
