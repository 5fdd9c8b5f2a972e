package cn.tongtu.identity;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Words;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who works here, for whoever names people in records (人员名录). */
@Service
public class Directory {
  private final People people;
  private final Permissions permissions;
  private final Seats seats;
  private final Clock clock = Clock.system(Words.CHINA);

  Directory(People people, Permissions permissions, Seats seats) {
    this.seats = seats;
    this.people = people;
    this.permissions = permissions;
  }

  /** One of the staff (人员), by number, account and name. */
  public record Member(long id, String account, String name) {}

  public Optional<Member> find(String account) {
    return people.find(account).map(Directory::member);
  }

  public Optional<Member> find(long person) {
    return people.find(person).map(Directory::member);
  }

  /** Somebody, while working here and holding a seat or delegation that allows anything. */
  @Transactional(readOnly = true)
  public Optional<Member> working(long person) {
    var today = LocalDate.now(clock);
    return people
        .find(person)
        .filter(one -> one.worksOn(today) && !permissions.actions(person).isEmpty())
        .map(Directory::member);
  }

  /** Everybody who works here today, in the order in which they came. */
  public List<Member> list() {
    var today = LocalDate.now(clock);
    return people.list().stream()
        .filter(person -> person.worksOn(today))
        .map(Directory::member)
        .toList();
  }

  /** Who may do something over an organisation today, and so is told when it is to be done. */
  @Transactional(readOnly = true)
  public List<Member> holding(String action, String org) {
    var today = LocalDate.now(clock);
    return list().stream()
        .filter(member -> permissions.may(member.id(), action, org, today).allowed())
        .toList();
  }

  /** One of the staff with the organisation in which the seat is (任职人员). */
  public record Seated(Member member, String org) {}

  /** Who may do something today by a seat of their own, each once. */
  @Transactional(readOnly = true)
  public List<Seated> seated(String action) {
    var seated = new LinkedHashMap<Long, Seated>();
    for (var power : permissions.everyone(LocalDate.now(clock))) {
      if (power.action().equals(action) && power.way().delegation().isEmpty()) {
        seated.putIfAbsent(
            power.person().id(), new Seated(member(power.person()), power.way().seat().org()));
      }
    }
    return List.copyOf(seated.values());
  }

  /** The organisations in which this person has a seat today. */
  public List<String> orgs(long person) {
    var today = LocalDate.now(clock);
    return seats.of(person).stream()
        .filter(seat -> seat.days().include(today))
        .map(Seat::org)
        .distinct()
        .toList();
  }

  /** For whom this person stands in today (代理), as during leave. */
  @Transactional(readOnly = true)
  public List<Member> standsInFor(long person) {
    return permissions.principals(person, LocalDate.now(clock)).stream()
        .filter(principal -> principal != person)
        .sorted()
        .flatMap(principal -> find(principal).stream())
        .toList();
  }

  /** For whom a deed was allowed: whose seat it is by which it was, when that is another's. */
  public Optional<Member> behalf(Actor acting) {
    return acting
        .seat()
        .map(seat -> seats.get(seat).person())
        .filter(holder -> acting.person().filter(holder::equals).isEmpty())
        .flatMap(this::find);
  }

  private static Member member(Person person) {
    return new Member(person.id(), person.account(), person.name());
  }
}
