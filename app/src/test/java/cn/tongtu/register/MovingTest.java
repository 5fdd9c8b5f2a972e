package cn.tongtu.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.value.Span;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Reason;
import cn.tongtu.ledger.View;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Stale;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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

/** 发现 → 交办 → 整改 → 复查 → 销号, as people do it. */
@SpringBootTest(properties = "spring.application.name=closing") // Without the sample.
class MovingTest {
  private static final Actor PRODUCT = new Actor.Product("试");
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Reason SO = Reason.of("");

  @Autowired RegisterKeeping keeping;
  @Autowired Moving moving;
  @Autowired Registers registers;
  @Autowired Entries entries;
  @Autowired Steps steps;
  @Autowired RegisterWork work;
  @Autowired Ledger ledger;
  @Autowired Organisations organisations;
  @Autowired JdbcClient db;

  private String org = "";
  private Actor.Staff clerk = staff("", "");
  private Actor.Staff mender = clerk;
  private Actor.Staff reviewer = clerk;

  @BeforeEach
  void people() {
    org = "moving" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(org, org, org));
    clerk = staff("clerk", org);
    mender = staff("clerk", org);
    reviewer = staff("reviewer", org);
  }

  private Actor.Staff staff(String role, String of) {
    if (role.isEmpty()) {
      return new Actor.Staff(1, "nobody", Optional.empty(), "");
    }
    var name = "moving" + NUMBERS.incrementAndGet();
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
        .params(person, of, role)
        .update();
    return new Actor.Staff(person, name, Optional.empty(), "10.1.1.1");
  }

  private static String today() {
    return LocalDate.now(Words.CHINA).toString();
  }

  private RecordRef notice() {
    return notice(today());
  }

  private RecordRef notice(String found) {
    return keeping.add(
        "rectification",
        new Written(
            org,
            Map.of("problem", "护栏缺失", "site", "南溪桥", "severity", "重大", "found_on", found),
            "巡查",
            "",
            false),
        clerk,
        Reason.of("登记"));
  }

  private void move(RecordRef record, String move, Actor actor, Map<String, String> fields) {
    moving.move(record, move, OptionalInt.empty(), fields, actor, Reason.of("说明"));
  }

  private RecordRef submitted() {
    var record = notice();
    move(record, "issue", clerk, Map.of("party", "甲公司"));
    move(record, "assign", clerk, Map.of("mender", mender.name()));
    move(record, "submit", mender, Map.of("measures", "已加装"));
    return record;
  }

  private Entry entry(RecordRef record) {
    return entries.find(registers.ofKind(record.kind()).orElseThrow(), record.id()).orElseThrow();
  }

  private BigDecimal held(String measure) {
    var day = LocalDate.now(Words.CHINA);
    return ledger
        .amount(
            new Cell(measure, List.of(), Cell.When.over(Span.year(day.getYear()))), View.of(org))
        .orElse(BigDecimal.ZERO);
  }

  @Test
  void theLoopIsClosedByAnotherThanWhoMendedAndTheFigureFollows() {
    var record = submitted();
    assertThat(held("rectify.issued")).isEqualByComparingTo("1");
    assertThat(held("rectify.closed")).isZero();
    move(record, "pass", reviewer, Map.of());
    var closed = entry(record);
    assertThat(closed.state()).isEqualTo("closed");
    assertThat(closed.number().orElseThrow())
        .matches("整改〔" + LocalDate.now(Words.CHINA).getYear() + "〕\\d{3}号");
    assertThat(closed.steps().get("pass"))
        .extracting(Entry.Step::person)
        .isEqualTo(Optional.of(reviewer.id()));
    assertThat(held("rectify.closed")).isEqualByComparingTo("1");
    assertThat(steps.of(registers.ofKind(record.kind()).orElseThrow(), record.id()))
        .extracting(Steps.Done::deed)
        .containsExactly("pass", "submit", "assign", "issue", Steps.ENTERED);
  }

  @Test
  void whoMendedItDoesNotCheckItThoughAllowedToCheckOthers() {
    var both = staff("clerk", org);
    db.sql(
            "insert into identity.held_role (seat, role, first_day) select id, 'reviewer', '2020-01-01' from identity.seat where person = ?")
        .param(both.id())
        .update();
    var record = notice();
    move(record, "issue", clerk, Map.of("party", "甲公司"));
    move(record, "assign", clerk, Map.of("mender", both.name()));
    move(record, "submit", both, Map.of("measures", "已加装"));
    assertThatThrownBy(() -> move(record, "pass", both, Map.of()))
        .isInstanceOf(Forbidden.class)
        .hasMessageContaining("须由他人办理");
    assertThat(entry(record).state()).isEqualTo("check");
    assertThat(held("rectify.closed")).isZero();
    assertThat(moving.reader(both, LocalDate.now(Words.CHINA)).open(register(), entry(record)))
        .extracting(Life.Move::id)
        .contains("take_back")
        .doesNotContain("pass", "send_back");
  }

  private Register register() {
    return registers.find("rectification").orElseThrow();
  }

  @Test
  void sentBackItIsCountedAndNeedsAReason() {
    var record = submitted();
    assertThatThrownBy(
            () -> moving.move(record, "send_back", OptionalInt.empty(), Map.of(), reviewer, SO))
        .isInstanceOfSatisfying(
            WrongField.class, wrong -> assertThat(wrong.field()).isEqualTo("why"));
    move(record, "send_back", reviewer, Map.of());
    assertThat(entry(record).state()).isEqualTo("mending");
    assertThat(entry(record).rounds()).isEqualTo(1);
  }

  @Test
  void itIsTakenBackOnlyUntilSomebodyHasOpenedIt() {
    var record = submitted();
    steps.opened(register(), entry(record), mender.id());
    move(record, "take_back", mender, Map.of());
    assertThat(entry(record).state()).isEqualTo("mending");
    move(record, "submit", mender, Map.of("measures", "已加装两处"));
    steps.opened(register(), entry(record), reviewer.id());
    assertThatThrownBy(() -> move(record, "take_back", mender, Map.of()))
        .isInstanceOf(Forbidden.class)
        .hasMessageContaining("对方已打开");
  }

  @Test
  void whatAMoveNeedsIsAskedForAllAtOnceAndAGateSaysWhy() {
    var record = notice(LocalDate.now(Words.CHINA).plusDays(1).toString());
    assertThatThrownBy(() -> move(record, "issue", clerk, Map.of()))
        .isInstanceOfSatisfying(
            WrongField.class, wrong -> assertThat(wrong.errors()).containsOnlyKeys("party"));
    assertThatThrownBy(() -> move(record, "issue", clerk, Map.of("party", "甲公司")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("发现日期不能晚于下发日期");
    assertThat(entry(record).state()).isEqualTo("draft");
    assertThat(entry(record).number()).isEmpty();
    assertThat(entry(record).values()).doesNotContainKey("party");
    assertThat(held("rectify.issued")).isZero();
  }

  @Test
  void aMoveThatDoesNotLeadOnFromHereIsRefused() {
    var record = notice();
    assertThatThrownBy(() -> move(record, "pass", reviewer, Map.of()))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("“草稿”状态下不能复查销号");
  }

  @Test
  void whatMayNotBeChangedInAStateIsNotChangedByCorrecting() {
    var record = submitted();
    var fields = new HashMap<String, String>();
    entry(record)
        .values()
        .forEach((name, value) -> fields.put(name, register().field(name).text(value)));
    fields.put("severity", "一般");
    assertThatThrownBy(() -> keeping.correct(record, fields, clerk, Reason.of("改")))
        .isInstanceOfSatisfying(
            WrongField.class, wrong -> assertThat(wrong.field()).isEqualTo("severity"));
    assertThat(entry(record).values()).containsEntry("severity", "重大");
  }

  @Test
  void whatIsVoidCountsForNothing() {
    var record = submitted();
    assertThat(held("rectify.issued")).isEqualByComparingTo("1");
    move(record, "cancel", reviewer, Map.of());
    assertThat(held("rectify.issued")).isZero();
  }

  @Test
  void ofTwoWhoMoveItAtOnceOneDoesAndTheOtherIsTold() throws Exception {
    for (var round = 0; round < 5; round++) {
      var record = submitted();
      var seen = entry(record).revision();
      var barrier = new CyclicBarrier(2);
      var told = new AtomicInteger();
      try (var people = Executors.newFixedThreadPool(2)) {
        var deeds = new ArrayList<Future<?>>();
        for (var move : List.of("pass", "send_back")) {
          deeds.add(
              people.submit(() -> {
                barrier.await(10, TimeUnit.SECONDS);
                try {
                  moving.move(
                      record, move, OptionalInt.of(seen), Map.of(), reviewer, Reason.of("说明"));
                } catch (Stale stale) {
                  told.incrementAndGet();
                }
                return null;
              }));
        }
        for (var deed : deeds) {
          deed.get(30, TimeUnit.SECONDS);
        }
      }
      assertThat(told).hasValue(1);
      assertThat(entry(record).state()).isIn("closed", "mending");
      assertThat(entry(record).revision()).isEqualTo(seen + 1);
    }
  }

  @Test
  void numbersAreGivenInOrderAndNoneIsLostToARefusal() {
    var first = notice();
    move(first, "issue", clerk, Map.of("party", "甲公司"));
    var failed = notice(LocalDate.now(Words.CHINA).plusDays(1).toString());
    assertThatThrownBy(() -> move(failed, "issue", clerk, Map.of("party", "甲")))
        .isInstanceOf(Refusal.class);
    var second = notice();
    move(second, "issue", clerk, Map.of("party", "甲公司"));
    assertThat(sequence(second)).isEqualTo(sequence(first) + 1);
  }

  private int sequence(RecordRef record) {
    return Integer.parseInt(entry(record).number().orElseThrow().replaceAll(".*〕(\\d+)号", "$1"));
  }

  @Test
  void itWaitsForWhoeverMayDoTheNextThingAndIsLateForTheOthers() {
    var record = submitted();
    var today = LocalDate.now(Words.CHINA);
    assertThat(work.of(reviewer, today)).anyMatch(item -> item.href().equals(href(record)));
    assertThat(work.of(mender, today)).noneMatch(item -> item.href().equals(href(record)));
    var sentBack = submitted();
    move(sentBack, "send_back", reviewer, Map.of());
    assertThat(work.of(mender, today)).anyMatch(item -> item.href().equals(href(sentBack)));
    assertThat(work.of(reviewer, today)).noneMatch(item -> item.href().equals(href(sentBack)));
    assertThat(work.late(reviewer, TimeLeft.due(register(), entry(sentBack)).orElseThrow()))
        .noneMatch(item -> item.href().equals(href(sentBack)));
    assertThat(work.late(reviewer, today.plusDays(30)))
        .filteredOn(item -> item.href().equals(href(sentBack)))
        .singleElement()
        .satisfies(item -> assertThat(item.what().chinese()).startsWith("督办："));
  }

  private String href(RecordRef record) {
    return register().href(entry(record));
  }

  @Test
  void theProductMovesWithoutBeingAsked() {
    var record = submitted();
    move(record, "pass", PRODUCT, Map.of());
    assertThat(entry(record).steps().get("pass"))
        .extracting(Entry.Step::person)
        .isEqualTo(Optional.empty());
  }
}
