package cn.tongtu.subscription;

import cn.tongtu.ledger.Reason;
import cn.tongtu.register.Entry;
import cn.tongtu.register.RecordFollower;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterReading;
import cn.tongtu.register.Registers;
import cn.tongtu.register.Round;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Notices;
import cn.tongtu.shared.Refusal;
import cn.tongtu.subscription.Subscriptions.Subscription;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells those who subscribed (订阅通知), and the systems to which the product pushes, in the
 * transaction of what they are told: one notice however many records one deed wrote.
 */
@Component
class Telling implements RecordFollower, Round {
  private static final Logger LOG = LoggerFactory.getLogger(Telling.class);
  private static final int MOST_OVERDUE = 500;

  private final Subscriptions subscriptions;
  private final Deliveries deliveries;
  private final Registers registers;
  private final RegisterReading reading;
  private final Notices notices;
  private final TransactionTemplate transaction;

  Telling(
      Subscriptions subscriptions,
      Deliveries deliveries,
      Registers registers,
      RegisterReading reading,
      Notices notices,
      TransactionTemplate transaction) {
    this.subscriptions = subscriptions;
    this.deliveries = deliveries;
    this.registers = registers;
    this.reading = reading;
    this.notices = notices;
    this.transaction = transaction;
  }

  @Override
  public boolean follows(Register register) {
    return true;
  }

  @Override
  public void changed(
      Register register, Collection<EntryChange> changes, Actor actor, Reason reason) {
    if (changes.isEmpty()) {
      return;
    }
    for (var one : subscriptions.to(register)) {
      // Nobody needs to be told of one's own deed.
      if (actor.person().filter(id -> id == one.person()).isEmpty()) {
        var wanted = wanted(register, one, changes.stream().map(EntryChange::after).toList());
        var told =
            changes.stream()
                .filter(change -> wanted.contains(change.after().id()))
                .filter(change ->
                    one.record().isPresent() || change.before().isEmpty() || Event.moved(change))
                .toList();
        if (!told.isEmpty()) {
          tell(one, Event.of(register, told));
        }
      }
    }
    var happened =
        changes.stream()
            .filter(change -> change.before().isEmpty() || Event.moved(change))
            .toList();
    if (!happened.isEmpty()) {
      deliveries.add(Event.of(register, happened));
    }
  }

  private Set<Long> wanted(Register register, Subscription one, List<Entry> entries) {
    var ids = entries.stream().map(Entry::id).collect(Collectors.toSet());
    if (one.record().isPresent()) {
      ids.retainAll(Set.of(one.record().get()));
      return ids;
    }
    if (one.query().isEmpty()) {
      return ids;
    }
    try {
      return reading.found(subscriptions.search(register, one.query()), ids);
    } catch (Refusal gone) {
      // The register is declared otherwise by now; somebody's deed does not fail because of it.
      LOG.info("订阅 {} 的筛选已不适用 its search no longer fits", one.id());
      return Set.of();
    }
  }

  private void tell(Subscription one, Event event) {
    notices.tell(
        one.person(),
        event.what(),
        event.entries().size() == 1 || one.query().isEmpty() ? event.href() : one.href());
  }

  @Override
  public void look(LocalDate today) {
    for (var register : registers.list()) {
      if (register.deadline().isPresent()) {
        var overdue = reading.overdue(register, today, MOST_OVERDUE);
        if (!overdue.isEmpty()) {
          transaction.executeWithoutResult(_ -> late(register, overdue));
        }
      }
    }
  }

  private void late(Register register, List<Entry> overdue) {
    for (var one : subscriptions.to(register)) {
      var wanted = wanted(register, one, overdue);
      var fresh =
          subscriptions.newlyOverdue(
              one.listener(),
              register,
              overdue.stream().filter(entry -> wanted.contains(entry.id())).toList());
      if (!fresh.isEmpty()) {
        tell(one, Event.overdue(register, fresh));
      }
    }
    for (var target : deliveries.targets(register)) {
      var fresh = subscriptions.newlyOverdue("target " + target.id(), register, overdue);
      if (!fresh.isEmpty()) {
        deliveries.add(target, Event.overdue(register, fresh));
      }
    }
  }
}
