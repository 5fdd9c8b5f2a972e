package cn.tongtu.calendar;

import cn.tongtu.calendar.view.CalendarPage.Typed;
import cn.tongtu.engine.calendar.Deadline;
import cn.tongtu.engine.calendar.Deadline.Length;
import cn.tongtu.shared.Label;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the form that asks when something is due: what is wrong field by field, or the deadline.
 */
final class DeadlineForm {
  private static final int EARLIEST = 2000;
  private static final int LATEST = 2100;

  private final Typed typed;
  private final Map<String, Label> errors = new LinkedHashMap<>();
  private final Optional<Deadline> deadline;

  DeadlineForm(Typed typed) {
    this.typed = typed;
    var start = day(typed.from());
    var amount = amount(typed.length());
    var unit =
        Stream.of(Deadline.Unit.values())
            .filter(each -> each.name().equals(typed.unit()))
            .findFirst();
    check("from", start.isPresent(), "日期应写作 2026-02-10", "a day like 2026-02-10");
    check("length", amount.isPresent(), "应为 1 到 9999 的整数", "a whole number from 1 to 9999");
    check("unit", unit.isPresent(), "请选择计算单位", "choose what to count in");
    deadline =
        start.flatMap(from ->
            amount.flatMap(many -> unit.map(each -> Deadline.of(from, new Length(many, each)))));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text))
          .filter(day -> day.getYear() >= EARLIEST && day.getYear() <= LATEST);
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> amount(String text) {
    return text.matches("\\d{1,4}")
        ? Optional.of(Integer.parseInt(text)).filter(many -> many >= 1)
        : Optional.empty();
  }

  private void check(String field, boolean holds, String chinese, String english) {
    if (!holds) {
      errors.put(field, new Label(chinese, english));
    }
  }

  Typed typed() {
    return typed;
  }

  Map<String, Label> errors() {
    return errors;
  }

  Optional<Deadline> deadline() {
    return deadline;
  }
}
