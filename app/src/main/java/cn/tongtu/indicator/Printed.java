package cn.tongtu.indicator;

import cn.tongtu.engine.formula.Value;
import cn.tongtu.engine.value.Dimension;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Rounding;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.shared.Look;
import java.math.BigDecimal;

/**
 * How values are printed (印出): rounded once, half up, without idle zeros, the unit right behind.
 */
public final class Printed {
  public static final String NO_DATA = "无数据";

  private static final Unit WAN_YUAN = Unit.of("万元");
  private static final Unit YI_YUAN = Unit.of("亿元");
  private static final int EXACT = 4;

  private Printed() {}

  static BigDecimal round(Ratio amount, int decimals) {
    var rounded = Rounding.HALF_UP.apply(amount, decimals);
    var bare = rounded.stripTrailingZeros();
    return bare.scale() < 0 ? bare.setScale(0) : bare;
  }

  public static String of(Value value, Unit unit, int decimals) {
    return switch (value) {
      case Value.Known(var amount) ->
          round(amount.dividedBy(unit.worth()), decimals).toPlainString() + unit.symbol();
      case Value.NoData(_) -> NO_DATA;
    };
  }

  /** A unit in which pages show a figure: what is declared, or money as the reader wants it. */
  static Unit shown(Unit declared) {
    return !declared.dimension().equals(Unit.YUAN.dimension())
        ? declared
        : switch (Look.here().units()) {
          case DECLARED -> declared;
          case WAN -> WAN_YUAN;
          case YI -> YI_YUAN;
        };
  }

  /** As exact as anybody reads it: 万元 to the 百元, 亿元 to the 万元; else as declared. */
  static int decimals(Unit declared, int decimals) {
    var shown = shown(declared);
    return shown.equals(declared) ? decimals : shown.equals(YI_YUAN) ? 4 : 2;
  }

  /**
   * A quantity of a measure as the way down shows it: money in 万元 or 亿元, the rest in its own unit.
   */
  public static String of(BigDecimal quantity, Unit unit) {
    if (!unit.equals(Unit.YUAN)) {
      return of(new Value.Known(Ratio.of(quantity).times(unit.worth())), unit, EXACT);
    }
    var large = quantity.abs().compareTo(new BigDecimal("100000000")) >= 0;
    return of(new Value.Known(Ratio.of(quantity)), large ? YI_YUAN : WAN_YUAN, large ? 8 : 4);
  }

  /** The unit that suits a value of this dimension when nothing else is declared. */
  static String plain(Value value, Dimension dimension) {
    return switch (value) {
      case Value.Known(var amount) ->
          dimension.equals(Unit.YUAN.dimension()) && amount.isExactDecimal()
              ? of(amount.exactDecimal(), Unit.YUAN)
              : round(amount, EXACT).toPlainString();
      case Value.NoData(_) -> NO_DATA;
    };
  }
}
