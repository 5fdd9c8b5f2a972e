package cn.tongtu.appraisal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.appraisal.Appraising.Place;
import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.value.Span;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.View;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Stale;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

/** The red flag of a month: three centres, two who score, one who publishes. */
@SpringBootTest(properties = "spring.application.name=appraising") // Without the sample.
class AppraisingTest {
  private static final List<String> CRITERIA = List.of("progress", "quality", "safety", "image");
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Autowired Appraising appraising;
  @Autowired Appraisals appraisals;
  @Autowired AppraisalRounds rounds;
  @Autowired AppraisalWork work;
  @Autowired AwardRecords records;
  @Autowired Organisations organisations;
  @Autowired Ledger ledger;
  @Autowired JdbcClient db;

  private final LocalDate today = LocalDate.now(Words.CHINA);
  private final YearMonth last = YearMonth.from(today).minusMonths(1);
  private final String period = last.toString();
  private Actor.Staff one = new Actor.Staff(1, "nobody", Optional.empty(), "");
  private Actor.Staff two = one;
  private Actor.Staff publisher = one;

  @BeforeEach
  void centres() {
    for (var table : List.of("result", "publication", "point", "round")) {
      db.sql("delete from appraisal." + table).update();
    }
    for (var name : List.of("bureau", "north", "south", "east")) {
      organisations.put(
          new Organisation(
              name,
              name,
              name,
              name.equals("bureau") ? Organisation.Kind.AUTHORITY : Organisation.Kind.CENTRE));
      if (!name.equals("bureau")) {
        db.sql(
                """
                insert into identity.placing (org, parent, first_day)
                select ?, 'bureau', '2020-01-01'
                 where not exists (select from identity.placing where org = ?)
                """)
            .params(name, name)
            .update();
      }
    }
    one = staff("clerk", "bureau");
    two = staff("clerk", "bureau");
    publisher = staff("reviewer", "bureau");
  }

  private Actor.Staff staff(String role, String org) {
    var name = "appraising" + NUMBERS.incrementAndGet();
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

  private static Map<Place, String> all(int north, int south, int east) {
    var points = new LinkedHashMap<Place, String>();
    for (var criterion : CRITERIA) {
      points.put(new Place("north", criterion), String.valueOf(north));
      points.put(new Place("south", criterion), String.valueOf(south));
      points.put(new Place("east", criterion), String.valueOf(east));
    }
    return points;
  }

  private AppraisalRounds.Round round() {
    return rounds.find(appraisals.get("red_flag"), period).orElseThrow();
  }

  private void publish() {
    appraising.publish("red_flag", period, round().revision(), publisher);
  }

  private BigDecimal flags(String org) {
    return ledger
        .amount(
            new Cell("appraisal.flag", List.of(), Cell.When.over(Span.year(today.getYear()))),
            View.of(org))
        .orElse(BigDecimal.ZERO);
  }

  @Test
  void theMeanOfTwoIsPublishedByAThirdAndTheFirstHoldsTheFlag() {
    var before = flags("north");
    appraising.score("red_flag", period, all(90, 80, 70), one);
    appraising.score("red_flag", period, all(95, 80, 99), two);
    publish();
    var results = rounds.results(round().published().orElseThrow().id());
    assertThat(results)
        .extracting(AppraisalRounds.Result::org)
        .containsExactly("north", "east", "south");
    assertThat(results.getFirst().total()).isEqualByComparingTo("92.50");
    assertThat(results)
        .extracting(AppraisalRounds.Result::awarded)
        .containsExactly(true, false, false);
    assertThat(flags("north").subtract(before)).isEqualByComparingTo("1");
    assertThat(records.everything())
        .anyMatch(said -> said.record().id() == results.getFirst().id());
    assertThatThrownBy(() ->
            appraising.score("red_flag", period, Map.of(new Place("north", "image"), "10"), one))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("已公布");
  }

  @Test
  void withdrawnItIsOpenAgainAndTheFlagTakenBack() {
    var before = flags("north");
    appraising.score("red_flag", period, all(90, 80, 70), one);
    publish();
    assertThat(flags("north").subtract(before)).isEqualByComparingTo("1");
    assertThatThrownBy(() -> appraising.withdraw("red_flag", period, " ", publisher))
        .isInstanceOf(WrongField.class);
    appraising.withdraw("red_flag", period, "南线得分录错", publisher);
    assertThat(flags("north").subtract(before)).isZero();
    appraising.score(
        "red_flag",
        period,
        Map.of(new Place("south", "progress"), "100", new Place("south", "quality"), "100"),
        one);
    publish();
    assertThat(rounds.results(round().published().orElseThrow().id()).getFirst().org())
        .isEqualTo("south");
    assertThat(rounds.withdrawn(round()))
        .singleElement()
        .satisfies(withdrawn -> assertThat(withdrawn.why()).isEqualTo("南线得分录错"));
    assertThat(flags("south")).isPositive();
  }

  @Test
  void whoScoredDoesNotPublishAndNothingIsPublishedWithGaps() {
    appraising.score("red_flag", period, all(90, 80, 70), one);
    appraising.score("red_flag", period, Map.of(new Place("north", "image"), ""), one);
    assertThatThrownBy(this::publish)
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("还有 1 项没有评分：north 现场形象");
    var both = staff("reviewer", "bureau");
    db.sql(
            "insert into identity.held_role (seat, role, first_day) select id, 'clerk', '2020-01-01' from identity.seat where person = ?")
        .param(both.id())
        .update();
    appraising.score("red_flag", period, Map.of(new Place("north", "image"), "88"), both);
    assertThatThrownBy(() -> appraising.publish("red_flag", period, round().revision(), both))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("您参加了评分");
    assertThatThrownBy(() -> appraising.publish("red_flag", period, round().revision(), two))
        .isInstanceOf(Forbidden.class);
    var running = YearMonth.from(today).toString();
    appraising.score("red_flag", running, all(1, 2, 3), one);
    assertThatThrownBy(() ->
            appraising.publish(
                "red_flag",
                running,
                rounds.find(appraisals.get("red_flag"), running).orElseThrow().revision(),
                publisher))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("结束，之后才能公布");
  }

  @Test
  void eachMistakeStandsBesideItsFieldAndNothingIsKept() {
    var points = new LinkedHashMap<>(all(90, 80, 70));
    points.put(new Place("north", "progress"), "一百");
    points.put(new Place("south", "progress"), "100.5");
    points.put(new Place("east", "progress"), "99.999");
    points.put(new Place("west", "progress"), "9");
    assertThatThrownBy(() -> appraising.score("red_flag", period, points, one))
        .isInstanceOfSatisfying(
            WrongField.class,
            wrong ->
                assertThat(wrong.errors().keySet())
                    .containsExactlyInAnyOrder(
                        "points.north.progress",
                        "points.south.progress",
                        "points.east.progress",
                        "points.west.progress"));
    assertThat(
            rounds.find(appraisals.get("red_flag"), period).map(rounds::points).orElse(List.of()))
        .isEmpty();
    var own = staff("clerk", "north");
    assertThatThrownBy(() ->
            appraising.score("red_flag", period, Map.of(new Place("north", "image"), "100"), own))
        .isInstanceOf(WrongField.class)
        .hasMessageContaining("不能给本单位评分");
    assertThatThrownBy(() ->
            appraising.score("red_flag", period, Map.of(new Place("south", "image"), "0"), own))
        .isInstanceOf(Forbidden.class);
  }

  /** One publishes what was read while another still gives points: it is refused or complete. */
  @Test
  void pointsThatComeWhileItIsPublishedAreSeenOrRefused() throws Exception {
    appraising.score("red_flag", period, all(90, 80, 70), one);
    var seen = round().revision();
    var barrier = new CyclicBarrier(2);
    var refused = new ArrayList<String>();
    try (var both = Executors.newFixedThreadPool(2)) {
      var deeds = new ArrayList<Future<?>>();
      deeds.add(
          both.submit(() -> {
            barrier.await(10, TimeUnit.SECONDS);
            try {
              appraising.publish("red_flag", period, seen, publisher);
            } catch (Stale stale) {
              synchronized (refused) {
                refused.add("publish");
              }
            }
            return null;
          }));
      deeds.add(
          both.submit(() -> {
            barrier.await(10, TimeUnit.SECONDS);
            try {
              appraising.score(
                  "red_flag", period, Map.of(new Place("east", "progress"), "100"), two);
            } catch (Refusal published) {
              synchronized (refused) {
                refused.add("score");
              }
            }
            return null;
          }));
      for (var deed : deeds) {
        deed.get(30, TimeUnit.SECONDS);
      }
    }
    assertThat(refused).hasSize(1);
    assertThat(round().published().isPresent()).isEqualTo(refused.equals(List.of("score")));
    assertThat(rounds.points(round())).hasSize(refused.equals(List.of("score")) ? 12 : 13);
  }

  @Test
  void whoeverHasToDoWithItIsToldOfTheLastPeriod() {
    assertThat(told(one)).singleElement().asString().startsWith("评分：流动红旗考核");
    assertThat(told(publisher)).isEmpty();
    appraising.score("red_flag", period, all(90, 80, 70), one);
    assertThat(told(one)).isEmpty();
    assertThat(told(publisher)).singleElement().asString().startsWith("公布：流动红旗考核");
    publish();
    assertThat(told(publisher)).isEmpty();
  }

  private List<String> told(Actor.Staff person) {
    return work.of(person, today).stream()
        .map(item -> item.what().chinese())
        .filter(what -> what.contains("流动红旗"))
        .toList();
  }
}
