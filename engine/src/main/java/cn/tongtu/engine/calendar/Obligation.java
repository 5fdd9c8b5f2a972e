package cn.tongtu.engine.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/**
 * What is owed again and again (周期性要求): a patrol a week, a return a month.
 *
 * @param grace working days after the due day during which it is late but not yet missed (宽限)
 */
public record Obligation(Every every, Falls falls, int grace) {
  private static final int MAX_GRACE = 366;

  /** How often (周期). */
  public enum Every {
    /** 每周, from Monday to Sunday. */
    WEEK,
    /** 每月. */
    MONTH,
    /** 每季度. */
    QUARTER,
    /** 每半年. */
    HALF_YEAR,
    /** 每年. */
    YEAR
  }

  /** On which day a period is due (到期规则). */
  public sealed interface Falls {
    /** 期内最后一个工作日; in a period without one, such as a week of the Spring Festival, its last day. */
    record LastWorkingDay() implements Falls {}

    /** 期内第 n 日; its last day when it is shorter. */
    record DayOf(int n, Shift shift) implements Falls {}

    /** 期满后第 n 日: a month's return by the 5th of the next. */
    record DayAfter(int n, Shift shift) implements Falls {}
  }

  /**
   * One of the periods (期), named the same for ever by its key.
   *
   * @param key 2026-W07, 2026-02, 2026-Q1, 2026-H1, 2026
   * @param workingDays how many the period has; 0 is a reason to excuse it
   * @param closes the last day before it counts as missed
   * @param provisional a year's missing arrangement may still change a day of it
   */
  public record Turn(
      String key,
      Reason label,
      LocalDate first,
      LocalDate last,
      int workingDays,
      LocalDate due,
      LocalDate closes,
      boolean provisional) {}

  public Obligation {
    if (grace < 0 || grace > MAX_GRACE) {
      throw new IllegalArgumentException("宽限应在 0 到 366 之间 grace is from 0 to 366: " + grace);
    }
    var n =
        switch (falls) {
          case Falls.LastWorkingDay() -> 1;
          case Falls.DayOf(var day, _) -> day;
          case Falls.DayAfter(var day, _) -> day;
        };
    if (n < 1 || n > MAX_GRACE) {
      throw new IllegalArgumentException("第几日应在 1 到 366 之间 the day is from 1 to 366: " + n);
    }
  }

  /**
   * The periods that end within a span, both days included, so that each belongs to one span alone
   * when a stretch of time is divided.
   */
  public List<Turn> turns(WorkCalendar calendar, LocalDate from, LocalDate to) {
    var turns = new ArrayList<Turn>();
    for (var first = begin(from); !end(first).isAfter(to); first = end(first).plusDays(1)) {
      turns.add(turn(calendar, first, end(first)));
    }
    return List.copyOf(turns);
  }

  private Turn turn(WorkCalendar calendar, LocalDate first, LocalDate last) {
    var worked = calendar.between(first.minusDays(1), last);
    var due =
        switch (falls) {
          case Falls.LastWorkingDay() -> worked == 0 ? last : calendar.onOrBefore(last);
          case Falls.DayOf(var n, var shift) ->
              shift.of(earlier(first.plusDays(n - 1L), last), calendar);
          case Falls.DayAfter(var n, var shift) -> shift.of(last.plusDays(n), calendar);
        };
    var closes = calendar.plus(due, grace);
    var until = closes.isAfter(last) ? closes : last;
    var since = due.isBefore(first) ? due : first;
    return new Turn(
        key(first),
        label(first),
        first,
        last,
        worked,
        due,
        closes,
        calendar.unpublished(since, until).isPresent());
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  private LocalDate begin(LocalDate day) {
    return switch (every) {
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH, QUARTER, HALF_YEAR, YEAR ->
          day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % months());
    };
  }

  private LocalDate end(LocalDate first) {
    return every == Every.WEEK ? first.plusDays(6) : first.plusMonths(months()).minusDays(1);
  }

  private int months() {
    return switch (every) {
      case WEEK -> throw new IllegalStateException("a week has no months");
      case MONTH -> 1;
      case QUARTER -> 3;
      case HALF_YEAR -> 6;
      case YEAR -> 12;
    };
  }

  private String key(LocalDate first) {
    var year = first.getYear();
    return switch (every) {
      case WEEK ->
          "%d-W%02d"
              .formatted(
                  first.get(IsoFields.WEEK_BASED_YEAR),
                  first.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case MONTH -> "%d-%02d".formatted(year, first.getMonthValue());
      case QUARTER -> year + "-Q" + first.get(IsoFields.QUARTER_OF_YEAR);
      case HALF_YEAR -> year + "-H" + (first.getMonthValue() < 7 ? 1 : 2);
      case YEAR -> String.valueOf(year);
    };
  }

  private Reason label(LocalDate first) {
    var year = first.getYear();
    return switch (every) {
      case WEEK -> {
        var ofYear = first.get(IsoFields.WEEK_BASED_YEAR);
        var week = first.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        yield new Reason(ofYear + "年第" + week + "周", "week " + week + " of " + ofYear);
      }
      case MONTH -> new Reason(year + "年" + first.getMonthValue() + "月", key(first));
      case QUARTER -> {
        var quarter = first.get(IsoFields.QUARTER_OF_YEAR);
        yield new Reason(
            year + "年第" + "一二三四".charAt(quarter - 1) + "季度", "quarter " + quarter + " of " + year);
      }
      case HALF_YEAR ->
          first.getMonthValue() < 7
              ? new Reason(year + "年上半年", "first half of " + year)
              : new Reason(year + "年下半年", "second half of " + year);
      case YEAR -> new Reason(year + "年", String.valueOf(year));
    };
  }
}
