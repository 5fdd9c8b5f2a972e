package cn.tongtu.engine.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Calendars for tests, and the model that looks at one day after the other. */
final class Calendars {
  static final Set<DayOfWeek> FIVE_DAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
  static final Map<MonthDay, String> LAW =
      Map.of(
          MonthDay.of(1, 1), "元旦",
          MonthDay.of(5, 1), "劳动节",
          MonthDay.of(5, 2), "劳动节",
          MonthDay.of(10, 1), "国庆节",
          MonthDay.of(10, 2), "国庆节",
          MonthDay.of(10, 3), "国庆节");

  private Calendars() {}

  /** 2026 as the State Council arranged it; 2027 is not published. */
  static final WorkCalendar KNOWN_2026 =
      new WorkCalendar(
          FIVE_DAYS,
          LAW,
          List.of(
              year(
                  2026,
                  "元旦 2026-01-01 2026-01-03",
                  "春节 2026-02-15 2026-02-23",
                  "清明节 2026-04-04 2026-04-06",
                  "劳动节 2026-05-01 2026-05-05",
                  "端午节 2026-06-19 2026-06-21",
                  "中秋节 2026-09-25 2026-09-27",
                  "国庆节 2026-10-01 2026-10-07",
                  "上班 2026-01-04",
                  "上班 2026-02-14",
                  "上班 2026-02-28",
                  "上班 2026-05-09",
                  "上班 2026-09-20",
                  "上班 2026-10-10")));

  static WorkYear year(int year, String... lines) {
    var off = new TreeMap<LocalDate, String>();
    var worked = new TreeSet<LocalDate>();
    for (var line : lines) {
      var words = line.split(" ", -1);
      if (words[0].equals("上班")) {
        worked.add(LocalDate.parse(words[1]));
      } else {
        LocalDate.parse(words[1])
            .datesUntil(LocalDate.parse(words[words.length - 1]).plusDays(1))
            .forEach(day -> off.put(day, words[0]));
      }
    }
    return new WorkYear(year, year + " 年通知", off, worked);
  }

  /** Some years published at random, with holidays and make-up days anywhere. */
  static WorkCalendar any(long seed) {
    var random = new Random(seed);
    var years = new ArrayList<WorkYear>();
    for (int year = 2018; year <= 2028; year++) {
      if (random.nextInt(4) > 0) {
        var off = new TreeMap<LocalDate, String>();
        var worked = new TreeSet<LocalDate>();
        for (int i = 0; i < 30; i++) {
          var day = LocalDate.of(year, 1, 1).plusDays(random.nextInt(365) - 3L * random.nextInt(2));
          if (WorkYear.mayName(year, day)) {
            if (random.nextInt(3) > 0) {
              off.put(day, "假");
            } else {
              worked.add(day);
            }
          }
        }
        worked.removeAll(off.keySet());
        years.add(new WorkYear(year, "通知", off, worked));
      }
    }
    var week = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
    for (var day : DayOfWeek.values()) {
      if (random.nextInt(5) > 1) {
        week.add(day);
      }
    }
    return new WorkCalendar(week, LAW, years);
  }
}
