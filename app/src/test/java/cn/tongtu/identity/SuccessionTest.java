package cn.tongtu.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Refusal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** None of the three administrators' duties falls vacant, also not when two dismiss each other. */
// A context, and so a database, of its own: here everybody but the newly entered has left.
@SpringBootTest(properties = "spring.application.name=succession")
class SuccessionTest {
  private static final Days ALWAYS = Days.from(LocalDate.of(2020, 1, 1));
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Autowired Staffing staffing;
  @Autowired People people;
  @Autowired Seats seats;
  @Autowired Organisations organisations;
  @Autowired Permissions permissions;
  @Autowired JdbcClient db;

  private Actor.Staff system = new Actor.Staff(0, "-", Optional.empty(), "");
  private Actor.Staff security = system;

  @BeforeEach
  void alone() {
    db.sql("update identity.person set left_on = '2021-01-01'").update();
    organisations.put(new Organisation("bureau", "某局", "A bureau"));
    system = holder("system", true);
    security = holder("security", true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"leave", "seat", "role"})
  void theLastAuditorStaysUntilAnotherCanSignIn(String way) {
    var last = holder("auditor", true);
    assertThatThrownBy(() -> take(way, last))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("最后一位在岗且能登录的审计员")
        .hasMessageContaining("先任命继任者");
    assertThat(permissions.anywhere(last.id(), "audit.read")).as("nothing half-done").isTrue();

    var successor = holder("auditor", false);
    assertThatThrownBy(() -> take(way, last))
        .as("who has no password yet cannot take over")
        .hasMessageContaining("最后一位");
    people.putPassword(successor.id(), "{noop}x");
    take(way, last);
    assertThat(permissions.anywhere(last.id(), "audit.read")).isFalse();
  }

  private void take(String way, Actor.Staff from) {
    var seat = seats.of(from.id()).getFirst();
    switch (way) {
      case "leave" -> staffing.leave(from.id(), system);
      case "seat" -> staffing.endSeat(seat.id(), system);
      default -> staffing.revoke(seat.id(), seat.roles().getFirst().id(), security);
    }
  }

  @Test
  void theTradesOwnWorkMayFallVacant() {
    var clerk = holder("clerk", true);
    staffing.leave(clerk.id(), system);
    assertThat(permissions.anywhere(clerk.id(), "invest.file")).isFalse();
  }

  /** Two system administrators end each other; two security administrators revoke two auditors. */
  @Test
  void ofTwoDismissedAtOnceOneStays() throws Exception {
    for (int round = 0; round < 10; round++) {
      alone();
      var other = holder("system", true);
      var refused =
          together(
              () -> staffing.leave(other.id(), system), () -> staffing.leave(system.id(), other));
      assertThat(refused).as("the later one is no administrator by now").hasSize(1);
      assertThat(List.of(system, other))
          .filteredOn(one -> permissions.anywhere(one.id(), "person.keep"))
          .hasSize(1);

      var colleague = holder("security", true);
      var auditors = List.of(holder("auditor", true), holder("auditor", true));
      var seatOf = auditors.stream().map(one -> seats.of(one.id()).getFirst()).toList();
      refused =
          together(
              () ->
                  staffing.revoke(
                      seatOf.get(0).id(), seatOf.get(0).roles().getFirst().id(), security),
              () ->
                  staffing.revoke(
                      seatOf.get(1).id(), seatOf.get(1).roles().getFirst().id(), colleague));
      assertThat(refused).singleElement().asString().contains("最后一位");
      assertThat(auditors)
          .filteredOn(one -> permissions.anywhere(one.id(), "audit.read"))
          .hasSize(1);
    }
  }

  private static List<String> together(Runnable one, Runnable other) throws Exception {
    var barrier = new CyclicBarrier(2);
    var refused = new ArrayList<String>();
    try (var both = Executors.newFixedThreadPool(2)) {
      var work = new ArrayList<Future<Object>>();
      for (var deed : List.of(one, other)) {
        Callable<Object> meeting =
            () -> {
              barrier.await(10, TimeUnit.SECONDS);
              deed.run();
              return "";
            };
        work.add(both.submit(meeting));
      }
      for (var each : work) {
        try {
          var _ = each.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
          if (!(failed.getCause() instanceof Refusal refusal)) {
            throw failed;
          }
          refused.add(refusal.chinese());
        }
      }
    }
    return refused;
  }

  private Actor.Staff holder(String role, boolean signsIn) {
    var name = role + "-" + NUMBERS.incrementAndGet();
    var person = people.add(name, name, false);
    seats.addRole(seats.add(person, "bureau", ALWAYS), role, ALWAYS);
    if (signsIn) {
      people.putPassword(person, "{noop}x");
    }
    return new Actor.Staff(person, name, Optional.empty(), "10.1.1.1");
  }
}
