package cn.tongtu.shared.view;

import java.util.Locale;

/**
 * How a thing stands (灯): a colour, a shape and always a word, so that nobody needs to tell colours
 * apart.
 */
public enum Lamp {
  /** Overdue, wrong, stopped: a square. */
  RED,
  /** Lags, or soon due: a triangle. */
  AMBER,
  /** As it should be: a disc. */
  GREEN,
  /** Under way: half a disc. */
  BLUE,
  /** Not begun, or nothing to say: a ring. */
  GREY;

  public String css() {
    return name().toLowerCase(Locale.ROOT);
  }
}
