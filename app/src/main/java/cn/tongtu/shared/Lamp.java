package cn.tongtu.shared;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * How a thing stands (灯): never told by colour alone, each lamp has a shape and a word of its own.
 */
public enum Lamp {
  /** 红灯: late, or wrong. */
  RED,
  /** 黄灯: will be late soon. */
  AMBER,
  /** 绿灯: in time. */
  GREEN,
  /** 蓝灯: done. */
  BLUE,
  /** 灰灯: not begun, or without a deadline. */
  GREY;

  private static final int SOON_DAYS = 3;

  /** Of something that is still to be done by the end of a day. */
  public static Lamp due(LocalDate due, LocalDate today) {
    var left = ChronoUnit.DAYS.between(today, due);
    return left < 0 ? RED : left <= SOON_DAYS ? AMBER : GREEN;
  }

  /** As stylesheets and messages write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
