package cn.tongtu.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.Filter;
import cn.tongtu.engine.value.Span;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.WrongField;
import cn.tongtu.testkit.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** The worked examples of the ledger, on the real database. */
class SettleTest {
  private static final RecordRef FILING = new RecordRef("filing", 881);
  private static final Actor CLERK = new Actor.Product("经办");
  private static final View CENTRE = View.of("centre");
  private static final LocalDate MARCH = LocalDate.of(2025, 3, 31);

  private final TestDatabase database = TestDatabase.fresh();
  private final Measures measures = new Measures(Packs.builtIn());
  private final Rollups rollups = new Rollups(database.jdbc(), measures, database.structure());
  private final Ledger ledger =
      new Ledger(measures, new Postings(database.jdbc(), database.structure()), rollups);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void settlingTwiceAppendsNothing() {
    assertThat(settle(FILING, invested("40000000"))).isEqualTo(1);
    assertThat(settle(FILING, invested("40000000"))).isZero();
    assertThat(ledger.amount(done(), CENTRE)).hasValue(quantity("40000000"));
  }

  @Test
  void aCorrectionIsTheDifferenceAndBothStoriesStay() {
    settle(FILING, invested("40000000"));
    var before =
        database
            .jdbc()
            .sql("select clock_timestamp()")
            .query(java.time.OffsetDateTime.class)
            .single()
            .toInstant();
    settle(FILING, invested("36000000"), "监理核减");

    assertThat(ledger.amount(done(), CENTRE)).hasValue(quantity("36000000"));
    assertThat(ledger.amount(done(), CENTRE.asKnownAt(before))).hasValue(quantity("40000000"));
    assertThat(ledger.amount(done(), CENTRE.asKnownAt(Instant.EPOCH))).isEmpty();
    assertThat(ledger.history(FILING))
        .extracting(posting -> posting.movement().quantity().intValueExact(), Posting::why)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(40000000, "填报"),
            org.assertj.core.groups.Tuple.tuple(-4000000, "监理核减"));
  }

  @Test
  void whatARecordNoLongerSaysIsTakenBack() {
    settle(FILING, invested("40000000"));
    settle(FILING, List.of());
    assertThat(ledger.amount(done(), CENTRE)).as("taken back is no data, not 0").isEmpty();
    assertThat(settle(FILING, List.of())).isZero();
    settle(FILING, invested("40000000"));
    assertThat(ledger.amount(done(), CENTRE)).hasValue(quantity("40000000"));
  }

  @Test
  void anotherDayOrAnotherMemberMovesTheWholeQuantity() {
    settle(FILING, invested("5"));
    settle(
        FILING,
        List.of(
            movement(
                "invest.done",
                LocalDate.of(2025, 4, 30),
                Map.of("mode", "公路", "key", "非市重大"),
                "5")));
    assertThat(ledger.amount(done(), CENTRE)).isEmpty();
    var april =
        new Cell(
            "invest.done",
            List.of(Filter.only("key", "非市重大")),
            Cell.When.over(Span.parse("2025-04")));
    assertThat(ledger.amount(april, CENTRE)).hasValue(quantity("5"));
  }

  @Test
  void aNilReturnIsZeroAndSilenceIsNoData() {
    assertThat(ledger.amount(done(), CENTRE)).isEmpty();
    assertThat(settle(FILING, invested("0"))).isEqualTo(1);
    assertThat(settle(FILING, invested("0"))).isZero();
    assertThat(ledger.amount(done(), CENTRE)).hasValue(quantity("0"));
    settle(FILING, List.of());
    assertThat(ledger.amount(done(), CENTRE)).isEmpty();
  }

  @Test
  void oneRecordThatSaysAPlaceTwiceMeansTheSum() {
    var twice = new ArrayList<>(invested("3"));
    twice.addAll(invested("4"));
    assertThat(settle(FILING, twice)).isEqualTo(1);
    assertThat(ledger.amount(done(), CENTRE)).hasValue(quantity("7"));
  }

  @Test
  void aStockIsTheRunningSumOnADayAndAnEmptyClassHoldsNone() {
    var project = new RecordRef("project", 7);
    settle(
        project,
        List.of(
            inClass("预备", LocalDate.of(2025, 1, 1), 1),
            inClass("预备", LocalDate.of(2025, 6, 12), -1),
            inClass("新建", LocalDate.of(2025, 6, 12), 1)));
    assertThat(ledger.amount(classes("预备", LocalDate.of(2025, 6, 11)), CENTRE))
        .hasValue(quantity("1"));
    assertThat(ledger.amount(classes("预备", LocalDate.of(2025, 6, 12)), CENTRE))
        .hasValue(quantity("0"));
    assertThat(ledger.amount(classes("新建", LocalDate.of(2025, 6, 12)), CENTRE))
        .hasValue(quantity("1"));
    assertThat(ledger.amount(classes("储备", LocalDate.of(2025, 6, 12)), CENTRE))
        .hasValue(quantity("0"));
    assertThat(ledger.amount(classes("预备", LocalDate.of(2024, 12, 31)), CENTRE)).isEmpty();
    assertThat(ledger.amount(classes("预备", LocalDate.of(2025, 6, 12)), View.of("elsewhere")))
        .isEmpty();
  }

  @Test
  void theLastReadingIsReadEvenWhenALaterOneWasWithdrawn() {
    var march = new RecordRef("register.ranking", 1);
    var april = new RecordRef("register.ranking", 2);
    settle(march, List.of(rank(LocalDate.of(2025, 3, 31), "2")));
    settle(april, List.of(rank(LocalDate.of(2025, 4, 30), "5")));
    var last =
        new Cell(
            "rank.position",
            List.of(),
            new Cell.When.LastIn(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 6, 30)));
    assertThat(ledger.amount(last, CENTRE)).hasValue(quantity("5"));
    settle(april, List.of());
    assertThat(ledger.amount(last, CENTRE)).hasValue(quantity("2"));
    assertThat(ledger.postings(last, CENTRE)).hasSize(1);
  }

  @Test
  void everyCellIsTheSumOfThePostingsBehindIt() {
    settle(FILING, invested("40000000"));
    settle(FILING, invested("36000000.01"));
    settle(new RecordRef("filing", 882), invested("0.0001"));
    assertThat(
            ledger.postings(done(), CENTRE).stream()
                .map(posting -> posting.movement().quantity())
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo(ledger.amount(done(), CENTRE).orElseThrow());
  }

  @Test
  void nothingIsEverChangedOrDeleted() {
    settle(FILING, invested("1"));
    for (var attempt :
        List.of(
            "update ledger.posting set quantity = 2",
            "delete from ledger.posting",
            "truncate ledger.posting")) {
      assertThatThrownBy(() -> database.jdbc().sql(attempt).update())
          .isInstanceOf(DataAccessException.class)
          .hasMessageContaining("记账只增不改");
    }
  }

  @Test
  void aPartitionIsNoWayRoundThatRule() {
    settle(FILING, invested("1"));
    for (var attempt :
        List.of(
            "update ledger.posting_y2025 set quantity = 2",
            "delete from ledger.posting_y2025",
            "truncate ledger.posting_y2025")) {
      assertThatThrownBy(() -> database.jdbc().sql(attempt).update())
          .isInstanceOf(DataAccessException.class)
          .hasMessageContaining("记账只增不改");
    }
  }

  @Test
  void aYearThatNobodyHasSeenGetsItsPartition() {
    var far =
        movement("invest.done", LocalDate.of(2071, 5, 31), Map.of("mode", "公路", "key", "市重大"), "3");
    assertThat(settle(FILING, List.of(far))).isEqualTo(1);
    var cell = new Cell("invest.done", List.of(), Cell.When.over(Span.year(2071)));
    assertThat(ledger.amount(cell, CENTRE)).hasValue(quantity("3"));
    assertThatThrownBy(() ->
            settle(
                FILING,
                List.of(
                    movement(
                        "invest.done",
                        LocalDate.of(20223, 1, 1),
                        Map.of("mode", "公路", "key", "市重大"),
                        "3"))))
        .hasMessageContaining("年份超出");
  }

  /** Each is the first in its year, and then wants what the other holds already. */
  @Test
  void twoFirstsOfAYearThatNeedOneMoreThingDoNotWaitForEachOther() throws Exception {
    var year =
        movement("invest.done", LocalDate.of(2083, 5, 31), Map.of("mode", "公路", "key", "市重大"), "3");
    var posted = new CountDownLatch(1);
    var held = new CountDownLatch(1);
    try (var both = Executors.newFixedThreadPool(2)) {
      var one =
          both.submit(() ->
              database
                  .transaction()
                  .executeWithoutResult(_ -> {
                    ledger.settle(FILING, List.of(year), CLERK, "填报");
                    posted.countDown();
                    await(held);
                    hold("a requirement");
                  }));
      var other =
          both.submit(() ->
              database
                  .transaction()
                  .executeWithoutResult(_ -> {
                    hold("a requirement");
                    held.countDown();
                    await(posted);
                    ledger.settle(new RecordRef("filing", 882), List.of(year), CLERK, "填报");
                  }));
      other.get(30, TimeUnit.SECONDS);
      one.get(30, TimeUnit.SECONDS);
    }
    var cell = new Cell("invest.done", List.of(), Cell.When.over(Span.year(2083)));
    assertThat(ledger.amount(cell, CENTRE)).hasValue(quantity("6"));
  }

  private void hold(String what) {
    database
        .jdbc()
        .sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
        .param(what)
        .query((_, _) -> 0)
        .list();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whoever loads in bulk holds all postings; a first posting of a year waits for it, and ends. */
  @Test
  void aFirstOfAYearDuringABulkLoadWaitsForIt() throws Exception {
    var year =
        movement("invest.done", LocalDate.of(2084, 5, 31), Map.of("mode", "公路", "key", "市重大"), "3");
    var loading = new CountDownLatch(1);
    try (var both = Executors.newFixedThreadPool(2)) {
      var load =
          both.submit(() ->
              database
                  .transaction()
                  .executeWithoutResult(_ -> {
                    database.jdbc().sql("select ledger.begin_loading()").query((_, _) -> 0).list();
                    loading.countDown();
                    database.jdbc().sql("select pg_sleep(1.5)").query((_, _) -> 0).list();
                  }));
      await(loading);
      assertThat(settle(FILING, List.of(year))).isEqualTo(1);
      load.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void aMovementThatDoesNotFitItsMeasureIsRefusedAndNothingIsWritten() {
    assertThatThrownBy(() ->
            settle(FILING, List.of(movement("invest.done", MARCH, Map.of("mode", "公路"), "1"))))
        .hasMessageContaining("维度");
    assertThatThrownBy(() -> settle(FILING, invested("0.00001"))).hasMessageContaining("四位小数");
    assertThatThrownBy(() -> settle(FILING, List.of(movement("invest.dome", MARCH, Map.of(), "1"))))
        .hasMessageContaining("没有计量项 (measure)：invest.dome，是否为 invest.done？");
    assertThatThrownBy(() ->
            settle(
                FILING,
                List.of(movement("invest.done", MARCH, Map.of("mode", "公跑", "key", "市重大"), "1"))))
        .isInstanceOfSatisfying(
            WrongField.class, wrong -> assertThat(wrong.field()).isEqualTo("mode"))
        .hasMessageContaining("“公跑”不在可选值 (mode) 中，是否为 公路？：公路、铁路、水运");
    assertThat(ledger.count()).isZero();
  }

  @Test
  void whatTheLedgerCannotHoldIsRefusedByName() {
    assertThatThrownBy(() -> settle(FILING, invested("922337203685478")))
        .hasMessageContaining("(quantity)")
        .hasMessageContaining("超出");
    var twice = new ArrayList<>(invested("922337203685477"));
    twice.addAll(invested("1"));
    assertThatThrownBy(() -> settle(FILING, twice)).hasMessageContaining("(quantity)");
    assertThatThrownBy(() ->
            settle(
                FILING,
                List.of(movement("invest.done", MARCH, Map.of("mode", " ", "key", "a"), "1"))))
        .hasMessageContaining("维度 mode");
    assertThatThrownBy(() ->
            settle(
                FILING,
                List.of(
                    Movement.of(
                        "invest.done",
                        MARCH,
                        "",
                        Optional.empty(),
                        Map.of("mode", "公路", "key", "市重大"),
                        BigDecimal.ONE))))
        .hasMessageContaining("(org)");
    assertThat(ledger.count()).isZero();
  }

  /**
   * The connection dies before the commit, while it runs, or before it is answered; whoever settles
   * again is never double.
   */
  @Test
  void aRetryAfterALostConnectionEndsRight() throws Exception {
    var lost = 0;
    var kept = 0;
    for (int round = 0; round < 30; round++) {
      var record = new RecordRef("filing", 2000 + round);
      var moment = round % 3;
      try (var killer = Executors.newSingleThreadExecutor()) {
        try {
          database
              .transaction()
              .executeWithoutResult(_ -> {
                var backend =
                    database.jdbc().sql("select pg_backend_pid()").query(Integer.class).single();
                ledger.settle(record, invested("40"), CLERK, "填报");
                switch (moment) {
                  case 0 -> end(backend);
                  case 1 -> {
                    var _ = killer.submit(() -> end(backend));
                  }
                  default -> {} // It is committed, and the client never hears of it.
                }
              });
        } catch (org.springframework.transaction.TransactionException | DataAccessException gone) {
          lost++;
        }
      }
      var again = retry(record);
      kept += again == 0 ? 1 : 0;
      assertThat(ledger.history(record))
          .singleElement()
          .satisfies(
              posting -> assertThat(posting.movement().quantity()).isEqualByComparingTo("40"));
      assertThat(settle(record, invested("40"))).isZero();
    }
    assertThat(lost).as("some commits were never answered").isPositive();
    assertThat(kept).as("some were done all the same").isPositive();
  }

  /** Ends a connection's server process, and waits until it is gone. */
  private void end(int backend) {
    var _ =
        database
            .jdbc()
            .sql("select pg_terminate_backend(?, 5000)")
            .param(backend)
            .query(Boolean.class)
            .single();
  }

  /** As a client does: until an answer comes. */
  private int retry(RecordRef record) {
    while (true) {
      try {
        return settle(record, invested("40"));
      } catch (org.springframework.transaction.TransactionException | DataAccessException gone) {
        assertThat(gone).isInstanceOf(RuntimeException.class);
      }
    }
  }

  /**
   * Sixteen clerks settle the same record at once, each with a sum of their own: one sum stands.
   */
  @Test
  void whoeverSettlesLastStandsAndNothingIsCountedTwice() throws Exception {
    for (int round = 0; round < 10; round++) {
      var record = new RecordRef("filing", 1000 + round);
      var barrier = new CyclicBarrier(16);
      try (var clerks = Executors.newFixedThreadPool(16)) {
        var work = new ArrayList<Future<Integer>>();
        for (int clerk = 1; clerk <= 16; clerk++) {
          var sum = String.valueOf(clerk);
          work.add(
              clerks.submit(() -> {
                barrier.await(10, TimeUnit.SECONDS);
                return settle(record, invested(sum));
              }));
        }
        for (var each : work) {
          each.get(30, TimeUnit.SECONDS);
        }
      }
      var history = ledger.history(record);
      var held =
          history.stream()
              .map(posting -> posting.movement().quantity())
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(held).isBetween(quantity("1"), quantity("16"));
      assertThat(settle(record, invested(held.toPlainString())))
          .as("the ledger knows what stands")
          .isZero();
    }
  }

  private int settle(RecordRef record, Collection<Movement> movements) {
    return settle(record, movements, "填报");
  }

  private int settle(RecordRef record, Collection<Movement> movements, String why) {
    return java.util.Objects.requireNonNull(
        database.transaction().execute(_ -> ledger.settle(record, movements, CLERK, why)));
  }

  private static List<Movement> invested(String yuan) {
    return List.of(movement("invest.done", MARCH, Map.of("mode", "公路", "key", "市重大"), yuan));
  }

  private static Movement inClass(String projectClass, LocalDate day, int count) {
    return movement(
        "project.in_class",
        day,
        Map.of("class", projectClass, "key", "市重大", "origin", "年初计划"),
        String.valueOf(count));
  }

  private static Movement rank(LocalDate day, String position) {
    return movement("rank.position", day, Map.of("item", "公路运输总周转量"), position);
  }

  private static Movement movement(
      String measure, LocalDate day, Map<String, String> members, String quantity) {
    return Movement.of(measure, day, "centre", Optional.of("P7"), members, quantity(quantity));
  }

  private static Cell done() {
    return new Cell("invest.done", List.of(), Cell.When.over(Span.parse("2025-01..2025-03")));
  }

  private static Cell classes(String projectClass, LocalDate day) {
    return new Cell(
        "project.in_class", List.of(Filter.only("class", projectClass)), new Cell.When.UpTo(day));
  }

  private static BigDecimal quantity(String text) {
    var quantity = new BigDecimal(text);
    return quantity.setScale(Math.max(4, quantity.scale()));
  }
}
