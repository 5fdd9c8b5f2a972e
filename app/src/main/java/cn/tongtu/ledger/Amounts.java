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
    if (quantity.stripTrailingZeros().scale() > DECIMALS) {
      throw new IllegalArgumentException(
          "数量 (quantity) 最多四位小数 at most four decimals: " + quantity.toPlainString());
    }
    try {
      return quantity.movePointRight(DECIMALS).longValueExact();
    } catch (ArithmeticException tooLarge) {
      throw tooLarge(quantity.toString());
    }
  }

  static IllegalArgumentException tooLarge(String quantity) {
    return new IllegalArgumentException(
        "数量 (quantity) 超出台账所能记的范围 ±922,337,203,685,477 beyond what the ledger holds: " + quantity);
  }

  static BigDecimal fromLedger(long units) {
    return BigDecimal.valueOf(units, DECIMALS);
  }
}
