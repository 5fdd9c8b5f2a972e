package cn.tongtu.calendar;

import cn.tongtu.engine.calendar.WorkCalendar;
import cn.tongtu.engine.calendar.WorkYear;
import cn.tongtu.pack.PackNode;
import cn.tongtu.shared.Label;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A calendar as the packs declare it (日历定义), to which a county's own file adds. */
final class CalendarDeclaration {
  private static final Pattern YEAR = Pattern.compile("(19|20|21)\\d\\d");
  private static final Pattern DAYS =
      Pattern.compile("((?:\\d{4}-)?\\d{2}-\\d{2})(?:\\.\\.((?:\\d{4}-)?\\d{2}-\\d{2}))?");
  private static final Set<String> WEEK = Set.of("1", "2", "3", "4", "5", "6", "7");
  // Any leap year, so that 29 February may be declared.
  private static final int LEAP = 2000;

  private final Label label;
  private final EnumSet<DayOfWeek> week = EnumSet.noneOf(DayOfWeek.class);
  private final Map<MonthDay, String> law = new LinkedHashMap<>();
  private final SortedMap<Integer, WorkYear> years = new TreeMap<>();

  CalendarDeclaration(PackNode entry) {
    label = new Label(entry.text("label"), entry.text("english"));
    entry
        .get("week")
        .items()
        .forEach(day -> week.add(DayOfWeek.of(Integer.parseInt(day.word(WEEK)))));
    if (week.isEmpty()) {
      throw entry.get("week").problem("week 至少要有一天", "some day of the week must be worked");
    }
    entry
        .find("law")
        .ifPresent(named ->
            named
                .fields()
                .forEach((holiday, days) ->
                    days.items()
                        .forEach(item ->
                            days(item, LEAP)
                                .forEach(day -> law.put(MonthDay.from(day), holiday)))));
    entry.find("years").ifPresent(this::add);
  }

  Label label() {
    return label;
  }

  WorkCalendar calendar() {
    return new WorkCalendar(week, law, years.values());
  }

  /** Adds years, or says anew what some days of a year that is there already are. */
  void add(PackNode more) {
    more.fields()
        .forEach((text, entry) -> {
          if (!YEAR.matcher(text).matches()) {
            throw entry.problem("年份应为四位数字：" + text, "not a year: " + text);
          }
          var year = Integer.parseInt(text);
          years.merge(year, year(year, entry), WorkYear::with);
        });
  }

  private WorkYear year(int year, PackNode entry) {
    entry.only("source", "off", "worked");
    var off = new TreeMap<LocalDate, String>();
    entry
        .find("off")
        .ifPresent(named ->
            named
                .fields()
                .forEach((holiday, days) ->
                    days.items()
                        .forEach(item -> {
                          for (var day : days(item, year)) {
                            refuse(off::containsKey, day, item, "已列为放假", "is off already");
                            off.put(day, holiday);
                          }
                        })));
    var worked = new TreeSet<LocalDate>();
    for (var item : entry.items("worked")) {
      for (var day : days(item, year)) {
        refuse(off::containsKey, day, item, "已列为放假，不能又上班", "is off, and cannot be worked too");
        refuse(each -> isWorkedAnyway(year, each), day, item, "本来就是工作日", "is worked anyway");
        worked.add(day);
      }
    }
    return new WorkYear(year, entry.text("source"), off, worked);
  }

  private boolean isWorkedAnyway(int year, LocalDate day) {
    var known = years.get(year);
    return week.contains(day.getDayOfWeek()) && (known == null || !known.off().containsKey(day));
  }

  private static void refuse(
      Predicate<LocalDate> wrong, LocalDate day, PackNode item, String chinese, String english) {
    if (wrong.test(day)) {
      throw item.problem(day + " " + chinese, day + " " + english);
    }
  }

  /** {@code 02-15}, {@code 02-15..02-23}, with a year before it where it is the year before. */
  private static List<LocalDate> days(PackNode item, int year) {
    var form = DAYS.matcher(item.text());
    if (!form.matches()) {
      throw item.problem(
          "日期应写作 02-15 或 02-15..02-23：" + item.text(), "not a day or a span of days");
    }
    var from = day(item, year, form.group(1));
    var to = form.group(2) == null ? from : day(item, year, form.group(2));
    if (to.isBefore(from)) {
      throw item.problem("末日早于首日：" + item.text(), "it ends before it begins");
    }
    return from.datesUntil(to.plusDays(1)).toList();
  }

  private static LocalDate day(PackNode item, int year, String text) {
    try {
      var day = LocalDate.parse(text.length() > 5 ? text : year + "-" + text);
      if (!WorkYear.mayName(year, day)) {
        throw item.problem(
            day + " 不在 " + year + " 年（只可上溯到前一年 12 月 29 日）",
            day + " is not in " + year + " (nor from 29 December of the year before)");
      }
      return day;
    } catch (DateTimeException none) {
      throw item.problem("没有这一天：" + text, "there is no such day: " + text);
    }
  }
}
