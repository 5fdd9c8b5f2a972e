package cn.tongtu.engine.calendar;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A deadline (期限): how long something may take from the day it began, which itself does not count
 * (民法典第二百零一条), without the days on which it was paused, with at most one extension.
 *
 * <p>Where a law counts in working days its holidays do not count (行政许可法第八十二条); a period in days or
 * months runs through them, and a last day that is off moves (民法典第二百零三条). A period in months ends
 * on the same day of its last month, or on that month's last day (民法典第二百零二条).
 *
 * @param pauses in their order, apart from each other; only the last may be still open
 */
public record Deadline(
    LocalDate start, Length length, Shift shift, List<Pause> pauses, Optional<Length> extension) {

  /** In what a length is counted (计算单位). */
  public enum Unit {
    /** 工作日. */
    WORKING_DAYS("个工作日", "working days"),
    /** 自然日. */
    DAYS("日", "days"),
    /** 个月. */
    MONTHS("个月", "months");

    private final String chinese;
    private final String english;

    Unit(String chinese, String english) {
      this.chinese = chinese;
      this.english = english;
    }
  }

  /** How long (时长): 15 working days. */
  public record Length(int amount, Unit unit) {
    /** Longer than anything that is asked for in days, short enough never to leave the calendar. */
    public static final int MAX = 9999;

    public Length {
      if (amount < 1 || amount > MAX) {
        throw new IllegalArgumentException(
            "期限应在 1 到 " + MAX + " 之间 a deadline is from 1 to " + MAX + ": " + amount);
      }
    }

    public static Length workingDays(int amount) {
      return new Length(amount, Unit.WORKING_DAYS);
    }

    public static Length days(int amount) {
      return new Length(amount, Unit.DAYS);
    }

    public static Length months(int amount) {
      return new Length(amount, Unit.MONTHS);
    }

    Reason told() {
      return new Reason(amount + " " + unit.chinese, amount + " " + unit.english);
    }
  }

  /** A time that does not count (暂停): from a day to another, both included, or still open. */
  public record Pause(LocalDate from, Optional<LocalDate> to) {
    public Pause {
      if (to.isPresent() && to.get().isBefore(from)) {
        throw new IllegalArgumentException("暂停结束早于开始 a pause ends before it begins: " + from);
      }
    }

    public static Pause of(LocalDate from, LocalDate to) {
      return new Pause(from, Optional.of(to));
    }

    public static Pause since(LocalDate from) {
      return new Pause(from, Optional.empty());
    }
  }

  public Deadline {
    pauses = List.copyOf(pauses);
    for (int i = 1; i < pauses.size(); i++) {
      var before = pauses.get(i - 1).to();
      if (before.isEmpty() || !before.get().isBefore(pauses.get(i).from())) {
        throw new IllegalArgumentException(
            "暂停期重叠或次序有误 pauses overlap or are out of order: " + pauses.get(i).from());
      }
    }
  }

  public static Deadline of(LocalDate start, Length length) {
    return new Deadline(start, length, Shift.LATER, List.of(), Optional.empty());
  }

  public Deadline shifted(Shift other) {
    return new Deadline(start, length, other, pauses, extension);
  }

  /** With one more pause behind those it has. */
  public Deadline paused(Pause pause) {
    var all = new ArrayList<>(pauses);
    all.add(pause);
    return new Deadline(start, length, shift, all, extension);
  }

  /**
   * @throws IllegalStateException when it was extended before
   */
  public Deadline extended(Length by) {
    if (extension.isPresent()) {
      throw new IllegalStateException("期限只能延长一次 a deadline is extended once");
    }
    return new Deadline(start, length, shift, pauses, Optional.of(by));
  }

  /**
   * When it is due by a calendar. While it is paused, the day given is the earliest possible: as if
   * it went on tomorrow.
   */
  public Due due(WorkCalendar calendar, LocalDate today) {
    var reached = reach(calendar, today);
    var lastUnit = extension.orElse(length).unit();
    var day = lastUnit == Unit.WORKING_DAYS ? reached.day : shift.of(reached.day, calendar);
    var reasons = new ArrayList<Reason>();
    reasons.add(counted());
    if (reached.skipped > 0) {
      reasons.add(
          new Reason(
              "扣除暂停 " + reached.skipped + " 日", reached.skipped + " paused days do not count"));
    }
    if (!reached.running) {
      reasons.add(new Reason("暂停中，此为最早到期日", "paused; this is the earliest day it can be due"));
    }
    if (!day.equals(reached.day)) {
      var law = shift == Shift.LATER ? "（民法典第二百零三条）" : "";
      reasons.add(
          new Reason(
              "末日 " + reached.day + " 为休息日，调整到 " + day + law,
              reached.day + " is a day off, so it is due on " + day));
    }
    var missing = unpublished(calendar, reached.day, day);
    missing.ifPresent(year ->
        reasons.add(
            new Reason(
                year + " 年放假安排尚未公布，到期日暂定",
                "the holidays of " + year + " are not published yet; the day is provisional")));
    return new Due(day, reached.running, missing, reasons);
  }

  private Reason counted() {
    var told = length.told();
    var more = extension.map(Length::told);
    return new Reason(
        "自 " + start + " 次日起 " + told.chinese() + more.map(by -> "，延长 " + by.chinese()).orElse(""),
        told.english()
            + " after "
            + start
            + more.map(by -> ", extended by " + by.english()).orElse(""));
  }

  private OptionalInt unpublished(WorkCalendar calendar, LocalDate last, LocalDate due) {
    if (length.unit == Unit.WORKING_DAYS
        || extension.filter(by -> by.unit == Unit.WORKING_DAYS).isPresent()) {
      return calendar.unpublished(start.plusDays(1), due);
    }
    if (shift == Shift.NONE) {
      return OptionalInt.empty();
    }
    return last.isBefore(due) ? calendar.unpublished(last, due) : calendar.unpublished(due, last);
  }

  /** Where counting has come to, and how many days it passed over as paused. */
  private record Reached(LocalDate day, boolean running, int skipped) {}

  private Reached reach(WorkCalendar calendar, LocalDate today) {
    var from = new Reached(start, true, 0);
    if (extension.isEmpty()) {
      return run(calendar, today, from, length);
    }
    var by = extension.get();
    return by.unit == length.unit
        ? run(calendar, today, from, new Length(length.amount + by.amount, by.unit))
        : run(calendar, today, run(calendar, today, from, length), by);
  }

  private Reached run(WorkCalendar calendar, LocalDate today, Reached from, Length by) {
    var day = from.day;
    var running = from.running;
    var skipped = from.skipped;
    var left = by.unit == Unit.MONTHS ? daysOf(from.day, by.amount) : by.amount;
    for (var pause : pauses) {
      var until = later(day, pause.to().orElse(later(pause.from(), today)));
      if (pause.to().isPresent() && until.equals(day)) {
        continue;
      }
      var before = pause.from().minusDays(1);
      var counted = before.isAfter(day) ? count(calendar, by.unit, day, before) : 0;
      if (left <= counted) {
        break;
      }
      left -= counted;
      skipped += Math.toIntExact(ChronoUnit.DAYS.between(later(before, day), until));
      running &= pause.to().isPresent();
      day = until;
    }
    return new Reached(
        by.unit == Unit.WORKING_DAYS ? calendar.plus(day, left) : day.plusDays(left),
        running,
        skipped);
  }

  private static int daysOf(LocalDate from, int months) {
    return Math.toIntExact(ChronoUnit.DAYS.between(from, from.plusMonths(months)));
  }

  private static int count(WorkCalendar calendar, Unit unit, LocalDate from, LocalDate to) {
    return unit == Unit.WORKING_DAYS
        ? calendar.between(from, to)
        : Math.toIntExact(ChronoUnit.DAYS.between(from, to));
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isAfter(other) ? one : other;
  }
}
