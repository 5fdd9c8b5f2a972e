package cn.tongtu.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.Cell.Take;
import cn.tongtu.engine.formula.Filter;
import cn.tongtu.engine.value.Span;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.testkit.TestDatabase;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Random histories on the real ledger, against the simplest model there is: what each record said
 * last, at each instant that was remembered.
 */
class LedgerPropertyTest {
  private static final Actor CLERK = new Actor.Product("经办");
  private static final List<String> ORGS = List.of("centre", "north");
  private static final Map<RecordRef, List<Movement>> NOTHING = Map.of();

  /** What somebody does. */
  sealed interface Deed {
    /** A record is stated, corrected or, saying nothing, withdrawn. */
    record Say(long record, List<Movement> movements, boolean asRevision) implements Deed {}

    record Close(String org, int month) implements Deed {}

    record Fold() implements Deed {}

    record Remember() implements Deed {}
  }

  @Provide
  Arbitrary<List<Deed>> histories() {
    var flow =
        Combinators.combine(
                Arbitraries.of(ORGS),
                Arbitraries.integers().between(1, 6),
                Arbitraries.of("公路", "铁路"),
                Arbitraries.of("P1", "P2", "P3", ""),
                Arbitraries.integers().between(-3, 9))
            .as((org, month, mode, subject, quantity) ->
                movement(
                    "invest.done",
                    org,
                    month,
                    subject,
                    Map.of("mode", mode, "key", "市重大"),
                    quantity));
    var stock =
        Combinators.combine(
                Arbitraries.of(ORGS),
                Arbitraries.integers().between(1, 6),
                Arbitraries.of("P1", "P2", "P3"),
                Arbitraries.of(-1, 1))
            .as((org, month, subject, quantity) ->
                movement("project.estimate", org, month, subject, Map.of(), quantity));
    var say =
        Combinators.combine(
                Arbitraries.longs().between(1, 7),
                Arbitraries.oneOf(flow, stock).list().ofMaxSize(3),
                Arbitraries.of(true, false))
            .as((record, says, revision) -> (Deed) new Deed.Say(record, says, revision));
    var close =
        Combinators.combine(Arbitraries.of(ORGS), Arbitraries.integers().between(1, 4))
            .as((org, month) -> (Deed) new Deed.Close(org, month));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(12, say),
            net.jqwik.api.Tuple.of(1, close),
            net.jqwik.api.Tuple.of(2, Arbitraries.just((Deed) new Deed.Fold())),
            net.jqwik.api.Tuple.of(2, Arbitraries.just((Deed) new Deed.Remember())))
        .list()
        .ofMinSize(5)
        .ofMaxSize(40);
  }

  @Property(tries = 30, shrinking = ShrinkingMode.BOUNDED)
  void theLedgerSaysWhatTheRecordsSaidLast(@ForAll("histories") List<Deed> history) {
    try (var database = TestDatabase.fresh()) {
      new Run(database).through(history);
    }
  }

  /** One history on a ledger and in the model. */
  private static final class Run {
    private final TestDatabase database;
    private final Rollups rollups;
    private final Ledger ledger;

    private final Map<RecordRef, List<Movement>> said = new HashMap<>();
    private final Map<String, Integer> closed = new HashMap<>();
    private final Map<Instant, Map<RecordRef, List<Movement>>> remembered = new LinkedHashMap<>();

    Run(TestDatabase database) {
      this.database = database;
      var measures = new Measures(Packs.builtIn());
      this.rollups = new Rollups(database.jdbc(), measures, database.structure());
      rollups.afterPropertiesSet();
      this.ledger =
          new Ledger(measures, new Postings(database.jdbc(), database.structure()), rollups);
    }

    void through(List<Deed> history) {
      remembered.put(Instant.EPOCH, NOTHING);
      for (var deed : history) {
        switch (deed) {
          case Deed.Say say -> say(say);
          case Deed.Close(var org, var month) -> close(org, month);
          case Deed.Fold() -> rollups.fold();
          case Deed.Remember() -> remembered.put(now(), new HashMap<>(said));
        }
      }
      compare(Optional.empty(), said);
      remembered.forEach((then, stood) -> compare(Optional.of(then), stood));
      assertThat(rollups.differences()).isEmpty();
    }

    private void say(Deed.Say say) {
      var record = new RecordRef("filing", say.record);
      var before = places(said.getOrDefault(record, List.of()));
      var after = places(say.movements);
      var touched =
          Stream.concat(before.keySet().stream(), after.keySet().stream())
              .distinct()
              .filter(place ->
                  !Optional.ofNullable(before.get(place))
                      .equals(Optional.ofNullable(after.get(place))))
              .toList();
      var late =
          touched.stream()
              .filter(place -> place.on().getMonthValue() <= closed.getOrDefault(place.org(), 0))
              .count();
      var written = ledger.history(record).size();
      if (late > 0 && !say.asRevision) {
        assertThatThrownBy(() -> settle(record, say.movements, Reason.of("填报")))
            .isInstanceOf(ClosedMonth.class);
        assertThat(ledger.history(record)).hasSize(written);
        return;
      }
      var reason = say.asRevision ? new Reason("更正", Optional.of("审计意见")) : Reason.of("填报");
      assertThat(settle(record, say.movements, reason)).isEqualTo(touched.size());
      assertThat(settle(record, say.movements, reason)).as("settled twice").isZero();
      assertThat(
              ledger.history(record).stream()
                  .skip(written)
                  .filter(posting -> posting.revision().isPresent()))
          .hasSize((int) late);
      said.put(record, say.movements);
    }

    private int settle(RecordRef record, List<Movement> movements, Reason reason) {
      return java.util.Objects.requireNonNull(
          database.transaction().execute(_ -> ledger.settle(record, movements, CLERK, reason)));
    }

    private void close(String org, int month) {
      if (month > closed.getOrDefault(org, 0)) {
        database
            .jdbc()
            .sql(
                "insert into ledger.closing (org, month, step, actor, why) values (?, ?, 'SIGNED', '审核', '签批')")
            .params(org, 2025 * 12 + month - 1)
            .update();
        closed.put(org, month);
      }
    }

    private void compare(Optional<Instant> then, Map<RecordRef, List<Movement>> stood) {
      for (var view : List.of(View.of("centre"), View.of("north"), View.everywhere())) {
        var asked = then.map(view::asKnownAt).orElse(view);
        for (var cell : cells()) {
          assertThat(ledger.amount(cell, asked).map(BigDecimal::stripTrailingZeros))
              .as("%s of %s", cell, asked)
              .isEqualTo(model(cell, view, stood).map(BigDecimal::stripTrailingZeros));
        }
      }
    }

    private Instant now() {
      return database
          .jdbc()
          .sql("select clock_timestamp()")
          .query(OffsetDateTime.class)
          .single()
          .toInstant();
    }
  }

  private static List<Cell> cells() {
    var cells = new ArrayList<Cell>();
    var takes =
        List.of(
            new Take.Sum(),
            new Take.Subjects(),
            new Take.Records(),
            new Take.Percentile(1),
            new Take.Percentile(50),
            new Take.Percentile(90),
            new Take.Percentile(100));
    for (var take : takes) {
      for (var span : List.of("2025", "2025-03", "2025-02..2025-05")) {
        var over = Cell.When.over(Span.parse(span));
        cells.add(new Cell("invest.done", List.of(), over, take));
        cells.add(new Cell("invest.done", List.of(Filter.only("mode", "公路")), over, take));
        cells.add(new Cell("invest.done", List.of(Filter.only(Filter.SUBJECT, "P1")), over, take));
      }
      for (var month : List.of(2, 5)) {
        var day = YearMonth.of(2025, month).atEndOfMonth();
        cells.add(new Cell("project.estimate", List.of(), new Cell.When.UpTo(day), take));
      }
    }
    return cells;
  }

  /** What the cell should say, straight from the records. */
  private static Optional<BigDecimal> model(
      Cell cell, View view, Map<RecordRef, List<Movement>> stood) {
    var stock = cell.when() instanceof Cell.When.UpTo;
    var byRecord = new HashMap<RecordRef, List<BigDecimal>>();
    var bySubject = new HashMap<String, List<BigDecimal>>();
    stood.forEach((record, movements) ->
        places(movements)
            .forEach((place, quantity) -> {
              if (matches(cell, view, place)) {
                byRecord.computeIfAbsent(record, _ -> new ArrayList<>()).add(quantity);
                place
                    .subject()
                    .ifPresent(subject ->
                        bySubject.computeIfAbsent(subject, _ -> new ArrayList<>()).add(quantity));
              }
            }));
    var records = netted(byRecord, stock);
    var subjects = netted(bySubject, stock);
    return switch (cell.take()) {
      case Take.Sum() ->
          byRecord.isEmpty()
              ? Optional.empty()
              : Optional.of(sum(byRecord.values().stream().flatMap(List::stream).toList()));
      case Take.Subjects() -> count(subjects);
      case Take.Records() -> count(records);
      case Take.Percentile(var percent) ->
          records.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  records.get((int) Math.ceil(records.size() * percent / 100.0 - 1e-9) - 1));
    };
  }

  private static Optional<BigDecimal> count(List<BigDecimal> all) {
    return all.isEmpty() ? Optional.empty() : Optional.of(BigDecimal.valueOf(all.size()));
  }

  private static <K> List<BigDecimal> netted(Map<K, List<BigDecimal>> by, boolean stock) {
    return by.values().stream()
        .map(LedgerPropertyTest::sum)
        .filter(net -> !stock || net.signum() != 0)
        .sorted()
        .toList();
  }

  private static BigDecimal sum(List<BigDecimal> quantities) {
    return quantities.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static boolean matches(Cell cell, View view, Holding.Place place) {
    return place.measure().equals(cell.measure())
        && (view.isEverywhere() || place.org().equals(view.org()))
        && cell.filters().stream()
            .allMatch(filter ->
                filter
                    .members()
                    .contains(
                        filter.dimension().equals(Filter.SUBJECT)
                            ? place.subject().orElse("")
                            : place.members().getOrDefault(filter.dimension(), "")))
        && switch (cell.when()) {
          case Cell.When.Over(var from, var to) ->
              !place.on().isBefore(from) && !place.on().isAfter(to);
          case Cell.When.UpTo(var day) -> !place.on().isAfter(day);
          case Cell.When.LastIn(_, _) -> throw new IllegalArgumentException("no reading here");
        };
  }

  private static Map<Holding.Place, BigDecimal> places(List<Movement> movements) {
    return movements.stream()
        .collect(
            Collectors.toMap(
                says ->
                    new Holding.Place(
                        says.measure(), says.on(), says.org(), says.subject(), says.members()),
                Movement::quantity,
                BigDecimal::add));
  }

  private static Movement movement(
      String measure,
      String org,
      int month,
      String subject,
      Map<String, String> members,
      int quantity) {
    return Movement.of(
        measure,
        LocalDate.of(2025, month, 28),
        org,
        Optional.of(subject).filter(name -> !name.isEmpty()),
        members,
        BigDecimal.valueOf(quantity));
  }
}
