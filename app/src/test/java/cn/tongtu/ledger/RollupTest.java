package cn.tongtu.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.Filter;
import cn.tongtu.engine.value.Span;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.testkit.TestDatabase;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Roll-ups answer what the postings add up to: in every snapshot, under concurrent writers,
 * forever.
 */
class RollupTest {
  private static final Actor CLERK = new Actor.Product("经办");
  private static final List<String> ORGS = List.of("centre", "north", "south");
  private static final List<String> MODES = List.of("公路", "铁路", "水运");
  private static final List<String> KEYS = List.of("市重大", "非市重大");

  private final TestDatabase database = TestDatabase.fresh();
  private final Measures measures = new Measures(Packs.builtIn());
  private final Rollups rollups = new Rollups(database.jdbc(), measures, database.structure());
  private final Ledger ledger =
      new Ledger(measures, new Postings(database.jdbc(), database.structure()), rollups);

  RollupTest() {
    rollups.afterPropertiesSet();
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** Random histories against the simplest model there is: what each record said last. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyLevelIsTheSumOfWhatRecordsSaidLast(long seed) {
    var random = new Random(seed);
    var model = new HashMap<RecordRef, List<Movement>>();
    for (int step = 0; step < 150; step++) {
      var record = new RecordRef("filing", random.nextInt(40));
      var says = random.nextInt(5) == 0 ? List.<Movement>of() : says(random);
      settle(record, says);
      model.put(record, says);
      if (random.nextInt(10) == 0) {
        rollups.fold();
      }
    }
    for (var folds = 0; folds < 3; folds++) {
      compareWith(model);
      compareManyAtOnce();
      compareGrid(model);
      rollups.fold();
    }
    assertThat(rollups.differences()).isEmpty();
  }

  private void compareWith(Map<RecordRef, List<Movement>> model) {
    var everything = model.values().stream().flatMap(List::stream).toList();
    var views = new ArrayList<>(ORGS.stream().map(View::of).toList());
    views.add(View.everywhere());
    for (var view : views) {
      for (var span : List.of("2024", "2024-03", "2024-02..2024-11", "2023-06..2024-06")) {
        for (var filters : filters()) {
          var asked = Span.parse(span);
          var expected =
              everything.stream()
                  .filter(movement -> view.isEverywhere() || movement.org().equals(view.org()))
                  .filter(movement -> asked.contains(movement.on()))
                  .filter(movement -> filters.stream().allMatch(filter -> keeps(filter, movement)))
                  .map(Movement::quantity)
                  .reduce(BigDecimal::add);
          var amount = ledger.amount(new Cell("invest.done", filters, Cell.When.over(asked)), view);
          assertThat(amount.map(BigDecimal::stripTrailingZeros))
              .as("%s %s %s", view, span, filters)
              .isEqualTo(expected.map(BigDecimal::stripTrailingZeros));
        }
      }
    }
  }

  private void compareManyAtOnce() {
    var cells = new ArrayList<Cell>();
    for (var measure : List.of("invest.done", "invest.plan")) {
      for (var span : List.of("2024", "2024-03", "2023-06..2024-06", "2022")) {
        for (var filters : filters()) {
          cells.add(new Cell(measure, filters, Cell.When.over(Span.parse(span))));
        }
      }
    }
    for (var view : List.of(View.everywhere(), View.of("north"))) {
      assertThat(ledger.amounts(cells, view))
          .isEqualTo(cells.stream().map(cell -> ledger.amount(cell, view)).toList());
    }
  }

  private void compareGrid(Map<RecordRef, List<Movement>> model) {
    var expected = new HashMap<String, BigDecimal>();
    model.values().stream()
        .flatMap(List::stream)
        .forEach(movement ->
            expected.merge(
                movement.members().get("mode") + " " + Span.month(movement.on()).from(),
                movement.quantity(),
                BigDecimal::add));
    expected.values().removeIf(sum -> sum.signum() == 0);
    var grid = new HashMap<String, BigDecimal>();
    ledger
        .grid(List.of("invest.done"), Span.year(2024))
        .forEach(cell -> grid.put(cell.member() + " " + cell.month(), cell.amount()));
    grid.values().removeIf(sum -> sum.signum() == 0);
    assertThat(grid.keySet()).isEqualTo(expected.keySet());
    grid.forEach((place, sum) -> assertThat(sum).isEqualByComparingTo(expected.get(place)));
  }

  private static List<List<Filter>> filters() {
    return List.of(
        List.of(),
        List.of(Filter.only("mode", "公路")),
        List.of(Filter.only("key", "市重大")),
        List.of(Filter.only("mode", "铁路"), Filter.only("key", "非市重大")),
        List.of(new Filter("mode", true, new TreeSet<>(List.of("公路", "铁路")))),
        List.of(new Filter("mode", false, new TreeSet<>(List.of("公路", "水运")))));
  }

  private static boolean keeps(Filter filter, Movement movement) {
    return filter.members().contains(movement.members().get(filter.dimension())) != filter.except();
  }

  /** Eight writers, some of whom give up, while somebody folds: no posting is ever left out. */
  @Test
  void foldingBesideWritersLeavesNothingOut() throws Exception {
    var writing = new AtomicBoolean(true);
    try (var people = Executors.newFixedThreadPool(10)) {
      var folder =
          people.submit(() -> {
            while (writing.get()) {
              rollups.fold();
            }
          });
      var reader = people.submit(() -> readWhile(writing));
      var writers = new ArrayList<Future<?>>();
      for (int writer = 0; writer < 8; writer++) {
        var number = writer;
        writers.add(people.submit(() -> write(number)));
      }
      for (var each : writers) {
        each.get(60, TimeUnit.SECONDS);
      }
      writing.set(false);
      folder.get(30, TimeUnit.SECONDS);
      reader.get(30, TimeUnit.SECONDS);
    }
    rollups.fold();
    rollups.fold();
    assertThat(
            database
                .jdbc()
                .sql("select through >= (select max(id) from ledger.posting) from ledger.edge")
                .query(Boolean.class)
                .single())
        .as("the edge has passed everything")
        .isTrue();
    assertThat(rollups.differences()).isEmpty();
    assertThat(ledger.amount(year(), View.everywhere()))
        .hasValueSatisfying(sum -> assertThat(sum).isEqualByComparingTo(raw()));
  }

  private void write(int writer) {
    var random = new Random(writer);
    for (int i = 0; i < 60; i++) {
      var record = new RecordRef("filing", random.nextInt(30));
      var givesUp = random.nextInt(4) == 0;
      database
          .transaction()
          .executeWithoutResult(status -> {
            ledger.settle(record, says(random), CLERK, "填报");
            if (random.nextInt(8) == 0) {
              sleep(random.nextInt(20));
            }
            if (givesUp) {
              status.setRollbackOnly();
            }
          });
    }
  }

  /** In one snapshot the roll-ups with their tail and the raw postings never disagree. */
  private void readWhile(AtomicBoolean writing) {
    var level = rollups.level(measures.get("invest.done"), year(), View.everywhere()).orElseThrow();
    var snapshot = database.transaction();
    snapshot.setIsolationLevel(
        org.springframework.transaction.TransactionDefinition.ISOLATION_REPEATABLE_READ);
    while (writing.get()) {
      snapshot.executeWithoutResult(_ ->
          assertThat(
                  rollups
                      .sums(List.of(new Rollups.Asked(measures.get("invest.done"), level)))
                      .getFirst()
                      .map(Amounts::fromLedger)
                      .orElse(BigDecimal.ZERO))
              .isEqualByComparingTo(raw()));
    }
  }

  private BigDecimal raw() {
    return Amounts.fromLedger(
        database
            .jdbc()
            .sql(
                "select coalesce(sum(quantity), 0) from ledger.posting where measure = 'invest.done' and on_day between '2024-01-01' and '2024-12-31'")
            .query(Long.class)
            .single());
  }

  @Test
  void aTouchedRollupIsNamedAndMendedOnlyWhenAsked() {
    settle(new RecordRef("filing", 1), says(new Random(1)));
    rollups.fold();
    rollups.fold();
    assertThat(rollups.differences()).isEmpty();
    database
        .jdbc()
        .sql(
            "update ledger.rollup set quantity = quantity + 1 where org = '' and member1 = '' and member2 = ''")
        .update();
    assertThat(rollups.differences())
        .isNotEmpty()
        .allSatisfy(difference -> assertThat(difference.kept()).isEqualTo(difference.raw() + 1));
    rollups.rebuild();
    assertThat(rollups.differences()).isEmpty();
  }

  @Test
  void aPostingIsSeenAtOnceAndWhatIsInForceIsOnlyMovedByFolding() {
    settle(new RecordRef("filing", 1), List.of(movement("centre", "公路", "市重大", 3, 5)));
    assertThat(ledger.amount(year(), View.everywhere()))
        .hasValueSatisfying(sum -> assertThat(sum).isEqualByComparingTo("5"));
    rollups.fold();
    rollups.fold();
    assertThat(ledger.amount(year(), View.everywhere()))
        .hasValueSatisfying(sum -> assertThat(sum).isEqualByComparingTo("5"));
    assertThat(ledger.amount(year(), View.of("nobody"))).isEmpty();
  }

  /** The town came to the authority in July; the section below the town came along. */
  @Test
  void anOrganisationIsSummedWithAllThatStoodBelowItOnTheLastDay() {
    for (var code : List.of("authority", "town", "section")) {
      database
          .jdbc()
          .sql("insert into identity.organisation (code, name, english) values (?, ?, ?)")
          .params(code, code, code)
          .update();
    }
    place("section", "town", "2020-01-01");
    place("town", "authority", "2024-07-01");
    settle(new RecordRef("filing", 1), List.of(movement("authority", "公路", "市重大", 3, 1)));
    settle(new RecordRef("filing", 2), List.of(movement("town", "公路", "市重大", 4, 20)));
    settle(new RecordRef("filing", 3), List.of(movement("section", "铁路", "市重大", 5, 300)));
    for (var folds = 0; folds < 3; folds++) {
      assertThat(together("authority*", "2024", List.of())).isEqualByComparingTo("321");
      assertThat(together("authority*", "2024-01..2024-06", List.of())).isEqualByComparingTo("1");
      assertThat(together("town*", "2024-01..2024-06", List.of())).isEqualByComparingTo("320");
      assertThat(together("authority", "2024", List.of())).isEqualByComparingTo("1");
      assertThat(together("authority*", "2024", List.of(Filter.only("mode", "公路"))))
          .isEqualByComparingTo("21");
      assertThat(
              ledger.postings(
                  new Cell("invest.done", List.of(), Cell.When.over(Span.year(2024))),
                  View.of("authority*")))
          .hasSize(3);
      rollups.fold();
    }
  }

  private void place(String org, String parent, String first) {
    database
        .jdbc()
        .sql("insert into identity.placing (org, parent, first_day) values (?, ?, ?::date)")
        .params(org, parent, first)
        .update();
  }

  private BigDecimal together(String whose, String span, List<Filter> filters) {
    var cell = new Cell("invest.done", filters, Cell.When.over(Span.parse(span)));
    var view = View.of(whose);
    var amount = ledger.amount(cell, view);
    assertThat(ledger.amounts(List.of(cell), view)).containsExactly(amount);
    return amount.orElseThrow();
  }

  private static Cell year() {
    return new Cell("invest.done", List.of(), Cell.When.over(Span.year(2024)));
  }

  private static List<Movement> says(Random random) {
    var says = new ArrayList<Movement>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      says.add(
          movement(
              ORGS.get(random.nextInt(ORGS.size())),
              MODES.get(random.nextInt(MODES.size())),
              KEYS.get(random.nextInt(KEYS.size())),
              1 + random.nextInt(12),
              random.nextInt(1000) - 200));
    }
    return says;
  }

  private static Movement movement(String org, String mode, String key, int month, int quantity) {
    return Movement.of(
        "invest.done",
        LocalDate.of(2024, month, 1 + (month * 7) % 27),
        org,
        Optional.of("P"),
        Map.of("mode", mode, "key", key),
        BigDecimal.valueOf(quantity));
  }

  private void settle(RecordRef record, List<Movement> movements) {
    database.transaction().executeWithoutResult(_ -> ledger.settle(record, movements, CLERK, "填报"));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
