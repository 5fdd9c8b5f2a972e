package cn.tongtu.register;

import cn.tongtu.identity.Organisations;
import cn.tongtu.register.view.RegisterPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import cn.tongtu.shared.WorkItem;
import cn.tongtu.shared.WorkItems;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Records that wait for the next move (台账待办). Who is named in a record for a move, or alone may
 * make it, has it to do; a record that waits for a person is nobody else's work.
 */
@Component
class RegisterWork implements WorkItems {
  /** Of one register; what waits beyond these is found on its own page. */
  private static final int MOST = 50;

  /** Whoever checks records also watches what is late. */
  static final String CHECK = "register.check";

  private static final Label OVERSEE = new Label("督办", "Overdue");

  private final Registers registers;
  private final Entries entries;
  private final Moving moving;
  private final Organisations organisations;

  RegisterWork(Registers registers, Entries entries, Moving moving, Organisations organisations) {
    this.registers = registers;
    this.entries = entries;
    this.moving = moving;
    this.organisations = organisations;
  }

  @Override
  @Transactional(readOnly = true)
  public List<WorkItem> of(Actor.Staff person, LocalDate today) {
    var me = moving.reader(person, today);
    var items = new ArrayList<WorkItem>();
    for (var register : registers.list()) {
      for (var entry : entries.going(register, MOST)) {
        if (named(register, entry).map(me::is).orElse(true)) {
          register
              .life()
              .onward(entry, me.open(register, entry))
              .ifPresent(next -> items.add(item(register, entry, next.label(), today, me)));
        }
      }
    }
    return items;
  }

  /** Whether it was escalated to this person, who sees to it that it goes on (督办). */
  private static boolean overseen(
      Register register, Entry entry, Moving.Reader me, LocalDate today) {
    return Calling.escalations(register, entry, today)
        .flatMap(call -> call.to().stream())
        .anyMatch(to ->
            register.fields().containsKey(to)
                ? entry.values().get(to) instanceof String account && me.is(account)
                : me.may(to, entry.org()));
  }

  @Override
  @Transactional(readOnly = true)
  public List<WorkItem> late(Actor.Staff person, LocalDate today) {
    var me = moving.reader(person, today);
    var items = new ArrayList<WorkItem>();
    for (var register : registers.list()) {
      for (var entry : entries.overdue(register, today, MOST)) {
        var overseen = overseen(register, entry, me, today);
        if ((overseen || me.may(CHECK, entry.org()))
            && !TimeLeft.paused(register, entry)
            && register.life().onward(entry, me.open(register, entry)).isEmpty()) {
          items.add(
              item(register, entry, overseen ? OVERSEE : standing(register, entry), today, me));
        }
      }
    }
    return items;
  }

  private static Label standing(Register register, Entry entry) {
    return register.life().state(entry).map(Life.State::label).orElse(new Label("", ""));
  }

  /** The person in a field whom the record waits for as it stands. */
  private static Optional<String> named(Register register, Entry entry) {
    return register
        .life()
        .state(entry)
        .flatMap(Life.State::waitsFor)
        .flatMap(field -> Optional.ofNullable((String) entry.values().get(field)));
  }

  private WorkItem item(
      Register register, Entry entry, Label what, LocalDate today, Moving.Reader me) {
    var principal = named(register, entry).flatMap(me::standsInFor);
    var left = TimeLeft.of(register, entry, today);
    var more = left.map(standing -> "，" + standing.label().chinese()).orElse("");
    var title = register.titleOf(entry);
    var org = organisations.find(entry.org()).map(one -> one.name()).orElse(entry.org());
    return new WorkItem(
        new Label(what.chinese() + "：" + title, what.english() + ": " + title),
        new Label(
            register.label()
                + entry.number().map(" "::concat).orElse("")
                + "，"
                + org
                + more
                + principal.map("，代 "::concat).orElse(""),
            register.english()
                + entry.number().map(" "::concat).orElse("")
                + ", "
                + org
                + left.map(standing -> ", " + standing.label().english()).orElse("")
                + principal.map(", for "::concat).orElse("")),
        TimeLeft.due(register, entry),
        entry.changedAt(),
        left.map(RegisterPage.Standing::lamp).orElse(Lamp.BLUE),
        register.href(entry));
  }
}
