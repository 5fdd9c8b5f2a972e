package cn.tongtu.closing;

import java.time.Instant;
import java.time.YearMonth;

/** What somebody did about closing a month (关账事项). */
public record ClosingEvent(
    String org, YearMonth month, Step step, Instant at, String actor, long person, String why) {
  /** Nobody who was signed in: a part of the product that acted by itself. */
  static final long NOBODY = 0;

  /** What was done. */
  public enum Step {
    /** 提请关账 */
    PROPOSED,
    /** 退回 */
    RETURNED,
    /** 签批: the month is closed. */
    SIGNED
  }
}
