package cn.tongtu.obligation;

import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.Permissions;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Reason;
import cn.tongtu.obligation.Expectation.State;
import cn.tongtu.register.Entry;
import cn.tongtu.register.RecordFollower;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterReading;
import cn.tongtu.register.Round;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sees to what is owed each period (周期应做): makes it once, finds out whether it was done, and takes
 * what people say instead: that there was nothing (零报告), or that it is excused (免做).
 */
@Service
public class Expecting implements RecordFollower, Round {
  private static final Actor.Product PRODUCT = new Actor.Product("周期应做");
  private static final Reason DUE = new Reason("到期应做", Optional.of("到期应做，系统补记"));

  private final Requirements requirements;
  private final Expectations expectations;
  private final Things things;
  private final RegisterReading records;
  private final Ledger ledger;
  private final Permissions permissions;
  private final Audit audit;
  private final TransactionTemplate transaction;

  Expecting(
      Requirements requirements,
      Expectations expectations,
      Things things,
      RegisterReading records,
      Ledger ledger,
      Permissions permissions,
      Audit audit,
      TransactionTemplate transaction) {
    this.requirements = requirements;
    this.expectations = expectations;
    this.things = things;
    this.records = records;
    this.ledger = ledger;
    this.permissions = permissions;
    this.audit = audit;
    this.transaction = transaction;
  }

  /**
   * From which day on something is owed, where the pack does not say; for a sample or an archive.
   */
  @Transactional
  public void begin(String register, String rule, LocalDate since) {
    expectations.begin(get(register, rule), since);
  }

  Requirement get(String register, String rule) {
    return requirements
        .find(register, rule)
        .orElseThrow(() -> new NotFound("没有这项周期要求", "there is no such obligation"));
  }

  @Override
  public void look(LocalDate today) {
    for (var requirement : requirements.list()) {
      transaction.executeWithoutResult(_ -> look(requirement, today));
    }
  }

  /**
   * Makes what is owed by now: of the period that runs each thing that owes it today, of one that
   * is over only when no server ran in it at all.
   */
  void look(Requirement requirement, LocalDate today) {
    expectations.lock(requirement, true);
    var since = expectations.since(requirement, today);
    var known = expectations.periods(requirement);
    var owing = things.of(requirement);
    for (var turn :
        requirement
            .obligation()
            .turns(requirement.register().calendar(), since, today.plusYears(1))) {
      var runs = !turn.first().isAfter(today);
      if (!turn.first().isBefore(since)
          && runs
          && (!turn.closes().isBefore(today) || !known.contains(turn.key()))) {
        owing.forEach(thing -> expectations.add(requirement, thing, turn));
      }
    }
    var keys = owing.stream().map(Thing::key).collect(Collectors.toSet());
    for (var open : expectations.lockOpen(requirement, today)) {
      var found = found(requirement, open);
      if (found.isEmpty() && !keys.contains(open.thing()) && !open.missed(today)) {
        put(requirement, open, with(open, State.RELEASED), PRODUCT, Reason.of("不再适用"));
      } else if (found.isPresent() || (!open.counted() && !open.due().isAfter(today))) {
        // What was there before it was asked for was not done afterwards.
        follow(requirement, open, today, false, PRODUCT, DUE);
      }
    }
  }

  @Override
  public boolean follows(Register register) {
    return !requirements.of(register).isEmpty();
  }

  @Override
  @Transactional
  public void changed(
      Register register, Collection<EntryChange> changes, Actor actor, Reason reason) {
    var today = LocalDate.now(Words.CHINA);
    for (var requirement : requirements.of(register)) {
      expectations.lock(requirement, false);
      // In one order, so that two who wait for each other do not stand still.
      changes.stream()
          .flatMap(change -> Stream.concat(change.before().stream(), Stream.of(change.after())))
          .flatMap(entry -> about(requirement, entry).stream())
          .collect(Collectors.toCollection(LinkedHashSet::new))
          .stream()
          .sorted()
          .flatMap(one -> expectations.lock(requirement, one.matches, one.day).stream())
          .distinct()
          .forEach(
              one -> follow(requirement, one, today, one.closes().isBefore(today), actor, reason));
    }
  }

  /** About what a record is, and on which day it was done. */
  private record About(String matches, LocalDate day) implements Comparable<About> {
    @Override
    public int compareTo(About other) {
      var first = matches.compareTo(other.matches);
      return first == 0 ? day.compareTo(other.day) : first;
    }
  }

  private static Optional<About> about(Requirement requirement, Entry entry) {
    var matches =
        requirement.match().equals(RegisterReading.ORG)
            ? entry.org()
            : entry.values().get(requirement.match());
    return matches != null && entry.values().get(requirement.day()) instanceof LocalDate day
        ? Optional.of(new About(matches.toString(), day))
        : Optional.empty();
  }

  private Optional<Entry> found(Requirement requirement, Expectation one) {
    return records.first(
        requirement.register(),
        requirement.match(),
        one.matches(),
        requirement.day(),
        one.first(),
        one.last(),
        entry -> requirement.when().map(when -> when.holds(entry)).orElse(true));
  }

  /**
   * Brings it to what the records say now.
   *
   * @param afterwards whether what does it now does it late (补做)
   */
  private void follow(
      Requirement requirement,
      Expectation one,
      LocalDate today,
      boolean afterwards,
      Actor actor,
      Reason reason) {
    var found = found(requirement, one);
    var state =
        switch (one.state()) {
          case MET, LATE -> found.isPresent() ? one.state() : State.OWED;
          case OWED, NIL, EXCUSED, RELEASED ->
              found.isEmpty() ? one.state() : afterwards ? State.LATE : State.MET;
        };
    var next =
        new Expectation(
            one.id(),
            one.register(),
            one.rule(),
            one.thing(),
            one.matches(),
            one.org(),
            one.name(),
            one.period(),
            one.label(),
            one.english(),
            one.first(),
            one.last(),
            one.due(),
            one.closes(),
            state,
            found.map(Entry::id),
            found.map(entry -> day(requirement, entry)),
            one.counted() || state != State.OWED || !one.due().isAfter(today),
            one.person(),
            one.actor(),
            one.why());
    if (!next.equals(one)) {
      put(requirement, one, next, actor, reason);
    }
  }

  private static LocalDate day(Requirement requirement, Entry entry) {
    return entry.values().get(requirement.day()) instanceof LocalDate day ? day : LocalDate.MIN;
  }

  private void put(
      Requirement requirement, Expectation before, Expectation next, Actor actor, Reason reason) {
    expectations.put(next);
    if (!next.movements(requirement).equals(before.movements(requirement))) {
      ledger.settle(
          new RecordRef(Expectation.KIND, next.id()), next.movements(requirement), actor, reason);
    }
  }

  private static Expectation with(Expectation one, State state) {
    return said(one, state, one.counted(), one.person(), one.actor(), one.why());
  }

  private static Expectation said(
      Expectation one,
      State state,
      boolean counted,
      Optional<Long> person,
      String actor,
      String why) {
    return new Expectation(
        one.id(),
        one.register(),
        one.rule(),
        one.thing(),
        one.matches(),
        one.org(),
        one.name(),
        one.period(),
        one.label(),
        one.english(),
        one.first(),
        one.last(),
        one.due(),
        one.closes(),
        state,
        one.record(),
        one.done(),
        counted,
        person,
        actor,
        why);
  }

  /**
   * Says that there was nothing in the period (零报告).
   *
   * @throws Refusal when there was something, or the rule takes no nil return
   */
  @Transactional
  public void nil(long id, Actor actor, Reason reason) {
    var requirement = requirement(id);
    var may =
        requirement
            .nil()
            .orElseThrow(() -> new Refusal("这项要求不收零报告", "this obligation takes no nil return"));
    say(requirement, id, may, State.NIL, actor, reason);
  }

  /**
   * Excuses it (免做); it is owed no longer.
   *
   * @throws Refusal when it was done already
   */
  @Transactional
  public void excuse(long id, Actor actor, Reason reason) {
    var requirement = requirement(id);
    say(requirement, id, requirement.excuse(), State.EXCUSED, actor, reason);
  }

  private Requirement requirement(long id) {
    return expectations
        .find(id)
        .map(one -> get(one.register(), one.rule()))
        .orElseThrow(() -> new NotFound("没有这项应做事项", "there is no such obligation"));
  }

  private void say(
      Requirement requirement, long id, String may, State state, Actor actor, Reason reason) {
    // As whoever writes a record does: the rule first, then the row.
    expectations.lock(requirement, false);
    var one = expectations.lock(id).orElseThrow();
    var acting = permissions.require(actor, may, one.org());
    Refusal.unless(
        one.state() == State.OWED,
        "“%s”%s已不是待做".formatted(one.name(), one.label()),
        "it is not owed any more");
    Refusal.unless(
        state == State.EXCUSED || !one.first().isAfter(LocalDate.now(Words.CHINA)),
        "这一期还没有开始",
        "the period has not begun");
    var mistakes = new Mistakes();
    var _ = mistakes.needs("why", reason.why(), "请写明情况", "say how it was");
    mistakes.tell();
    var next = said(one, state, state == State.NIL, acting.person(), acting.name(), reason.why());
    put(requirement, one, next, acting, reason);
    audit.changed(
        acting,
        may,
        new Change(
            new RecordRef(Expectation.KIND, id),
            one.org(),
            Map.of("state", one.state().name()),
            Map.of("state", state.name(), "thing", one.name(), "period", one.period())),
        reason.inFull());
  }
}
