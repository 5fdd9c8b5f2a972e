package cn.tongtu.ledger;

import cn.tongtu.engine.value.Unit;
import cn.tongtu.shared.Look;
import cn.tongtu.shared.Words;
import java.math.BigDecimal;

/**
 * A quantity of a measure written out to its last digit (原数): money in 万元 or 亿元 as the reader wants
 * it, the rest in its own unit, from a million on in 万. Nothing is rounded, so that sums on the way
 * down can be compared by eye.
 */
public final class InFull {
  private static final BigDecimal YI = new BigDecimal("100000000");
  private static final BigDecimal MILLION = new BigDecimal("1000000");
  private static final Unit WAN_YUAN = Unit.of("万元");
  private static final Unit YI_YUAN = Unit.of("亿元");

  private InFull() {}

  public static String of(BigDecimal quantity, Unit unit) {
    if (!unit.equals(Unit.YUAN)) {
      return quantity.abs().compareTo(MILLION) >= 0
          ? plain(quantity.movePointLeft(4)) + "万" + unit
          : plain(quantity) + unit;
    }
    var large =
        switch (Look.here().units()) {
          case DECLARED -> quantity.abs().compareTo(YI) >= 0;
          case WAN -> false;
          case YI -> true;
        };
    return large
        ? plain(quantity.movePointLeft(8)) + YI_YUAN
        : plain(quantity.movePointLeft(4)) + WAN_YUAN;
  }

  /** The unit that a column of such quantities stands in. */
  public static Unit columnUnit(Unit unit) {
    return !unit.equals(Unit.YUAN)
        ? unit
        : Look.here().units() == Look.Units.YI ? YI_YUAN : WAN_YUAN;
  }

  public static BigDecimal inColumn(BigDecimal quantity, Unit unit) {
    return bare(
        unit.equals(Unit.YUAN)
            ? quantity.movePointLeft(columnUnit(unit).equals(YI_YUAN) ? 8 : 4)
            : quantity);
  }

  private static String plain(BigDecimal amount) {
    return Words.number(bare(amount)).replace(",", "");
  }

  private static BigDecimal bare(BigDecimal amount) {
    var bare = amount.stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0) : bare;
  }
}
