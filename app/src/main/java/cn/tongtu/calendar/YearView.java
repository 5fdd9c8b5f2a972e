package cn.tongtu.calendar;

import cn.tongtu.calendar.view.CalendarPage.Day;
import cn.tongtu.calendar.view.CalendarPage.Holiday;
import cn.tongtu.calendar.view.CalendarPage.Month;
import cn.tongtu.engine.calendar.WorkCalendar;
import cn.tongtu.engine.calendar.WorkCalendar.Kind;
import cn.tongtu.shared.Label;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A year of a calendar as its page shows it (年历). */
record YearView(WorkCalendar calendar, int year, LocalDate today) {
  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("MM-dd");

  List<Month> months() {
    return IntStream.rangeClosed(1, 12)
        .mapToObj(month -> month(YearMonth.of(year, month)))
        .toList();
  }

  private Month month(YearMonth month) {
    var monday = month.atDay(1).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    var weeks =
        Stream.iterate(monday, day -> !day.isAfter(month.atEndOfMonth()), day -> day.plusWeeks(1))
            .map(week -> week.datesUntil(week.plusWeeks(1)).map(day -> day(month, day)).toList())
            .toList();
    return new Month(
        new Label(
            month.getMonthValue() + "月",
            month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH)),
        workingDays(month.atDay(1), month.atEndOfMonth()),
        weeks);
  }

  private Optional<Day> day(YearMonth month, LocalDate day) {
    if (!YearMonth.from(day).equals(month)) {
      return Optional.empty();
    }
    var kind = calendar.kind(day);
    return Optional.of(
        new Day(
            day.getDayOfMonth(),
            kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
            calendar.holiday(day).orElse(""),
            day.equals(today)));
  }

  int workingDays() {
    return workingDays(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
  }

  private int workingDays(LocalDate first, LocalDate last) {
    return calendar.between(first.minusDays(1), last);
  }

  /** The holidays in their order. */
  List<Holiday> holidays() {
    var stretches = new ArrayList<Stretch>();
    for (var day = LocalDate.of(year, 1, 1); day.getYear() == year; day = day.plusDays(1)) {
      var name = calendar.holiday(day).orElse("");
      var last = stretches.isEmpty() ? null : stretches.getLast();
      if (last != null && last.name.equals(name) && last.to.equals(day.minusDays(1))) {
        stretches.set(stretches.size() - 1, new Stretch(name, last.from, day));
      } else if (!name.isEmpty()) {
        stretches.add(new Stretch(name, day, day));
      }
    }
    return stretches.stream().map(Stretch::shown).toList();
  }

  /** The days of the week's rest that are worked, in their order. */
  List<String> worked() {
    return LocalDate.of(year, 1, 1)
        .datesUntil(LocalDate.of(year + 1, 1, 1))
        .filter(day -> calendar.kind(day) == Kind.MADE_UP)
        .map(SHORT::format)
        .toList();
  }

  private record Stretch(String name, LocalDate from, LocalDate to) {
    Holiday shown() {
      return new Holiday(
          name,
          from.equals(to) ? SHORT.format(from) : SHORT.format(from) + " – " + SHORT.format(to),
          Math.toIntExact(ChronoUnit.DAYS.between(from, to) + 1));
    }
  }
}
