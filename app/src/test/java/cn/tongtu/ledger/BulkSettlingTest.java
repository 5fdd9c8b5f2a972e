package cn.tongtu.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.value.Span;
import cn.tongtu.ledger.RecordSource.Said;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.testkit.TestDatabase;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Many records at once come to what they would come to one by one. */
class BulkSettlingTest {
  private static final Actor CLERK = new Actor.Product("经办");

  private final TestDatabase database = TestDatabase.fresh();
  private final Measures measures = new Measures(Packs.builtIn());
  private final Rollups rollups = new Rollups(database.jdbc(), measures, database.structure());
  private final Ledger ledger =
      new Ledger(measures, new Postings(database.jdbc(), database.structure()), rollups);
  private final BulkSettling bulk =
      new BulkSettling(new JdbcTemplate(database.dataSource()), measures);

  BulkSettlingTest() {
    rollups.afterPropertiesSet();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatIsSettledInBulkIsSettled() {
    var random = new Random(3);
    for (var round = 0; round < 6; round++) {
      var says = new ArrayList<Said>();
      for (var id = 0; id < 400; id++) {
        if (random.nextInt(3) > 0) {
          says.add(new Said(new RecordRef(id % 2 == 0 ? "filing" : "plan", id), movements(random)));
        }
      }
      var ofOne = says.get(random.nextInt(says.size()));
      settle(new Said(ofOne.record(), movements(random)));
      bulk(says.stream());
      says.forEach(said -> assertThat(settle(said)).as("%s settled again", said).isZero());
      assertThat(bulk(says.stream())).as("settled in bulk again").isZero();
      rollups.fold();
    }
    rollups.fold();
    assertThat(rollups.differences()).isEmpty();
  }

  @Test
  void theApplicationsRoleMayLoadInBulk() {
    try (var source = database.asApplication()) {
      var loading = new BulkSettling(new JdbcTemplate(source), measures);
      var transaction = new TransactionTemplate(new JdbcTransactionManager(source));
      for (var quantity : List.of(4, 6)) {
        assertThat(
                transaction.<Long>execute(_ ->
                    loading.settle(
                        Stream.of(new Said(new RecordRef("filing", 1), movement(quantity))),
                        CLERK,
                        "导入")))
            .isEqualTo(1);
      }
    }
    assertThat(sum()).isEqualByComparingTo("6");
  }

  @Test
  void ofARecordThatComesTwiceTheLaterSayingHolds() {
    var record = new RecordRef("filing", 7);
    bulk(Stream.of(new Said(record, movement(1)), new Said(record, movement(5))));
    assertThat(sum()).isEqualByComparingTo("5");
  }

  @Test
  void aYearThatComesWithALoadIsAYearLikeOthers() {
    var before = new Said(new RecordRef("filing", 1), movement(2, 2023));
    bulk(Stream.of(before));
    bulk(
        Stream.of(
            new Said(new RecordRef("filing", 2), movement(3, 2025)),
            new Said(new RecordRef("filing", 3), movement(4, 2026)),
            // Known already, and now in a year that has just come.
            new Said(new RecordRef("filing", 1), movement(5, 2025)),
            // Newer than all of them, in the same load.
            new Said(new RecordRef("filing", 2), movement(7, 2026)),
            new Said(new RecordRef("plan", 2), movement(11, 2027))));
    assertThat(yearly()).containsExactly("2023=0", "2025=5", "2026=11", "2027=11");
    var shape =
        database
            .jdbc()
            .sql(
                """
                select (select count(*) from pg_index where indrelid = c.oid) || ' '
                       || (select count(*) from pg_trigger where tgrelid = c.oid)
                  from pg_class c join pg_inherits on inhrelid = c.oid where inhparent = 'ledger.posting'::regclass
                """)
            .query(String.class)
            .list();
    assertThat(shape).hasSize(4).containsOnly(shape.getFirst());
    assertThatThrownBy(() -> database.jdbc().sql("delete from ledger.posting_y2027").update())
        .hasMessageContaining("只增不改");
  }

  private List<String> yearly() {
    return database
        .jdbc()
        .sql(
            "select date_part('year', on_day)::int || '=' || (sum(quantity) / 10000)::bigint from ledger.posting group by date_part('year', on_day) order by 1")
        .query(String.class)
        .list();
  }

  @Test
  void textsComeThroughUnchanged() {
    var subject = "a\tb\\n\"c'\nd\r{}\u00a0\\.";
    var movement =
        Movement.of(
            "bus.student",
            LocalDate.of(2024, 3, 5),
            "centre",
            Optional.of(subject),
            Map.of("line", "1路\\x\""),
            new BigDecimal("1.0000"));
    var said = new Said(new RecordRef("filing", 1), List.of(movement));
    bulk(Stream.of(said));
    assertThat(ledger.history(said.record()).getFirst().movement()).isEqualTo(movement);
    assertThat(settle(said)).isZero();
  }

  @Test
  void oneThatDoesNotFitStopsAllAndIsNamed() {
    var unfit =
        Movement.of(
            "invest.done",
            LocalDate.of(20223, 1, 1),
            "centre",
            Optional.empty(),
            Map.of("mode", "公路", "key", "市重大"),
            BigDecimal.ONE);
    assertThatThrownBy(() ->
            bulk(
                Stream.of(
                    new Said(new RecordRef("filing", 1), movement(1)),
                    new Said(new RecordRef("filing", 2), List.of(unfit)))))
        .hasMessageContaining("filing 2")
        .hasMessageContaining("20223");
    assertThat(ledger.count()).isZero();
  }

  /** The clerk comes while the load is under way, waits, and has the last word. */
  @Test
  void aClerkBesideALoadIsNeitherLostNorDoubled() throws Exception {
    var loaded = new CountDownLatch(1);
    var settling = new CountDownLatch(1);
    try (var people = Executors.newFixedThreadPool(2)) {
      var load =
          people.submit(() ->
              database
                  .transaction()
                  .executeWithoutResult(_ -> {
                    bulk.settle(
                        Stream.of(new Said(new RecordRef("filing", 1), movement(100))),
                        CLERK,
                        "导入");
                    loaded.countDown();
                    await(settling);
                    pause();
                  }));
      await(loaded);
      var clerk =
          people.submit(() -> {
            settling.countDown();
            return settle(new Said(new RecordRef("filing", 1), movement(3)));
          });
      load.get(20, TimeUnit.SECONDS);
      assertThat(clerk.get(20, TimeUnit.SECONDS)).isEqualTo(1);
    }
    assertThat(sum()).isEqualByComparingTo("3");
  }

  /** Long enough for a clerk who did not wait to have read what is held. */
  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private BigDecimal sum() {
    return ledger
        .amount(
            new Cell("invest.done", List.of(), Cell.When.over(Span.year(2024))), View.everywhere())
        .orElseThrow();
  }

  private long bulk(Stream<Said> records) {
    return Objects.requireNonNull(
        database.transaction().execute(_ -> bulk.settle(records, CLERK, "导入")));
  }

  private int settle(Said said) {
    return Objects.requireNonNull(
        database
            .transaction()
            .execute(_ -> ledger.settle(said.record(), said.movements(), CLERK, "填报")));
  }

  private static List<Movement> movements(Random random) {
    return Stream.generate(() ->
            movement(
                random.nextBoolean() ? "centre" : "north",
                "P" + random.nextInt(3),
                random.nextBoolean() ? "公路" : "水运",
                BigDecimal.valueOf(random.nextInt(5))))
        .limit(random.nextInt(4))
        .toList();
  }

  private static List<Movement> movement(int quantity, int year) {
    return List.of(
        Movement.of(
            "invest.done",
            LocalDate.of(year, 12, 31),
            "centre",
            Optional.of("P1"),
            Map.of("mode", "公路", "key", "市重大"),
            BigDecimal.valueOf(quantity)));
  }

  private static List<Movement> movement(int quantity) {
    return List.of(movement("centre", "P1", "公路", BigDecimal.valueOf(quantity)));
  }

  private static Movement movement(String org, String subject, String mode, BigDecimal quantity) {
    return Movement.of(
        "invest.done",
        LocalDate.of(2024, 3, 5),
        org,
        Optional.of(subject),
        Map.of("mode", mode, "key", "市重大"),
        quantity);
  }
}
