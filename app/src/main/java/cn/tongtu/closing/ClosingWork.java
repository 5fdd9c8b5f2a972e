package cn.tongtu.closing;

import cn.tongtu.closing.view.ClosingPage.Task;
import cn.tongtu.identity.Organisations;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.WorkItem;
import cn.tongtu.shared.WorkItems;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Months that wait to be closed (关账待办): by this person, or late and by others below. */
@Component
class ClosingWork implements WorkItems {
  /** 每月 10 日前关上月的账: the house's own day, a day on which last month's filings are in. */
  private static final int DUE_DAY = 10;

  private final Closings closings;
  private final Tasks tasks;
  private final Organisations organisations;

  ClosingWork(Closings closings, Tasks tasks, Organisations organisations) {
    this.closings = closings;
    this.tasks = tasks;
    this.organisations = organisations;
  }

  private static LocalDate due(YearMonth month) {
    return month.plusMonths(1).atDay(DUE_DAY);
  }

  @Override
  @Transactional(readOnly = true)
  public List<WorkItem> of(Actor.Staff person, LocalDate today) {
    return tasks.of(person, organisations.list(), closings.closedThrough()).stream()
        .map(task -> item(task, today))
        .toList();
  }

  private static WorkItem item(Task task, LocalDate today) {
    var month = YearMonth.parse(task.href().substring(task.href().lastIndexOf('/') + 1));
    var what =
        new Label(
            deed(task).chinese() + "：" + task.org().chinese() + " " + task.month().chinese(),
            deed(task).english() + ": " + task.org().english() + ", " + task.month().english());
    return WorkItem.due(what, why(task), due(month), today, task.href());
  }

  private static Label deed(Task task) {
    return switch (task.kind()) {
      case "sign" -> new Label("签批关账", "Sign off the month");
      case "again" -> new Label("重新提请关账", "Propose the month again");
      default -> new Label("提请关账", "Propose the month for closing");
    };
  }

  private static Label why(Task task) {
    return switch (task.kind()) {
      case "sign" ->
          new Label(
              task.who() + " " + task.when() + " 提请，您负责签批",
              "proposed by " + task.who() + " on " + task.when() + ", yours to sign");
      case "again" ->
          new Label(
              task.who() + " " + task.when() + " 退回",
              "sent back by " + task.who() + " on " + task.when());
      case "first" -> new Label("首次关账，您负责提请", "its first closing, yours to propose");
      default -> new Label("上月已关，您负责提请", "the month before is closed, yours to propose");
    };
  }

  /**
   * Of the organisations whose closings this person signs: what is overdue and not proposed yet.
   */
  @Override
  @Transactional(readOnly = true)
  public List<WorkItem> late(Actor.Staff person, LocalDate today) {
    var closed = closings.closedThrough();
    var waiting = closings.waiting();
    var items = new ArrayList<WorkItem>();
    for (var org : organisations.list()) {
      var last = closed.get(org.code());
      var proposed = waiting.stream().anyMatch(event -> event.org().equals(org.code()));
      if (last != null
          && !proposed
          && due(last.plusMonths(1)).isBefore(today)
          && tasks.may(person, Closing.SIGN, org.code())
          && !tasks.may(person, Closing.PROPOSE, org.code())) {
        var month = last.plusMonths(1);
        items.add(
            WorkItem.due(
                new Label(
                    "尚未提请关账：" + org.name() + " " + month,
                    "Not proposed for closing: " + org.english() + ", " + month),
                new Label("由该单位经办提请", "the organisation's clerk proposes it"),
                due(month),
                today,
                "/closing/" + org.code() + "/" + month));
      }
    }
    return items;
  }
}
