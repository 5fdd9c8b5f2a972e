package cn.tongtu.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.identity.Organisation.Kind;
import cn.tongtu.identity.Organisations.Naming;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

/** The tree of organisations by its days, and two administrators who change it at once. */
// A context, and so a database, of its own: organisations made here would keep the sample out.
@SpringBootTest(properties = "spring.application.name=identity")
class OrganisationKeepingTest {
  private static final Days ALWAYS = Days.from(LocalDate.of(2020, 1, 1));
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Autowired OrganisationKeeping keeping;
  @Autowired Staffing staffing;
  @Autowired Organisations organisations;
  @Autowired Placings placings;
  @Autowired People people;
  @Autowired Seats seats;

  private final LocalDate today = LocalDate.now(Words.CHINA);
  private final LocalDate later = today.plusDays(10);
  private Actor.Staff system = new Actor.Staff(0, "-", Optional.empty(), "");
  private String top = "";
  private String a = "";
  private String b = "";

  @BeforeEach
  void enter() {
    organisations.put(new Organisation("bureau", "某局", "A bureau"));
    var name = "keeper" + NUMBERS.incrementAndGet();
    var person = people.add(name, name, false);
    seats.addRole(seats.add(person, "bureau", ALWAYS), "system", ALWAYS);
    system = new Actor.Staff(person, name, Optional.empty(), "10.1.1.1");
    top = added(Optional.empty());
    a = added(Optional.of(top));
    b = added(Optional.of(top));
  }

  private String added(Optional<String> parent) {
    var code = "o" + NUMBERS.incrementAndGet();
    keeping.add(
        new Organisation(code, "单位" + code, code, Kind.SECTION), parent, today, "文", system);
    return code;
  }

  @Test
  void aMoveCountsFromItsDayOnAndLeavesTheDaysBefore() {
    keeping.move(a, Optional.of(b), later, "某政发〔2026〕3号", system);

    var tree = placings.tree();
    assertThat(tree.parent(a, later.minusDays(1))).contains(top);
    assertThat(tree.parent(a, later)).contains(b);
    assertThat(tree.within(a, top, later)).isTrue();
    assertThatThrownBy(() -> keeping.move(b, Optional.of(a), later, "文", system))
        .hasMessageContaining("下属单位");
    assertThatThrownBy(() -> keeping.move(a, Optional.of(top), today.minusDays(1), "文", system))
        .hasMessageContaining("不能早于今天");
    assertThatThrownBy(() -> keeping.move(b, Optional.of(a), later, " ", system))
        .hasMessageContaining("依据");
  }

  @Test
  void aNewNameCountsFromItsDayOn() {
    keeping.rename(a, new Naming("新名", "New", later), "文", system);

    assertThat(organisations.get(a).name()).isEqualTo("单位" + a);
    assertThat(name(later.minusDays(1))).isEqualTo("单位" + a);
    assertThat(name(later)).isEqualTo("新名");
  }

  private String name(LocalDate day) {
    return organisations.list(day).stream()
        .filter(org -> org.code().equals(a))
        .findFirst()
        .orElseThrow()
        .name();
  }

  @Test
  void closedOnlyWhenNobodyIsLeftInItAndNothingBelowIt() {
    var section = added(Optional.of(a));
    assertThatThrownBy(() -> keeping.close(a, later, "文", system))
        .hasMessageContaining("下属单位：" + section);
    keeping.close(section, later, "文", system);
    var person = people.add("sitter" + NUMBERS.incrementAndGet(), "坐着的", false);
    var seat = staffing.seat(person, a, today, system);
    assertThatThrownBy(() -> keeping.close(a, later, "文", system)).hasMessageContaining("坐着的");
    staffing.endSeat(seat, system);
    keeping.close(a, later, "文", system);

    assertThat(organisations.list(later.minusDays(1))).extracting(Organisation::code).contains(a);
    assertThat(organisations.list(later)).extracting(Organisation::code).doesNotContain(a);
    assertThat(organisations.find(a)).as("it stays known").isPresent();
    assertThatThrownBy(() -> staffing.seat(person, a, today, system)).hasMessageContaining("撤销");
    assertThatThrownBy(() -> keeping.move(b, Optional.of(a), today, "文", system))
        .hasMessageContaining("撤销");
  }

  @Test
  void twoAdministratorsWhoMoveAtOnceCloseNoCircle() throws Exception {
    for (int round = 0; round < 10; round++) {
      var one = added(Optional.of(top));
      var other = added(Optional.of(top));
      var refused =
          together(
              List.of(
                  () -> keeping.move(one, Optional.of(other), today, "文", system),
                  () -> keeping.move(other, Optional.of(one), today, "文", system)));
      assertThat(refused).isEqualTo(1);
      var tree = placings.tree();
      assertThat(tree.within(one, top, today)).isTrue();
      assertThat(tree.within(other, top, today)).isTrue();
    }
  }

  /** Somebody is seated while another closes the organisation: never both. */
  @Test
  void aSeatGivenWhileTheOrganisationClosesIsRefusedOrKeepsItOpen() throws Exception {
    for (int round = 0; round < 10; round++) {
      var org = added(Optional.of(top));
      var person = people.add("two" + NUMBERS.incrementAndGet(), "某人", false);
      var refused =
          together(
              List.of(
                  () -> keeping.close(org, today, "文", system),
                  () -> staffing.seat(person, org, today, system)));
      assertThat(refused).isEqualTo(1);
      assertThat(organisations.life(org).openOn(today)).isEqualTo(!seats.of(person).isEmpty());
    }
  }

  private static int together(List<Runnable> deeds) throws Exception {
    var barrier = new CyclicBarrier(deeds.size());
    var refused = new AtomicInteger();
    try (var actors = Executors.newFixedThreadPool(deeds.size())) {
      var work = new ArrayList<Future<Void>>();
      for (var deed : deeds) {
        Callable<Void> tried =
            () -> {
              barrier.await(10, TimeUnit.SECONDS);
              try {
                deed.run();
              } catch (Refusal no) {
                refused.incrementAndGet();
              }
              return null;
            };
        work.add(actors.submit(tried));
      }
      for (var each : work) {
        each.get(30, TimeUnit.SECONDS);
      }
    }
    return refused.get();
  }
}
