package cn.tongtu.engine.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A working calendar (工作日历): the working days of the week, the holidays that the law fixes to a
 * date, and each year's published arrangement. A year without one is provisional (暂定): it goes by
 * the week and the law alone and will have other working days once it is published.
 *
 * <p>A period counts from the day after it began (民法典第二百零一条), so {@code plus(day, 1)} is the first
 * working day after {@code day}.
 */
public final class WorkCalendar {
  /** How a day stands in the calendar (日期类型). */
  public enum Kind {
    /** 工作日. */
    WORKING,
    /** 休息日, off by the week. */
    REST,
    /** 放假, off as a holiday or for one. */
    HOLIDAY,
    /** 调休上班, worked though the week has it off. */
    MADE_UP
  }

  /**
   * From here on the next year's arrangement may still change a year: 2019's began on 29 December.
   */
  private static final MonthDay END_OF_YEAR = MonthDay.of(Month.DECEMBER, 29);

  private final Set<DayOfWeek> week;
  private final Map<MonthDay, String> law;
  private final SortedMap<Integer, WorkYear> years;
  private final Map<Integer, DaysOfYear> counted = new ConcurrentHashMap<>();

  /**
   * @param week the days of the week that are worked
   * @param law holidays that fall on the same date each year, for years not yet published
   * @throws IllegalArgumentException when no day is worked or a year comes twice
   */
  public WorkCalendar(
      Set<DayOfWeek> week, Map<MonthDay, String> law, Collection<WorkYear> published) {
    if (week.isEmpty()) {
      throw new IllegalArgumentException("一周没有工作日 no day of the week is worked");
    }
    this.week = Collections.unmodifiableSet(EnumSet.copyOf(week));
    this.law = Map.copyOf(law);
    var byYear = new TreeMap<Integer, WorkYear>();
    for (var year : published) {
      if (byYear.put(year.year(), year) != null) {
        throw new IllegalArgumentException("年份重复 the same year twice: " + year.year());
      }
    }
    years = Collections.unmodifiableSortedMap(byYear);
  }

  /** The published years in their order. */
  public SortedMap<Integer, WorkYear> published() {
    return years;
  }

  public boolean isPublished(int year) {
    return years.containsKey(year);
  }

  static boolean endOfYear(LocalDate day) {
    return !MonthDay.from(day).isBefore(END_OF_YEAR);
  }

  public Kind kind(LocalDate day) {
    var byWeek = week.contains(day.getDayOfWeek());
    if (holiday(day).isPresent()) {
      return Kind.HOLIDAY;
    }
    if (arranged(day, false)) {
      return byWeek ? Kind.WORKING : Kind.MADE_UP;
    }
    return byWeek ? Kind.WORKING : Kind.REST;
  }

  /** The holiday for which a day is off. */
  public Optional<String> holiday(LocalDate day) {
    if (arranged(day, true)) {
      var own = years.get(day.getYear());
      var next = years.get(day.getYear() + 1);
      return Optional.ofNullable(next == null ? null : next.off().get(day))
          .or(() -> Optional.ofNullable(own == null ? null : own.off().get(day)));
    }
    return isPublished(day.getYear())
        ? Optional.empty()
        : Optional.ofNullable(law.get(MonthDay.from(day)));
  }

  /** Whether an arrangement has the day off, or worked; the later year's word counts. */
  private boolean arranged(LocalDate day, boolean off) {
    var next = endOfYear(day) ? years.get(day.getYear() + 1) : null;
    if (next != null && (next.off().containsKey(day) || next.worked().contains(day))) {
      return next.off().containsKey(day) == off;
    }
    var own = years.get(day.getYear());
    return own != null && (off ? own.off().containsKey(day) : own.worked().contains(day));
  }

  public boolean isWorkingDay(LocalDate day) {
    return year(day.getYear()).isWorked(day);
  }

  private DaysOfYear year(int year) {
    return counted.computeIfAbsent(
        year,
        y ->
            DaysOfYear.of(
                y,
                day ->
                    switch (kind(day)) {
                      case WORKING, MADE_UP -> true;
                      case REST, HOLIDAY -> false;
                    }));
  }

  /** The n-th working day after a day; the day itself when n is 0. */
  public LocalDate plus(LocalDate day, int n) {
    requireCount(n);
    if (n == 0) {
      return day;
    }
    var year = year(day.getYear());
    var rank = year.through(day) + n;
    while (rank > year.count()) {
      rank -= year.count();
      year = year(year.year() + 1);
    }
    return year.worked(rank);
  }

  /** The n-th working day before a day; the day itself when n is 0. */
  public LocalDate minus(LocalDate day, int n) {
    requireCount(n);
    if (n == 0) {
      return day;
    }
    var year = year(day.getYear());
    var rank = year.through(day) - (year.isWorked(day) ? 1 : 0) - n + 1;
    while (rank < 1) {
      year = year(year.year() - 1);
      rank += year.count();
    }
    return year.worked(rank);
  }

  private static void requireCount(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("工作日数不能为负 a count of days is not negative: " + n);
    }
  }

  /** The day itself when it is worked, or the next one that is. */
  public LocalDate onOrAfter(LocalDate day) {
    return isWorkingDay(day) ? day : plus(day, 1);
  }

  /** The day itself when it is worked, or the last one before that is. */
  public LocalDate onOrBefore(LocalDate day) {
    return isWorkingDay(day) ? day : minus(day, 1);
  }

  /**
   * The working days after {@code from}, up to and with {@code to}; negative when {@code to} is the
   * earlier one.
   */
  public int between(LocalDate from, LocalDate to) {
    if (to.isBefore(from)) {
      return -between(to, from);
    }
    var days = year(to.getYear()).through(to) - year(from.getYear()).through(from);
    for (int y = from.getYear(); y < to.getYear(); y++) {
      days += year(y).count();
    }
    return days;
  }

  /** The first year whose missing arrangement may still change a day from one day to another. */
  public OptionalInt unpublished(LocalDate from, LocalDate to) {
    for (int y = from.getYear(); y <= to.getYear(); y++) {
      if (!isPublished(y)) {
        return OptionalInt.of(y);
      }
    }
    return endOfYear(to) && !isPublished(to.getYear() + 1)
        ? OptionalInt.of(to.getYear() + 1)
        : OptionalInt.empty();
  }
}
