package cn.tongtu.identity;

import cn.tongtu.identity.Audit.Change;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Letting another act for a seat of one's own, for a time (代理). Only the trade's own work can be
 * delegated, only by whoever holds the seat, and it ends with the seat at the latest.
 */
@Service
class Delegating {
  private static final String ACTION = "delegate";
  private static final int LONGEST_DAYS = 366;

  private final People people;
  private final Seats seats;
  private final Roles roles;
  private final Audit audit;
  private final Clock clock = Clock.system(Words.CHINA);

  Delegating(People people, Seats seats, Roles roles, Audit audit) {
    this.people = people;
    this.seats = seats;
    this.roles = roles;
    this.audit = audit;
  }

  @Transactional
  void give(
      long id, String delegate, LocalDate first, LocalDate last, String why, Actor.Staff actor) {
    people.lock(actor.id());
    var seat = seats.get(id);
    var today = LocalDate.now(clock);
    if (seat.person() != actor.id()) {
      throw new Forbidden(
          actor, ACTION, seat.org(), "只能委托自己的任职", "only a seat of one's own can be delegated");
    }
    WrongField.unless(
        delegable(seat, today),
        "seat",
        "这个任职今天没有可以委托的业务角色",
        "today this seat has no role that can be delegated");
    var to =
        people
            .find(delegate)
            .filter(person -> person.worksOn(today))
            .orElseThrow(() ->
                new WrongField(
                    "delegate", "没有这个账号，或已离岗", "no such account, or the person has left"));
    WrongField.unless(to.id() != actor.id(), "delegate", "不能委托给自己", "not to oneself");
    WrongField.unless(
        seats.of(to.id()).stream()
            .flatMap(held -> held.roles().stream())
            .filter(held -> held.days().include(first))
            .flatMap(held -> roles.find(held.role()).stream())
            .allMatch(role -> role.duty() == Duty.BUSINESS),
        "delegate",
        "三员不能代办业务",
        "the three administrators take on no other work");
    WrongField.unless(!first.isBefore(today), "first", "不能早于今天", "not before today");
    WrongField.unless(!last.isBefore(first), "last", "止日早于起日", "it ends before it begins");
    WrongField.unless(
        last.isBefore(first.plusDays(LONGEST_DAYS)), "last", "一次委托最长一年", "a year at most");
    WrongField.unless(!why.isBlank(), "why", "请写明代理原因", "say why");
    seats.addDelegation(id, to.id(), first, last, why.strip());
    audit.changed(
        actor.in(id),
        ACTION,
        Change.added(
            new RecordRef("seat", id),
            seat.org(),
            Map.of("delegate", to.name(), "from", first.toString(), "to", last.toString())),
        why.strip());
  }

  /** From today on; the one who gave it ends it. */
  @Transactional
  void end(long id, Actor.Staff actor) {
    people.lock(actor.id());
    var given = seats.delegation(id);
    if (given.seat().person() != actor.id()) {
      throw new Forbidden(
          actor, ACTION, given.seat().org(), "只能收回自己给出的委托", "only who gave it takes it back");
    }
    var last = LocalDate.now(clock).minusDays(1);
    Refusal.unless(
        given.days().last().map(until -> until.isAfter(last)).orElse(true),
        "这项委托已经结束",
        "it has ended already");
    seats.endDelegation(id, last);
    audit.changed(
        actor.in(given.seat().id()),
        ACTION,
        new Change(
            new RecordRef("seat", given.seat().id()),
            given.seat().org(),
            Map.of(
                "delegate", given.delegateName(),
                "to", given.days().last().map(LocalDate::toString).orElse("")),
            Map.of("to", last.toString())),
        "收回委托");
  }

  /** Those given and those received, for the person's own page. */
  record Mine(List<Delegation> given, List<Delegation> received) {}

  @Transactional(readOnly = true)
  Mine of(long person) {
    return new Mine(seats.delegationsBy(person), seats.delegationsTo(person));
  }

  /** The seats that a person can delegate today. */
  @Transactional(readOnly = true)
  List<Seat> delegable(long person) {
    var today = LocalDate.now(clock);
    return seats.of(person).stream().filter(seat -> delegable(seat, today)).toList();
  }

  private boolean delegable(Seat seat, LocalDate day) {
    return seat.days().include(day)
        && seat.roles().stream()
            .filter(held -> held.days().include(day))
            .flatMap(held -> roles.find(held.role()).stream())
            .anyMatch(role -> role.duty() == Duty.BUSINESS);
  }
}
