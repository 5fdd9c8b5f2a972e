package cn.tongtu.register;

import cn.tongtu.engine.calendar.WorkCalendar;
import cn.tongtu.register.Showing.As;
import cn.tongtu.register.view.RegisterPage.Standing;
import cn.tongtu.register.view.RegisterShown;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import cn.tongtu.shared.Words;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Records on their days in a month (期限日历). */
@Component
class MonthView {
  /** Of a month; beyond it one looks at the list. */
  private static final int MOST = 600;

  /** Named on a day. */
  private static final int NAMED = 4;

  private static final Label OFF = new Label("休", "off");
  private static final Label WORKED = new Label("班", "on");
  private static final List<Label> WEEK =
      List.of(
          new Label("周一", "Mon"),
          new Label("周二", "Tue"),
          new Label("周三", "Wed"),
          new Label("周四", "Thu"),
          new Label("周五", "Fri"),
          new Label("周六", "Sat"),
          new Label("周日", "Sun"));

  private final Entries entries;

  MonthView(Entries entries) {
    this.entries = entries;
  }

  RegisterShown.Month month(Showing showing, EntrySearch search) {
    var register = search.register();
    var month = showing.shownMonth();
    var dated = showing.dated();
    var found =
        entries.page(
            register,
            search.holding(dated, month.atDay(1) + ".." + month.atEndOfMonth()).sorted(dated),
            0,
            MOST);
    var byDay =
        found.stream()
            .collect(
                Collectors.groupingBy(
                    entry -> (LocalDate) Objects.requireNonNull(entry.values().get(dated))));
    var days = new ArrayList<RegisterShown.Day>();
    for (int n = 1; n <= month.lengthOfMonth(); n++) {
      var day = month.atDay(n);
      days.add(day(showing, search, day, byDay.getOrDefault(day, List.of())));
    }
    return new RegisterShown.Month(
        new Label("%d 年 %d 月".formatted(month.getYear(), month.getMonthValue()), month.toString()),
        at(showing, search, month.minusMonths(1)),
        at(showing, search, month.plusMonths(1)),
        showing.address(search).text(),
        days,
        found.size() == MOST);
  }

  private static String at(Showing showing, EntrySearch search, YearMonth month) {
    return showing.address(search).with("month", month).text();
  }

  private static RegisterShown.Day day(
      Showing showing, EntrySearch search, LocalDate day, List<Entry> found) {
    var register = search.register();
    var kind = register.calendar().kind(day);
    return new RegisterShown.Day(
        day.getDayOfMonth(),
        day.getDayOfWeek().getValue(),
        day.toString(),
        WEEK.get(day.getDayOfWeek().getValue() - 1),
        kind == WorkCalendar.Kind.REST || kind == WorkCalendar.Kind.HOLIDAY,
        mark(kind),
        day.equals(LocalDate.now(Words.CHINA)),
        found.stream().limit(NAMED).map(entry -> item(showing, register, entry)).toList(),
        Math.max(0, found.size() - NAMED),
        showing.as(As.LIST).address(search.holding(showing.dated(), day.toString())).text());
  }

  private static @Nullable Label mark(WorkCalendar.Kind kind) {
    return switch (kind) {
      case HOLIDAY -> OFF;
      case MADE_UP -> WORKED;
      case WORKING, REST -> null;
    };
  }

  /** By its deadline it stands as late as it is; else, and when it has ended, as its state. */
  private static RegisterShown.Item item(Showing showing, Register register, Entry entry) {
    var today = LocalDate.now(Words.CHINA);
    var standing =
        register
            .deadline()
            .filter(showing.dated()::equals)
            .flatMap(_ -> TimeLeft.of(register, entry, today))
            .or(() -> EntryView.standing(register, entry))
            .orElse(new Standing(new Label("", ""), Lamp.BLUE));
    return new RegisterShown.Item(
        register.href(entry), register.titleOf(entry), standing.lamp(), standing.label());
  }
}
