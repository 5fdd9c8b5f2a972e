package cn.tongtu.obligation;

import cn.tongtu.identity.Permissions;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import cn.tongtu.shared.WorkItem;
import cn.tongtu.shared.WorkItems;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What somebody owes (应做待办) and what was missed (漏做): one item a rule, however many things and
 * periods there are, so that it does not pile up.
 */
@Component
class ExpectationWork implements WorkItems {
  private final Requirements requirements;
  private final Expectations expectations;
  private final Permissions permissions;

  ExpectationWork(Requirements requirements, Expectations expectations, Permissions permissions) {
    this.requirements = requirements;
    this.expectations = expectations;
    this.permissions = permissions;
  }

  @Override
  @Transactional(readOnly = true)
  public List<WorkItem> of(Actor.Staff person, LocalDate today) {
    return items(person, today, false);
  }

  @Override
  @Transactional(readOnly = true)
  public List<WorkItem> late(Actor.Staff person, LocalDate today) {
    return items(person, today, true);
  }

  private List<WorkItem> items(Actor.Staff person, LocalDate today, boolean missed) {
    var items = new ArrayList<WorkItem>();
    var known = new HashMap<String, Boolean>();
    for (var rule : requirements.list()) {
      var action = missed ? rule.excuse() : RegisterKeeping.WRITE;
      var mine =
          expectations.owed(rule, today).stream()
              .filter(one -> one.missed(today) == missed)
              .filter(one ->
                  known.computeIfAbsent(
                      action + " " + one.org(),
                      _ -> permissions.may(person.id(), action, one.org(), today).allowed()))
              .toList();
      if (!mine.isEmpty()) {
        items.add(missed ? missed(rule, mine) : owed(rule, mine, today));
      }
    }
    return items;
  }

  private static WorkItem owed(Requirement rule, List<Expectation> mine, LocalDate today) {
    var next = mine.getFirst();
    var more =
        mine.size() == 1
            ? new Label(next.name(), next.name())
            : new Label(
                "%s 等 %d 个".formatted(next.name(), mine.size()),
                "%s and %d more".formatted(next.name(), mine.size() - 1));
    return new WorkItem(
        new Label(
            rule.label().chinese() + "：" + more.chinese(),
            rule.label().english() + ": " + more.english()),
        new Label(
            next.label() + "，" + rule.register().label(),
            next.english() + ", " + rule.register().english()),
        Optional.of(next.due()),
        Optional.empty(),
        today.isAfter(next.due())
            ? Lamp.RED
            : rule.register().calendar().between(today, next.due()) <= 1 ? Lamp.AMBER : Lamp.BLUE,
        rule.href() + "/" + next.period());
  }

  private static WorkItem missed(Requirement rule, List<Expectation> missed) {
    var last = missed.getLast();
    var things = missed.stream().map(Expectation::thing).distinct().count();
    return new WorkItem(
        new Label(
            "漏做 %d 次：%s".formatted(missed.size(), rule.label().chinese()),
            "%d missed: %s".formatted(missed.size(), rule.label().english())),
        new Label(
            "%d 个对象，最近一次 %s".formatted(things, last.label()),
            "by %d, the last in %s".formatted(things, last.english())),
        Optional.of(last.due()),
        Optional.empty(),
        Lamp.RED,
        rule.href());
  }
}
