package cn.tongtu.shared;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * How a thing stands (灯): a colour, a shape and always a word, so that nobody needs to tell colours
 * apart.
 */
public enum Lamp {
  /** 红灯, overdue, wrong, stopped: a square. */
  RED,
  /** 黄灯, lags, or soon due: a triangle. */
  AMBER,
  /** 绿灯, as it should be: a disc. */
  GREEN,
  /** 蓝灯, under way: half a disc. */
  BLUE,
  /** 灰灯, not begun, or nothing to say: a ring. */
  GREY;

  private static final int SOON_DAYS = 3;

  /** Of something that is still to be done by the end of a day. */
  public static Lamp due(LocalDate due, LocalDate today) {
    var left = ChronoUnit.DAYS.between(today, due);
    return left < 0 ? RED : left <= SOON_DAYS ? AMBER : GREEN;
  }

  public String css() {
    return name().toLowerCase(Locale.ROOT);
  }
}
