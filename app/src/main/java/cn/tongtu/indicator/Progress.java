package cn.tongtu.indicator;

import cn.tongtu.engine.value.Unit;

/** Completion against the time that has passed (时间进度): by the end of June a half is expected. */
public final class Progress {
  private Progress() {}

  public static boolean lags(Figure figure) {
    return figure.indicator().unit().equals(Unit.PERCENT)
        && figure
            .value()
            .map(percent ->
                percent.times(Unit.PERCENT.worth()).compareTo(figure.asked().span().timeProgress())
                    < 0)
            .orElse(false);
  }

  /** The time progress at a figure's cut-off, printed: 50%. */
  public static String expected(Figure figure) {
    return Printed.round(figure.asked().span().timeProgress().dividedBy(Unit.PERCENT.worth()), 1)
            .toPlainString()
        + Unit.PERCENT;
  }
}
