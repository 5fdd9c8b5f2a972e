package cn.tongtu.register;

import cn.tongtu.identity.Organisations;
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
  private static final String CHECK = "register.check";

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
              .ifPresent(next -> items.add(item(register, entry, next.label(), today)));
        }
      }
    }
    return items;
  }

  @Override
  @Transactional(readOnly = true)
  public List<WorkItem> late(Actor.Staff person, LocalDate today) {
    var me = moving.reader(person, today);
    var items = new ArrayList<WorkItem>();
    for (var register : registers.list()) {
      for (var entry : entries.overdue(register, today, MOST)) {
        if (me.may(CHECK, entry.org())
            && register.life().onward(entry, me.open(register, entry)).isEmpty()) {
          items.add(item(register, entry, standing(register, entry), today));
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

  private WorkItem item(Register register, Entry entry, Label what, LocalDate today) {
    var due =
        register
            .deadline()
            .flatMap(field -> Optional.ofNullable((LocalDate) entry.values().get(field)));
    var title = register.titleOf(entry);
    var org = organisations.find(entry.org()).map(one -> one.name()).orElse(entry.org());
    return new WorkItem(
        new Label(what.chinese() + "：" + title, what.english() + ": " + title),
        new Label(
            register.label() + entry.number().map(" "::concat).orElse("") + "，" + org,
            register.english() + entry.number().map(" "::concat).orElse("") + ", " + org),
        due,
        entry.changedAt(),
        due.map(day -> Lamp.due(day, today)).orElse(Lamp.BLUE),
        register.href(entry));
  }
}
