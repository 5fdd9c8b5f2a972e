package cn.tongtu.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.Bulks.Row;
import cn.tongtu.register.Gridding.Asked;
import cn.tongtu.register.Gridding.Line;
import cn.tongtu.register.Gridding.Taken;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.WrongField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of a grid: good ones are kept one by one, wrong cells are told, and none is kept twice. */
@SpringBootTest(properties = "spring.application.name=closing") // Without the sample.
class GriddingTest {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Autowired Gridding grid;
  @Autowired Bulks bulks;
  @Autowired Registers registers;
  @Autowired Entries entries;
  @Autowired Organisations organisations;
  @Autowired JdbcClient db;

  private String org = "";
  private Actor.Staff clerk = new Actor.Staff(1, "nobody", Optional.empty(), "");

  @BeforeEach
  void people() {
    org = "grid" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(org, org, org));
    clerk = staff("clerk");
  }

  private Actor.Staff staff(String role) {
    var name = "grid" + NUMBERS.incrementAndGet();
    var person =
        db.sql("insert into identity.person (account, name) values (?, ?) returning id")
            .params(name, name)
            .query(Long.class)
            .single();
    db.sql(
            """
            with s as (
              insert into identity.seat (person, org, first_day) values (?, ?, '2020-01-01') returning id)
            insert into identity.held_role (seat, role, first_day) select id, ?, '2020-01-01' from s
            """)
        .params(person, org, role)
        .update();
    return new Actor.Staff(person, name, Optional.empty(), "10.1.1.1");
  }

  private Register register() {
    return registers.get("rectification");
  }

  private static Line line(int row, String... cells) {
    var all = new HashMap<>(Map.of("site", "南溪桥", "severity", "一般", "found_on", "2026.3.5"));
    for (int i = 0; i < cells.length; i += 2) {
      all.put(cells[i], cells[i + 1]);
    }
    return new Line(row, Optional.empty(), 0, all);
  }

  private Taken take(UUID id, List<Line> lines, Actor.Staff who) {
    return grid.take(new Asked(id, register(), org, lines, Reason.of("核对")), who);
  }

  private static String told(Taken taken, int row, String field) {
    var cells = Objects.requireNonNull(taken.wrong().get(row));
    return Objects.requireNonNull(cells.get(field)).chinese();
  }

  private List<Entry> all() {
    return entries.page(register(), EntrySearch.all(register()).of(org).sorted("problem"), 0, 99);
  }

  @Test
  void goodRowsAreKeptWrongCellsAreToldAndTheRestIsKeptNextTime() {
    var id = UUID.randomUUID();
    var taken =
        take(
            id,
            List.of(
                line(1, "problem", "一", "cost", "3.5万元"),
                line(2, "problem", "二", "cost", "三点五"),
                line(4, "severity", "特大", "found_on", "上周三")),
            clerk);
    assertThat(taken.wrong()).containsOnlyKeys(2, 4);
    assertThat(taken.wrong().get(2)).containsOnlyKeys("cost");
    assertThat(told(taken, 2, "cost")).contains("3.5");
    assertThat(taken.wrong().get(4)).containsOnlyKeys("problem", "severity", "found_on");
    assertThat(all())
        .singleElement()
        .satisfies(kept -> {
          assertThat(kept.values()).containsEntry("problem", "一");
          assertThat(kept.values().get("found_on")).hasToString("2026-03-05");
          assertThat(kept.values().get("cost")).hasToString("3.5");
        });
    assertThat(bulks.rows(id)).extracting(Row::done).containsExactly(true, false, false);

    var again = take(id, List.of(line(2, "problem", "二", "cost", "3.5")), clerk);
    assertThat(again.wrong()).isEmpty();
    assertThat(all()).hasSize(2);
    assertThat(bulks.rows(id)).extracting(Row::done).containsExactly(true, true, false);
  }

  @Test
  void sentTwiceAlsoAtTheSameMomentARowIsKeptOnce() throws Exception {
    var id = UUID.randomUUID();
    var lines = List.of(line(1, "problem", "一"), line(2, "problem", "二"));
    var barrier = new CyclicBarrier(2);
    try (var hands = Executors.newFixedThreadPool(2)) {
      var deeds = new ArrayList<Future<Taken>>();
      for (int i = 0; i < 2; i++) {
        deeds.add(
            hands.submit(() -> {
              barrier.await(10, TimeUnit.SECONDS);
              return take(id, lines, clerk);
            }));
      }
      for (var deed : deeds) {
        assertThat(deed.get(30, TimeUnit.SECONDS).wrong()).isEmpty();
      }
    }
    assertThat(take(id, lines, clerk).wrong()).isEmpty();
    assertThat(all()).hasSize(2);
  }

  private static Line correction(int row, Entry entry, String field, String text) {
    return new Line(row, Optional.of(entry.id()), entry.revision(), Map.of(field, text));
  }

  /**
   * Two have the same records open: each row goes to whoever is first, and the other keeps typing.
   */
  @Test
  void ofTwoWhoCorrectTheSameTheSecondIsToldAndNothingIsOverwritten() throws Exception {
    var _ =
        take(UUID.randomUUID(), List.of(line(1, "problem", "一"), line(2, "problem", "二")), clerk);
    var seen = all();
    var other = staff("clerk");
    var barrier = new CyclicBarrier(2);
    var results = new ArrayList<Taken>();
    try (var people = Executors.newFixedThreadPool(2)) {
      var deeds = new ArrayList<Future<Taken>>();
      for (var person : List.of(clerk, other)) {
        deeds.add(
            people.submit(() -> {
              barrier.await(10, TimeUnit.SECONDS);
              return take(
                  UUID.randomUUID(),
                  List.of(
                      correction(1, seen.get(0), "site", person.name()),
                      correction(2, seen.get(1), "site", person.name())),
                  person);
            }));
      }
      for (var deed : deeds) {
        results.add(deed.get(30, TimeUnit.SECONDS));
      }
    }
    assertThat(results.stream().mapToInt(taken -> taken.wrong().size()).sum()).isEqualTo(2);
    results.forEach(taken ->
        taken
            .wrong()
            .keySet()
            .forEach(row -> assertThat(told(taken, row, Gridding.WHOLE)).contains("已被他人更新")));
    assertThat(all()).allMatch(entry -> entry.revision() == seen.getFirst().revision() + 1);
  }

  @Test
  void whatIsTheSameIsNotWrittenAndWhatAStateForbidsIsToldAtItsCell() {
    var _ = take(UUID.randomUUID(), List.of(line(1, "problem", "一")), clerk);
    var before = all().getFirst();
    assertThat(
            take(UUID.randomUUID(), List.of(correction(1, before, "problem", "一")), clerk).wrong())
        .isEmpty();
    assertThat(all().getFirst().revision()).isEqualTo(before.revision());
    db.sql("update register.r_rectification set _state = 'closed' where id = ?")
        .param(before.id())
        .update();
    assertThat(
            take(UUID.randomUUID(), List.of(correction(1, before, "problem", "改")), clerk)
                .wrong()
                .get(1))
        .containsOnlyKeys("problem");
  }

  @Test
  void whoMayNotIsRefusedAndNobodyGoesOnWithAnothersGrid() {
    var lines = List.of(line(1, "problem", "一"));
    assertThatThrownBy(() -> take(UUID.randomUUID(), lines, staff("reviewer")))
        .isInstanceOf(Forbidden.class);
    var id = UUID.randomUUID();
    var _ = take(id, lines, clerk);
    assertThatThrownBy(() -> take(id, lines, staff("clerk"))).isInstanceOf(NotFound.class);
    var own = org;
    org = "grid" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(org, org, org));
    assertThat(told(take(UUID.randomUUID(), lines, clerk), 1, Gridding.WHOLE)).contains("无权");
    org = own;
    assertThatThrownBy(() -> take(UUID.randomUUID(), List.of(), clerk))
        .isInstanceOf(WrongField.class);
    assertThatThrownBy(() ->
            grid.take(
                new Asked(
                    UUID.randomUUID(),
                    register(),
                    org,
                    List.of(correction(1, all().getFirst(), "site", "改")),
                    Reason.of("")),
                clerk))
        .isInstanceOfSatisfying(
            WrongField.class, wrong -> assertThat(wrong.errors()).containsOnlyKeys("why"));
    assertThat(all()).hasSize(1);
  }
}
