package cn.tongtu.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The three administrators' duties are kept apart: everyone tries everything. */
// A context, and so a database, of its own: organisations made here would keep the sample out.
@SpringBootTest(properties = "spring.application.name=identity")
class StaffingTest {
  private static final Days ALWAYS = Days.from(LocalDate.of(2020, 1, 1));
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Autowired Staffing staffing;
  @Autowired People people;
  @Autowired Organisations organisations;
  @Autowired Permissions permissions;
  @Autowired Roles roles;
  @Autowired Audit audit;

  private final String mark = "s" + NUMBERS.incrementAndGet();
  private Actor system = new Actor("-");
  private Actor security = new Actor("-");
  private Actor auditor = new Actor("-");
  private Actor clerk = new Actor("-");

  @BeforeEach
  void enter() {
    organisations.put(new Organisation("bureau", "某局", "A bureau"));
    system = holder("system");
    security = holder("security");
    auditor = holder("auditor");
    clerk = holder("clerk");
  }

  @Test
  void everyActionIsOpenToTheOneWhoseDutyItIsAndToNobodyElse() {
    var actors =
        Map.of(
            Duty.SYSTEM,
            system,
            Duty.SECURITY,
            security,
            Duty.AUDIT,
            auditor,
            Duty.BUSINESS,
            clerk);
    for (var action : roles.actions()) {
      var may =
          actors.entrySet().stream()
              .filter(actor -> mayDo(actor.getValue(), action))
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
      assertThat(may).as(action).isEqualTo(Set.of(Duty.of(action)));
    }
  }

  private boolean mayDo(Actor actor, String action) {
    try {
      permissions.require(actor, action, "bureau");
      return true;
    } catch (Forbidden refused) {
      return false;
    }
  }

  /** Not by asking only: each deed is really tried. */
  @Test
  void everyDeedOfIdentityIsRefusedToWhoeverIsNotOfItsDuty() {
    var other = holder("reviewer").person().orElseThrow();
    var seat = people.seatsOf(other).getFirst();
    Map<Duty, List<Deed>> deeds =
        Map.of(
            Duty.SYSTEM,
            List.of(
                by -> staffing.keep(organisation(), Optional.of("bureau"), TODAY, by),
                by -> staffing.enter(mark + "new", "新人", by),
                by -> staffing.seat(other, "bureau", TODAY, by),
                by -> staffing.endSeat(staffing.seat(other, "bureau", TODAY, system), by),
                by -> staffing.leave(holder("reviewer").person().orElseThrow(), by)),
            Duty.SECURITY,
            List.of(
                by -> staffing.grant(seat.id(), "clerk", by),
                by -> staffing.revoke(seat.id(), seat.roles().getFirst().id(), by),
                by -> staffing.unlock(other, by)));
    var actors =
        Map.of(
            Duty.SYSTEM,
            system,
            Duty.SECURITY,
            security,
            Duty.AUDIT,
            auditor,
            Duty.BUSINESS,
            clerk);
    deeds.forEach((duty, ofDuty) ->
        ofDuty.forEach(deed -> {
          actors.forEach((of, actor) -> {
            if (of != duty) {
              assertThatThrownBy(() -> deed.by(actor))
                  .as("%s's deed tried by %s", duty, of)
                  .isInstanceOf(Forbidden.class);
            }
          });
          deed.by(java.util.Objects.requireNonNull(actors.get(duty)));
        }));
  }

  private interface Deed {
    void by(Actor actor);
  }

  private Organisation organisation() {
    return new Organisation(mark + "-section", "某科", "A section", Organisation.Kind.SECTION);
  }

  @Test
  void nobodyGrantsARoleToOneselfNorJoinsTwoDuties() {
    var own = people.seatsOf(security.person().orElseThrow()).getFirst();
    assertThatThrownBy(() -> staffing.grant(own.id(), "clerk", security))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("不能给自己授权");
    var clerks = people.seatsOf(clerk.person().orElseThrow()).getFirst();
    assertThatThrownBy(() -> staffing.grant(clerks.id(), "auditor", security))
        .hasMessageContaining("不能兼任");
    var systems = people.seatsOf(system.person().orElseThrow()).getFirst();
    assertThatThrownBy(() -> staffing.grant(systems.id(), "clerk", security))
        .hasMessageContaining("不能兼任");
  }

  /** Two roles of two duties granted to one person at once: one of them is refused. */
  @Test
  void twoDutiesGrantedAtOnceAreNotJoined() throws Exception {
    for (int round = 0; round < 10; round++) {
      var person = people.add(mark + "-r" + round, "两任", false);
      var one = people.addSeat(person, "bureau", ALWAYS);
      var other = people.addSeat(person, "bureau", ALWAYS);
      var barrier = new CyclicBarrier(2);
      var refused = new AtomicInteger();
      try (var both = Executors.newFixedThreadPool(2)) {
        var work = new ArrayList<Future<?>>();
        for (var grant : Map.of(one, "system", other, "auditor").entrySet()) {
          work.add(
              both.submit(() -> {
                barrier.await(10, TimeUnit.SECONDS);
                try {
                  staffing.grant(grant.getKey(), grant.getValue(), security);
                } catch (Refusal joined) {
                  refused.incrementAndGet();
                }
                return null;
              }));
        }
        for (var each : work) {
          each.get(30, TimeUnit.SECONDS);
        }
      }
      assertThat(refused).hasValue(1);
    }
  }

  @Test
  void aDelegateActsUntilItEndsAndOnlyForOnesOwnSeat() {
    var delegate = people.add(mark + "-d", "代办", false);
    var seat = people.seatsOf(clerk.person().orElseThrow()).getFirst();
    assertThatThrownBy(
            () -> staffing.delegate(seat.id(), delegate, TODAY, TODAY.plusDays(1), "出差", system))
        .hasMessageContaining("只能委托自己的任职");
    staffing.delegate(seat.id(), delegate, TODAY, TODAY.plusDays(1), "出差", clerk);

    assertThat(permissions.may(delegate, "invest.correct", "bureau", TODAY).allowed()).isTrue();
    assertThat(permissions.may(delegate, "invest.correct", "bureau", TODAY).why().chinese())
        .startsWith("代理");
    assertThat(permissions.may(delegate, "invest.correct", "bureau", TODAY.plusDays(2)).allowed())
        .isFalse();
  }

  @Test
  void everyDeedIsInTheTrailWithWhoAndWhatItWasBefore() {
    staffing.keep(organisation(), Optional.empty(), TODAY, system);
    staffing.keep(
        new Organisation(mark + "-section", "改名科", "A section", Organisation.Kind.SECTION),
        Optional.of("bureau"),
        TODAY,
        system);

    var search =
        new Audit.Search(
            Optional.of(AuditEntry.Kind.CHANGE),
            system.name(),
            "",
            Optional.empty(),
            Optional.empty());
    assertThat(audit.page(search, 0, 10))
        .first()
        .satisfies(entry -> {
          assertThat(entry.before()).contains("某科");
          assertThat(entry.after()).contains("改名科");
          assertThat(entry.seat()).isPresent();
          assertThat(entry.why()).contains("隶属于 bureau");
        });
  }

  private Actor holder(String role) {
    var name = role + "-" + NUMBERS.incrementAndGet();
    var person = people.add(name, name, false);
    people.addRole(people.addSeat(person, "bureau", ALWAYS), role, ALWAYS);
    return new Actor(name, Optional.of(person), Optional.empty(), "10.1.1.1");
  }
}
