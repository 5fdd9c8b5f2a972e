package cn.tongtu.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.identity.Organisations.Naming;
import cn.tongtu.identity.PersonalRecords.Known;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Sort;
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
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Autowired Staffing staffing;
  @Autowired People people;
  @Autowired Seats seats;
  @Autowired OrganisationKeeping keeping;
  @Autowired Delegating delegating;
  @Autowired Organisations organisations;
  @Autowired Permissions permissions;
  @Autowired Roles roles;
  @Autowired Audit audit;

  private final String mark = "s" + NUMBERS.incrementAndGet();
  private Actor.Staff system = new Actor.Staff(0, "-", Optional.empty(), "");
  private Actor.Staff security = system;
  private Actor.Staff auditor = system;
  private Actor.Staff clerk = system;

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
    // The trade's own work is of several roles.
    seats.addRole(seats.of(clerk.id()).getFirst().id(), "reviewer", ALWAYS);
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

  private boolean mayDo(Actor.Staff actor, String action) {
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
    var other = holder("reviewer").id();
    var seat = seats.of(other).getFirst();
    Map<Duty, List<Deed>> deeds =
        Map.of(
            Duty.SYSTEM,
            List.of(
                by -> keeping.add(organisation(), Optional.of("bureau"), today(), "文", by),
                by ->
                    keeping.rename(section(), new Naming("新名" + by.name(), "x", today()), "文", by),
                by -> keeping.move(section(), Optional.of("bureau"), today(), "文", by),
                by -> keeping.close(section(), today(), "文", by),
                by -> staffing.enter(mark + "new", "新人", by),
                by -> staffing.seat(other, section(), today(), by),
                by -> staffing.endSeat(staffing.seat(other, section(), today(), system), by),
                by -> staffing.putPersonal(other, Known.NOTHING, by),
                by -> staffing.readPersonal(other, "核对", by),
                by -> staffing.leave(holder("reviewer").id(), by)),
            Duty.SECURITY,
            List.of(
                by -> staffing.grant(seat.id(), "clerk", by),
                by -> staffing.revoke(seat.id(), seat.roles().getFirst().id(), by),
                by -> staffing.reissue(other, by)));
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
    void by(Actor.Staff actor);
  }

  private Organisation organisation() {
    return organisation(mark + "-section");
  }

  private static Organisation organisation(String code) {
    return new Organisation(code, "某科", "A section", Organisation.Kind.SECTION);
  }

  /** A new one each time, standing by itself. */
  private String section() {
    var code = mark + "-s" + NUMBERS.incrementAndGet();
    keeping.add(organisation(code), Optional.empty(), today(), "文", system);
    return code;
  }

  private static LocalDate today() {
    return LocalDate.now(Words.CHINA);
  }

  @Test
  void nobodyGrantsARoleToOneselfNorJoinsTwoDuties() {
    var own = seats.of(security.id()).getFirst();
    assertThatThrownBy(() -> staffing.grant(own.id(), "clerk", security))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("不能给自己授权");
    var clerks = seats.of(clerk.id()).getFirst();
    assertThatThrownBy(() -> staffing.grant(clerks.id(), "auditor", security))
        .hasMessageContaining("不能兼任");
    var systems = seats.of(system.id()).getFirst();
    assertThatThrownBy(() -> staffing.grant(systems.id(), "clerk", security))
        .hasMessageContaining("不能兼任");
  }

  /** Two roles of two duties granted to one person at once: one of them is refused. */
  @Test
  void twoDutiesGrantedAtOnceAreNotJoined() throws Exception {
    for (int round = 0; round < 10; round++) {
      var person = people.add(mark + "-r" + round, "两任", false);
      var one = seats.add(person, "bureau", ALWAYS);
      var other = seats.add(person, "bureau", ALWAYS);
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
    var seat = seats.of(clerk.id()).getFirst();
    var tomorrow = today().plusDays(1);
    assertThatThrownBy(
            () -> delegating.give(seat.id(), mark + "-d", today(), tomorrow, "出差", system))
        .isInstanceOf(Forbidden.class)
        .hasMessageContaining("只能委托自己的任职");
    delegating.give(seat.id(), mark + "-d", today(), tomorrow, "出差", clerk);

    assertThat(permissions.may(delegate, "invest.correct", "bureau", today()).allowed()).isTrue();
    assertThat(permissions.may(delegate, "invest.correct", "bureau", today()).why().chinese())
        .startsWith("代理");
    assertThat(
            permissions.may(delegate, "invest.correct", "bureau", tomorrow.plusDays(1)).allowed())
        .isFalse();
    var acting = new Actor.Staff(delegate, "代办", Optional.empty(), "10.1.1.2");
    assertThat(permissions.require(acting, "invest.correct", "bureau").seat()).contains(seat.id());

    var given = delegating.of(clerk.id()).given().getFirst();
    assertThatThrownBy(() -> delegating.end(given.id(), acting)).isInstanceOf(Forbidden.class);
    delegating.end(given.id(), clerk);
    assertThatThrownBy(() -> permissions.require(acting, "invest.correct", "bureau"))
        .isInstanceOf(Forbidden.class);
  }

  @Test
  void onlyWhatOneHasIsDelegatedAndForATimeOnly() {
    var _ = people.add(mark + "-d", "代办", false);
    var bare = seats.add(clerk.id(), section(), ALWAYS);
    assertThatThrownBy(() -> delegating.give(bare, mark + "-d", today(), today(), "出差", clerk))
        .hasMessageContaining("没有可以委托的业务角色");
    var administrators = seats.of(system.id()).getFirst().id();
    assertThatThrownBy(
            () -> delegating.give(administrators, mark + "-d", today(), today(), "出差", system))
        .as("the three administrators' duties are not delegated")
        .hasMessageContaining("没有可以委托的业务角色");
    var seat = seats.of(clerk.id()).getFirst().id();
    assertThatThrownBy(
            () -> delegating.give(seat, mark + "-d", today(), today().plusYears(2), "出差", clerk))
        .hasMessageContaining("最长一年");
    assertThatThrownBy(() -> delegating.give(seat, system.name(), today(), today(), "出差", clerk))
        .hasMessageContaining("三员不能代办业务");
  }

  @Test
  void everyDeedIsInTheTrailWithWhoAndWhatItWasBefore() {
    keeping.add(organisation(), Optional.empty(), today(), "文", system);
    keeping.rename(
        organisation().code(), new Naming("改名科", "Renamed", today()), "某政发〔2026〕3号", system);

    var search =
        new Audit.Search(
            Optional.of(AuditEntry.Kind.CHANGE),
            system.name(),
            Optional.empty(),
            organisation().code(),
            Optional.empty(),
            Optional.empty());
    var byTime = Sort.of("", "-at", Audit.COLUMNS.keySet(), Address.of("/audit"));
    assertThat(audit.page(search, byTime, 0, 10))
        .first()
        .satisfies(entry -> {
          assertThat(entry.before()).contains("某科");
          assertThat(entry.after()).contains("改名科");
          assertThat(entry.seat()).isPresent();
          assertThat(entry.address()).isEqualTo("10.1.1.1");
          assertThat(entry.why()).isEqualTo("某政发〔2026〕3号");
        });
  }

  private Actor.Staff holder(String role) {
    var name = role + "-" + NUMBERS.incrementAndGet();
    var person = people.add(name, name, false);
    seats.addRole(seats.add(person, "bureau", ALWAYS), role, ALWAYS);
    return new Actor.Staff(person, name, Optional.empty(), "10.1.1.1");
  }
}
