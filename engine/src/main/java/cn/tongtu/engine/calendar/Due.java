package cn.tongtu.engine.calendar;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * When something is due (到期日) and why.
 *
 * @param running false while the deadline is paused; the day is then the earliest possible
 * @param unpublished the year whose arrangement is missing, which makes the day provisional
 */
public record Due(LocalDate day, boolean running, OptionalInt unpublished, List<Reason> reasons) {

  /** How a deadline stands (期限状态). */
  public enum Light {
    /** 绿灯. */
    GREEN,
    /** 黄灯: soon due. */
    AMBER,
    /** 红灯: overdue. */
    RED,
    /** 暂停. */
    PAUSED
  }

  /**
   * The light with the working days that are left, or by which it is late (超期工作日). Overdue on the
   * weekend after a Friday is late by 0 working days and red all the same.
   */
  public record Standing(Light light, int workingDays) {}

  public Due {
    reasons = List.copyOf(reasons);
  }

  /** 暂定: the day may move once a year's holidays are published. */
  public boolean provisional() {
    return unpublished.isPresent();
  }

  /**
   * How it stands on a day.
   *
   * @param soon amber when no more working days than these are left
   */
  public Standing standing(WorkCalendar calendar, LocalDate today, int soon) {
    var left = calendar.between(today, day);
    if (!running) {
      return new Standing(Light.PAUSED, Math.max(0, left));
    }
    if (today.isAfter(day)) {
      return new Standing(Light.RED, -left);
    }
    return new Standing(left <= soon ? Light.AMBER : Light.GREEN, left);
  }

  /**
   * What to tell when the day is another one than was said before (到期日调整), as after a year was
   * published or a calendar corrected.
   */
  public Optional<Reason> movedFrom(Due before) {
    if (day.equals(before.day)) {
      return Optional.empty();
    }
    var published = before.provisional() && !unpublished.equals(before.unpublished);
    var year = before.unpublished.orElse(0);
    return Optional.of(
        new Reason(
            "到期日由 %s 改为 %s：%s"
                .formatted(before.day, day, published ? year + " 年放假安排已公布" : "计算依据有更正"),
            "due on %s instead of %s: %s"
                .formatted(
                    day,
                    before.day,
                    published
                        ? "the holidays of " + year + " have been published"
                        : "what it is counted from was corrected")));
  }
}
