package cn.tongtu.obligation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.value.Span;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Reason;
import cn.tongtu.ledger.View;
import cn.tongtu.obligation.Expectation.State;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** A patrol a week and town: owed, met, nil, excused, missed. */
@SpringBootTest(properties = "spring.application.name=closing") // Without the sample.
class ExpectingTest {
  private static final Actor PRODUCT = new Actor.Product("试");
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Autowired RegisterKeeping keeping;
  @Autowired Expecting expecting;
  @Autowired Expectations expectations;
  @Autowired ExpectationWork work;
  @Autowired ExpectationRecords records;
  @Autowired Ledger ledger;
  @Autowired Organisations organisations;
  @Autowired JdbcClient db;

  /** Five weeks ago: this one and the four before are over, and the present one runs. */
  private final LocalDate today = LocalDate.now(Words.CHINA);

  private final LocalDate monday =
      today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusWeeks(5);

  private String town = "";
  private Actor.Staff clerk = new Actor.Staff(1, "nobody", Optional.empty(), "");
  private Actor.Staff reviewer = clerk;

  @BeforeEach
  void town() {
    town = "town" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(town, town, town, Organisation.Kind.TOWN));
    clerk = staff("clerk");
    reviewer = staff("reviewer");
    db.sql("delete from obligation.begun").update();
    expecting.begin("rural_patrol", "weekly", monday);
    // As if no server had run: each test begins with no period known.
    db.sql("delete from obligation.expectation where not counted").update();
  }

  private Actor.Staff staff(String role) {
    var name = "owing" + NUMBERS.incrementAndGet();
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
        .params(person, town, role)
        .update();
    return new Actor.Staff(person, name, Optional.empty(), "10.1.1.1");
  }

  private Requirement rule() {
    return expecting.get("rural_patrol", "weekly");
  }

  /** Makes all five weeks for this test's town, whatever other tests made before. */
  private void weeks() {
    for (var turn :
        rule().obligation().turns(rule().register().calendar(), monday, today.plusWeeks(1))) {
      if (!turn.first().isAfter(today)) {
        expectations.add(rule(), new Thing(town, town, town, town), turn);
      }
    }
    expecting.look(today);
  }

  private List<Expectation> mine() {
    return db
        .sql("select id from obligation.expectation where thing = ? order by first_day")
        .param(town)
        .query(Long.class)
        .list()
        .stream()
        .map(id -> expectations.find(id).orElseThrow())
        .toList();
  }

  private RecordRef patrol(LocalDate day) {
    return keeping.add(
        "rural_patrol", new Written(town, fields(day), "", "", false), clerk, Reason.of("登记"));
  }

  private static Map<String, String> fields(LocalDate day) {
    return Map.of(
        "stretch", "Y001", "patrolled_on", day.toString(), "length", "6", "problems", "0");
  }

  private BigDecimal held(String measure) {
    return held(measure, today.getYear()).add(held(measure, today.getYear() - 1));
  }

  private BigDecimal held(String measure, int year) {
    return ledger
        .amount(new Cell(measure, List.of(), Cell.When.over(Span.year(year))), View.of(town))
        .orElse(BigDecimal.ZERO);
  }

  @Test
  void eachPeriodIsOwedOnceHoweverOftenItIsLookedAt() {
    weeks();
    var before = mine();
    assertThat(before).hasSize(6);
    expecting.look(today);
    expecting.look(today);
    assertThat(mine()).isEqualTo(before);
    assertThat(before).extracting(Expectation::state).containsOnly(State.OWED);
    assertThat(before.getFirst().missed(today)).isTrue();
    var due = before.stream().filter(one -> !one.due().isAfter(today)).count();
    assertThat(held("rural_patrol.owed")).isEqualByComparingTo(BigDecimal.valueOf(due));
    assertThat(held("rural_patrol.met")).isZero();
  }

  @Test
  void aTownThatIsNewOwesFromTheRunningWeekOn() {
    weeks();
    var fresh = "town" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(fresh, fresh, fresh, Organisation.Kind.TOWN));
    expecting.look(today);
    assertThat(
            db.sql("select first_day from obligation.expectation where thing = ? order by 1")
                .param(fresh)
                .query(LocalDate.class)
                .list())
        .allMatch(first -> !first.isBefore(monday.plusWeeks(4)));
  }

  @Test
  void aRecordMeetsItsPeriodAndTakenElsewhereLeavesItMissedAgain() {
    weeks();
    var running = patrol(today);
    assertThat(mine().getLast().state()).isEqualTo(State.MET);
    assertThat(mine().getLast().record()).hasValue(running.id());
    var patrol = patrol(monday.plusDays(2));
    assertThat(mine().getFirst().state()).isEqualTo(State.LATE);
    assertThat(held("rural_patrol.met")).isEqualByComparingTo("2");
    keeping.correct(patrol, fields(monday.plusDays(9)), clerk, Reason.of("日期填错"));
    assertThat(mine().getFirst().state()).isEqualTo(State.OWED);
    assertThat(mine().getFirst().missed(today)).isTrue();
    assertThat(mine().get(1).state()).isEqualTo(State.LATE);
    assertThat(held("rural_patrol.met")).isEqualByComparingTo("2");
  }

  @Test
  void aRecordThatWasThereBeforeItWasOwedMeetsIt() {
    var _ = patrol(monday.plusDays(1));
    weeks();
    assertThat(mine().getFirst().state()).isEqualTo(State.MET);
  }

  @Test
  void aNilReturnMeetsItWithWhoSaidItAndAnExcuseTakesItAway() {
    weeks();
    var first = mine().get(0);
    var second = mine().get(1);
    var owed = held("rural_patrol.owed");
    assertThatThrownBy(() -> expecting.nil(first.id(), reviewer, Reason.of("无")))
        .isInstanceOf(Forbidden.class);
    assertThatThrownBy(() -> expecting.nil(first.id(), clerk, Reason.of(" ")))
        .isInstanceOf(WrongField.class);
    expecting.nil(first.id(), clerk, Reason.of("道路封闭施工，无可巡查路段"));
    assertThat(mine().getFirst())
        .satisfies(one -> {
          assertThat(one.state()).isEqualTo(State.NIL);
          assertThat(one.actor()).isEqualTo(clerk.name());
        });
    assertThat(held("rural_patrol.met")).isEqualByComparingTo("1");
    assertThatThrownBy(() -> expecting.excuse(second.id(), clerk, Reason.of("防汛")))
        .isInstanceOf(Forbidden.class);
    expecting.excuse(second.id(), reviewer, Reason.of("全员防汛"));
    assertThat(held("rural_patrol.owed")).isEqualByComparingTo(owed.subtract(BigDecimal.ONE));
    assertThatThrownBy(() -> expecting.excuse(first.id(), reviewer, Reason.of("再免")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("已不是待做");
    expecting.look(today);
    assertThat(mine().get(1).state()).isEqualTo(State.EXCUSED);
  }

  @Test
  void coverageIsWhatTheRecordsSayAndOpensToWhatIsMissing() {
    weeks();
    var period = mine().getFirst().period();
    var before = row(period);
    var _ = patrol(monday);
    var after = row(period);
    assertThat(after.late()).isEqualTo(before.late() + 1);
    assertThat(after.missed()).isEqualTo(before.missed() - 1);
    assertThat(after.owed()).isEqualTo(before.owed());
    assertThat(expectations.of(rule(), mine().get(1).period()))
        .filteredOn(one -> one.missed(today))
        .extracting(Expectation::thing)
        .contains(town);
    var missing = mine().get(1);
    assertThat(records.card(new RecordRef(Expectation.KIND, missing.id())).orElseThrow().page())
        .hasValue("/obligations/rural_patrol/weekly/" + missing.period());
  }

  private Expectations.Period row(String period) {
    return expectations.table(rule(), today, 100).stream()
        .filter(one -> one.key().equals(period))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsMissedIsOneItemAndDoesNotPileUp() {
    weeks();
    assertThat(work.late(reviewer, today))
        .singleElement()
        .satisfies(item -> {
          assertThat(item.what().chinese()).startsWith("漏做 ").endsWith("：乡镇每周巡查");
          assertThat(item.href()).isEqualTo("/obligations/rural_patrol/weekly");
        });
    assertThat(work.late(clerk, today)).isEmpty();
    assertThat(work.of(clerk, today)).hasSize(1);
    assertThat(work.of(reviewer, today)).isEmpty();
  }

  /**
   * One enters the patrol, the other says there was none: the record counts, whoever comes first.
   */
  @Test
  void aPatrolAndANilReturnAtOnceEndAsThePatrol() throws Exception {
    for (int round = 0; round < 6; round++) {
      town();
      weeks();
      var week = mine().get(round % 5);
      var barrier = new CyclicBarrier(2);
      try (var both = Executors.newFixedThreadPool(2)) {
        var deeds = new ArrayList<Future<?>>();
        deeds.add(
            both.submit(() -> {
              barrier.await(10, TimeUnit.SECONDS);
              return patrol(week.first());
            }));
        deeds.add(
            both.submit(() -> {
              barrier.await(10, TimeUnit.SECONDS);
              try {
                expecting.nil(week.id(), clerk, Reason.of("无"));
              } catch (Refusal tooLate) {
                assertThat(tooLate.chinese()).contains("已不是待做");
              }
              return null;
            }));
        for (var deed : deeds) {
          deed.get(30, TimeUnit.SECONDS);
        }
      }
      assertThat(mine().get(round % 5).state()).isIn(State.MET, State.LATE);
      assertThat(held("rural_patrol.met")).isEqualByComparingTo("1");
    }
  }

  /** Two servers look through while a clerk writes: nothing is doubled, nothing stays owed. */
  @Test
  void twoServersAndAClerkAtOnceMakeEachOnce() throws Exception {
    for (int round = 0; round < 5; round++) {
      town();
      var barrier = new CyclicBarrier(3);
      try (var all = Executors.newFixedThreadPool(3)) {
        var deeds = new ArrayList<Future<?>>();
        for (int server = 0; server < 2; server++) {
          deeds.add(
              all.submit(() -> {
                barrier.await(10, TimeUnit.SECONDS);
                expecting.look(today);
                return null;
              }));
        }
        deeds.add(
            all.submit(() -> {
              barrier.await(10, TimeUnit.SECONDS);
              return patrol(today);
            }));
        for (var deed : deeds) {
          deed.get(60, TimeUnit.SECONDS);
        }
      }
      expecting.look(today);
      var counts = new HashMap<String, Integer>();
      mine().forEach(one -> counts.merge(one.period(), 1, Integer::sum));
      assertThat(counts.values()).containsOnly(1);
      assertThat(mine().getLast().state()).isEqualTo(State.MET);
      assertThat(held("rural_patrol.met")).isEqualByComparingTo("1");
    }
  }

  @Test
  void theLedgerHoldsWhatIsOwedAndNothingElse() {
    weeks();
    var _ = patrol(monday);
    var said =
        records.everything().filter(one -> !one.movements().isEmpty()).map(one -> one.record());
    assertThat(said).isNotEmpty();
    assertThat(ledger.history(new RecordRef(Expectation.KIND, mine().getFirst().id()))).hasSize(2);
    assertThat(PRODUCT.person()).isEmpty();
  }
}
