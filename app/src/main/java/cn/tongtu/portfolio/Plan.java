package cn.tongtu.portfolio;

import cn.tongtu.engine.value.Money;
import cn.tongtu.ledger.Movement;
import java.time.LocalDate;
import java.util.List;

/**
 * A version of a project's plan for a year (年度投资计划). What it adds to the version before counts from
 * the day it was set, or from 1 January when it was set before the year began.
 */
record Plan(long id, int year, Money amount, LocalDate setOn, String paper, boolean invented) {
  List<Movement> movements(Project project, Money before) {
    var newYear = LocalDate.of(year, 1, 1);
    var inForce = setOn.isBefore(newYear) ? newYear : setOn;
    return List.of(project.money("invest.plan", inForce, amount.minus(before)));
  }
}
