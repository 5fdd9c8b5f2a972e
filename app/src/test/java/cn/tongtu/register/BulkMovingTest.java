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
import cn.tongtu.register.Bulks.Row;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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

/** One move with many records: each by the rules of a single one, and none because of another. */
@SpringBootTest(properties = "spring.application.name=closing") // Without the sample.
class BulkMovingTest {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @Autowired RegisterKeeping keeping;
  @Autowired Moving moving;
  @Autowired BulkMoving bulk;
  @Autowired Bulks bulks;
  @Autowired Registers registers;
  @Autowired Entries entries;
  @Autowired Ledger ledger;
  @Autowired Organisations organisations;
  @Autowired JdbcClient db;

  private String org = "";
  private Actor.Staff clerk = new Actor.Staff(1, "nobody", Optional.empty(), "");
  private Actor.Staff reviewer = clerk;

  @BeforeEach
  void people() {
    org = "bulk" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(org, org, org));
    clerk = staff("clerk");
    reviewer = staff("reviewer");
  }

  private Actor.Staff staff(String role) {
    var name = "bulk" + NUMBERS.incrementAndGet();
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

  private Entry notice(LocalDate found) {
    var record =
        keeping.add(
            "rectification",
            new Written(
                org,
                Map.of(
                    "problem",
                    "护栏缺失",
                    "site",
                    "南溪桥",
                    "severity",
                    "一般",
                    "found_on",
                    found.toString()),
                "巡查",
                "",
                false),
            clerk,
            Reason.of("登记"));
    return entry(record.id());
  }

  private Entry entry(long id) {
    return entries.find(register(), id).orElseThrow();
  }

  private static BulkMoving.Asked asked(
      UUID id, Register register, String move, List<Entry> seen, Map<String, String> fields) {
    var revisions = new LinkedHashMap<Long, Integer>();
    seen.forEach(entry -> revisions.put(entry.id(), entry.revision()));
    return new BulkMoving.Asked(id, register, move, revisions, fields, Reason.of(""));
  }

  private List<Entry> notices(int count) {
    var all = new ArrayList<Entry>();
    for (int i = 0; i < count; i++) {
      all.add(notice(today()));
    }
    return all;
  }

  private static LocalDate today() {
    return LocalDate.now(Words.CHINA);
  }

  private long issued() {
    return ledger
        .amount(
            new Cell("rectify.issued", List.of(), Cell.When.over(Span.year(today().getYear()))),
            View.of(org))
        .map(amount -> amount.longValueExact())
        .orElse(0L);
  }

  @Test
  void whatHindersOneHindersNoOtherAndCanBeMendedAndTriedAgain() {
    var id = UUID.randomUUID();
    var good = notice(today());
    var early = notice(today().plusDays(2));
    var gone = notice(today());
    moving.move(
        new RecordRef(register().recordKind(), gone.id()),
        "issue",
        OptionalInt.empty(),
        Map.of("party", "甲公司"),
        clerk,
        Reason.of(""));
    var ask = asked(id, register(), "issue", List.of(good, early, gone), Map.of("party", "乙公司"));
    bulk.take(ask, clerk);

    assertThat(entry(good.id()).state()).isEqualTo("issued");
    assertThat(entry(good.id()).values()).containsEntry("party", "乙公司");
    assertThat(entry(early.id()).state()).isEqualTo("draft");
    assertThat(entry(gone.id()).values()).containsEntry("party", "甲公司");
    assertThat(issued()).isEqualTo(2);
    assertThat(bulks.rows(id)).extracting(Row::done).containsExactly(true, false, false);
    assertThat(bulks.rows(id).get(1).said().chinese()).isEqualTo("发现日期不能晚于下发日期");
    assertThat(bulks.rows(id).get(2).said().chinese()).contains("已被他人更新");

    keeping.correct(
        new RecordRef(register().recordKind(), early.id()),
        Map.of("found_on", today().toString()),
        clerk,
        Reason.of("日期写错"));
    bulk.take(
        asked(id, register(), "issue", List.of(entry(early.id())), Map.of("party", "乙公司")), clerk);
    assertThat(bulks.rows(id)).extracting(Row::done).containsExactly(true, true, false);
    assertThat(issued()).isEqualTo(3);
  }

  @Test
  void sentTwiceItIsDoneOnce() {
    var ask = asked(UUID.randomUUID(), register(), "issue", notices(3), Map.of("party", "甲公司"));
    bulk.take(ask, clerk);
    bulk.take(ask, clerk);
    assertThat(bulks.rows(ask.id())).allMatch(Row::done);
    ask.seen().forEach((id, seen) -> assertThat(entry(id).revision()).isEqualTo(seen + 1));
    assertThat(issued()).isEqualTo(3);
  }

  @Test
  void whatIsWrongForAllOfThemIsToldOnceAndNothingIsDone() {
    var seen = notices(2);
    var id = UUID.randomUUID();
    assertThatThrownBy(
            () -> bulk.take(asked(id, register(), "issue", seen, Map.of("party", " ")), clerk))
        .isInstanceOfSatisfying(
            WrongField.class, wrong -> assertThat(wrong.errors()).containsOnlyKeys("party"));
    assertThatThrownBy(
            () -> bulk.take(asked(id, register(), "cancel", List.of(), Map.of()), reviewer))
        .isInstanceOfSatisfying(
            WrongField.class, wrong -> assertThat(wrong.errors()).containsOnlyKeys("r", "why"));
    assertThat(bulks.rows(id)).isEmpty();
    assertThat(entry(seen.getFirst().id()).state()).isEqualTo("draft");
  }

  @Test
  void whoMayNotIsRefusedAsAWholeAndRowByRow() {
    var seen = notices(2);
    assertThatThrownBy(() ->
            bulk.take(
                asked(UUID.randomUUID(), register(), "issue", seen, Map.of("party", "甲")),
                reviewer))
        .isInstanceOf(Forbidden.class);
    var before = refusals();
    var foreign = clerk;
    org = "bulk" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(org, org, org));
    clerk = staff("clerk");
    var own = notices(1);
    var ask =
        asked(
            UUID.randomUUID(),
            register(),
            "issue",
            List.of(seen.getFirst(), own.getFirst()),
            Map.of("party", "甲"));
    bulk.take(ask, foreign);
    assertThat(bulks.rows(ask.id())).extracting(Row::done).containsExactly(true, false);
    assertThat(refusals()).as("the trail has the refusal").isEqualTo(before + 1);
    assertThatThrownBy(() -> bulks.get(register(), ask.id(), clerk.id()))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> bulk.take(ask, clerk)).isInstanceOf(NotFound.class);
  }

  private long refusals() {
    return db.sql("select count(*) from identity.audit where kind = 'REFUSED'")
        .query(Long.class)
        .single();
  }

  /**
   * Two people tick the same: every record is moved once, and each is told which were not theirs.
   */
  @Test
  void ofTwoAtOnceEachRecordIsMovedByOne() throws Exception {
    var seen = notices(8);
    var other = staff("clerk");
    var barrier = new CyclicBarrier(2);
    var asks = new LinkedHashMap<Actor.Staff, BulkMoving.Asked>();
    for (var person : List.of(clerk, other)) {
      asks.put(
          person,
          asked(UUID.randomUUID(), register(), "issue", seen, Map.of("party", person.name())));
    }
    try (var people = Executors.newFixedThreadPool(2)) {
      var deeds = new ArrayList<Future<?>>();
      asks.forEach((person, ask) ->
          deeds.add(
              people.submit(() -> {
                barrier.await(10, TimeUnit.SECONDS);
                bulk.take(ask, person);
                return null;
              })));
      for (var deed : deeds) {
        deed.get(60, TimeUnit.SECONDS);
      }
    }
    var done = new ArrayList<Long>();
    asks.forEach((person, ask) ->
        bulks.rows(ask.id()).stream()
            .filter(Row::done)
            .forEach(row -> {
              done.add(row.row());
              assertThat(entry(row.row()).values()).containsEntry("party", person.name());
            }));
    assertThat(done).containsExactlyInAnyOrderElementsOf(seen.stream().map(Entry::id).toList());
    assertThat(issued()).isEqualTo(8);
  }
}
