package cn.tongtu.identity;

import cn.tongtu.identity.Powers.Way;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Words;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who may do what, and could on any day before (权限判定). */
@Service
public class Permissions {
  private final People people;
  private final Seats seats;
  private final Placings placings;
  private final Organisations organisations;
  private final Roles roles;
  private final Clock clock = Clock.system(Words.CHINA);

  Permissions(
      People people, Seats seats, Placings placings, Organisations organisations, Roles roles) {
    this.people = people;
    this.seats = seats;
    this.placings = placings;
    this.organisations = organisations;
    this.roles = roles;
  }

  /** Whether a person may act over an organisation on a day, and by what, in words. */
  public record Answer(boolean allowed, Label why) {}

  @Transactional(readOnly = true)
  public Answer may(long person, String action, String org, LocalDate day) {
    var powers = powers(people.get(person), placings.above(org, day));
    return powers
        .may(action, org, day)
        .map(way -> new Answer(true, way.words(action)))
        .orElseGet(() -> new Answer(false, refused(powers.person().name(), action, org)));
  }

  private Powers powers(Person person, OrganisationTree tree) {
    return new Powers(
        person, seats.of(person.id()), seats.delegationsTo(person.id()), tree, roles::find);
  }

  /**
   * Called by a use case before it writes, in its transaction: a seat that somebody ends at the
   * same moment ends before this or after the deed, never in between. Four reads by index, and
   * never from a cache.
   *
   * @return the actor in the seat by which it is allowed; a part of the product that acts by itself
   *     is let through, but not while it answers somebody's request
   * @throws Forbidden when it is not
   */
  @Transactional
  public Actor require(Actor actor, String action, String org) {
    return switch (actor) {
      case Actor.Staff staff -> staff.in(seat(staff, action, org));
      case Actor.Product product -> {
        if (SecurityContextHolder.getContext().getAuthentication() != null) {
          throw new Forbidden(
              product,
              action,
              org,
              "处理访问请求时不能以系统自身的名义办理",
              "a request is never answered in the product's own name");
        }
        yield product;
      }
      case Actor.Stranger stranger -> throw forbidden(stranger, action, org);
    };
  }

  private long seat(Actor.Staff staff, String action, String org) {
    var today = LocalDate.now(clock);
    while (true) {
      var shared = people.share(staff.id());
      var self = shared.stream().filter(person -> person.id() == staff.id()).findFirst();
      var way =
          self.flatMap(
              person -> powers(person, placings.above(org, today)).may(action, org, today));
      if (way.isEmpty()) {
        throw forbidden(staff, action, org);
      }
      // Else somebody delegated just now, and is not held yet: once more, holding that one too.
      var seat = way.get().seat();
      if (shared.stream().anyMatch(person -> person.id() == seat.person())) {
        return seat.id();
      }
    }
  }

  private Forbidden forbidden(Actor actor, String action, String org) {
    var why = refused(actor.name(), action, org);
    return new Forbidden(actor, action, org, why.chinese(), why.english());
  }

  /** Whether there is any organisation over which this person may do it today; for menus. */
  @Transactional(readOnly = true)
  public boolean anywhere(long person, String action) {
    return ways(person, LocalDate.now(clock)).anyMatch(way -> way.role().may().containsKey(action));
  }

  /** Everything that this person may do over some organisation today; for menus and searching. */
  @Transactional(readOnly = true)
  public Set<String> actions(long person) {
    return ways(person, LocalDate.now(clock))
        .flatMap(way -> way.role().may().keySet().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The person in a seat that allows it over some organisation; for pages that only show. */
  @Transactional(readOnly = true)
  Optional<Actor.Staff> somewhere(Actor.Staff actor, String action) {
    return ways(actor.id(), LocalDate.now(clock))
        .filter(way -> way.role().may().containsKey(action))
        .findFirst()
        .map(way -> actor.in(way.seat().id()));
  }

  private Stream<Way> ways(long person, LocalDate day) {
    // Which organisations stand below a seat is not asked here.
    return people.find(person).stream()
        .flatMap(known -> powers(known, OrganisationTree.EMPTY).ways(day));
  }

  /** Everything a person may do on a day, in words. */
  @Transactional(readOnly = true)
  public List<Label> all(long person, LocalDate day) {
    var names =
        organisations.list(day).stream()
            .collect(Collectors.toMap(Organisation::code, Organisation::name));
    return ways(person, day)
        .flatMap(way ->
            way.role().may().keySet().stream()
                .map(action -> {
                  var org = way.seat().org();
                  var by = way.words(action, names.getOrDefault(org, org));
                  var what = roles.action(action);
                  return new Label(
                      what.chinese() + "：" + by.chinese(), what.english() + ": " + by.english());
                }))
        .toList();
  }

  /** For whom a person stands in on a day (代理): those who let this one act for a seat. */
  @Transactional(readOnly = true)
  Set<Long> principals(long person, LocalDate day) {
    return ways(person, day)
        .filter(way -> way.delegation().isPresent())
        .map(way -> way.seat().person())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Somebody could do something on a day, by what (权限一览). */
  record Power(Person person, String action, Way way) {}

  /** Who could do what on a day, of everybody there ever was. */
  @Transactional(readOnly = true)
  List<Power> everyone(LocalDate day) {
    var own = seats.list().stream().collect(Collectors.groupingBy(Seat::person));
    var given = seats.delegations().stream().collect(Collectors.groupingBy(Delegation::delegate));
    return people.list().stream()
        .flatMap(person ->
            new Powers(
                    person,
                    own.getOrDefault(person.id(), List.of()),
                    given.getOrDefault(person.id(), List.of()),
                    OrganisationTree.EMPTY,
                    roles::find)
                .ways(day)
                .flatMap(way ->
                    way.role().may().keySet().stream()
                        .map(action -> new Power(person, action, way))))
        .toList();
  }

  private Label refused(String name, String action, String org) {
    var what = roles.action(action);
    var over = Optional.of(org).filter(code -> !code.isEmpty());
    return new Label(
        name
            + " 当前的任职、角色和代理都不含“"
            + what.chinese()
            + "”"
            + over.map(code -> "（单位 " + code + "）").orElse("")
            + "。需要时请找安全管理员授权",
        name
            + " has no seat, role or delegation that allows “"
            + what.english()
            + "”"
            + over.map(code -> " over " + code).orElse("")
            + ". Ask the security administrator");
  }
}
