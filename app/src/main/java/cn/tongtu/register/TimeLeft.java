package cn.tongtu.register;

import cn.tongtu.engine.calendar.WorkCalendar;
import cn.tongtu.register.view.RegisterPage.Standing;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import java.time.LocalDate;
import java.util.Optional;

/** How much time is left until a record is due (剩余期限), in working days. */
final class TimeLeft {
  /** Without a time limit of its own, so many working days before it is due it is soon due. */
  private static final int SOON = 3;

  static final Standing PAUSED = new Standing(new Label("暂停计时", "Paused"), Lamp.GREY);

  private TimeLeft() {}

  /** Of a record that is due and has not come to its end. */
  static Optional<Standing> of(Register register, Entry entry, LocalDate today) {
    var due = due(register, entry);
    var ended = register.life().state(entry).map(Life.State::last).orElse(true);
    return due.filter(_ -> !ended)
        .map(day -> paused(register, entry) ? PAUSED : standing(register, day, today));
  }

  static Optional<LocalDate> due(Register register, Entry entry) {
    return register
        .deadline()
        .flatMap(field -> Optional.ofNullable((LocalDate) entry.values().get(field)));
  }

  static boolean paused(Register register, Entry entry) {
    return limit(register).filter(limit -> limit.pausesIn(entry.state())).isPresent();
  }

  private static Optional<TimeLimit> limit(Register register) {
    return register.limits().stream()
        .filter(limit -> register.deadline().filter(limit.fills()::equals).isPresent())
        .findFirst();
  }

  private static Standing standing(Register register, LocalDate due, LocalDate today) {
    return standing(
        register.calendar(), due, today, limit(register).map(TimeLimit::soon).orElse(SOON));
  }

  static Standing standing(WorkCalendar calendar, LocalDate due, LocalDate today, int soon) {
    var left = calendar.between(today, due);
    if (due.isBefore(today)) {
      return left == 0
          ? new Standing(new Label("已过期限", "Past due"), Lamp.RED)
          : new Standing(
              new Label("超期 " + -left + " 个工作日", "%d working days late".formatted(-left)),
              Lamp.RED);
    }
    if (due.equals(today)) {
      return new Standing(new Label("今日到期", "Due today"), Lamp.AMBER);
    }
    return new Standing(
        new Label("剩 " + left + " 个工作日", "%d working days left".formatted(left)),
        left <= soon ? Lamp.AMBER : Lamp.GREEN);
  }
}
