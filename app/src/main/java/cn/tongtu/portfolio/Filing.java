package cn.tongtu.portfolio;

import cn.tongtu.engine.value.Money;
import cn.tongtu.ledger.Movement;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/** The investment that a project did in a month (月度投资填报). It counts on the month's last day. */
record Filing(long id, LocalDate month, Money amount, int rev, String source, boolean invented) {
  List<Movement> movements(Project project) {
    return List.of(project.money("invest.done", YearMonth.from(month).atEndOfMonth(), amount));
  }
}
