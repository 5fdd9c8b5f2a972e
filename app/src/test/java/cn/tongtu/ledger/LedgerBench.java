package cn.tongtu.ledger;

import cn.tongtu.database.BenchServer;
import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.Filter;
import cn.tongtu.engine.value.Span;
import cn.tongtu.pack.OwnPacks;
import cn.tongtu.seal.SealBench;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.view.Sort;
import cn.tongtu.testkit.Sole;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * {@code ./tongtu bench ledger [POSTINGS]}: the ledger against raw SQL on the same postings in the
 * same run. The rival has the index that a good engineer would give it.
 */
public final class LedgerBench {
  private static final int MEASURES = 60;
  private static final int ORGS = 200;
  private static final int TOWNS = 18;
  private static final int FIRST_YEAR = 2020;
  private static final int YEARS = 5;
  private static final int ROUNDS = 5;
  private static final List<String> NAMES = names("bench.m%02d", MEASURES);
  private static final List<String> ORG_NAMES = names("o%03d", ORGS);
  private static final List<Map<String, String>> MEMBERS =
      names("t%02d", TOWNS).stream().map(town -> Map.of("town", town)).toList();
  private static final Actor ACTOR = new Actor.Product("bench");

  private final JdbcClient db;
  private final Measures measures;
  private final HikariDataSource source;
  private final Ledger ledger;
  private final Rollups rollups;
  private final TransactionTemplate transaction;

  private static List<String> names(String form, int count) {
    return IntStream.range(0, count).mapToObj(form::formatted).toList();
  }

  private LedgerBench(HikariDataSource source, Path packs) throws IOException {
    this.source = source;
    this.db = JdbcClient.create(source);
    this.measures =
        new Measures(new OwnPacks(packs).put("measures/bench.yaml", declared()).packs());
    var structure = new Sole(source);
    this.rollups = new Rollups(db, measures, structure);
    this.ledger = new Ledger(measures, new Postings(db, structure), rollups);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    rollups.afterPropertiesSet();
  }

  public static void main(String[] args) throws Exception {
    var postings = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
    var packs = Files.createTempDirectory("bench-packs");
    try (var server = new BenchServer(Path.of("target", "bench-data"));
        var source = server.connect(12)) {
      new LedgerBench(source, packs).run(postings);
    }
  }

  private void run(int postings) throws Exception {
    load(postings);
    db.sql("create index bench_rival on ledger.posting (measure, on_day) include (quantity)")
        .update();
    db.sql("vacuum (analyze) ledger.posting").update();
    db.sql("vacuum (analyze) ledger.rollup").update();
    figures();
    grid();
    drillDown();
    visible();
    settles();
    verify();
  }

  private void verify() throws Exception {
    var seal = new SealBench(source, Files.createTempDirectory("bench-seal"));
    var started = System.nanoTime();
    var rows = seal.seal();
    var sealed = (System.nanoTime() - started) / 1e9;
    var alone = seal.hashAlone(rows);
    var took = median(3, seal::verify) / 1000;
    System.out.printf(
        "核验 verify %,d rows: %.1f s, hashing alone %.1f s, sealing %.1f s%n",
        rows, took, alone, sealed);
    bench("verify_ratio", alone / took, "of bare hashing");
  }

  private static String declared() {
    var yaml = new StringBuilder("measures:\n");
    for (int i = 0; i < MEASURES; i++) {
      yaml.append(
          "  bench.m%02d: {label: m, english: m, kind: flow, unit: 元, dimensions: {town: any}, rolled: [town]}\n"
              .formatted(i));
    }
    return yaml.toString();
  }

  private void load(int postings) {
    var started = System.nanoTime();
    var random = new Random(7);
    var records = IntStream.range(0, postings).mapToObj(record -> said(record, random));
    var appended =
        Objects.requireNonNull(
            transaction.execute(_ ->
                new BulkSettling(new JdbcTemplate(source), measures)
                    .settle(records, ACTOR, "load")));
    if (appended != postings) {
      throw new IllegalStateException("Not all were loaded");
    }
    var written = (System.nanoTime() - started) / 1e9;
    while (rollups.fold() > 0 || edge() < postings) {
      Thread.onSpinWait();
    }
    var seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf(
        "载入 loaded %,d postings in %.1f s, with roll-ups in %.1f s%n", postings, written, seconds);
    bench("load", postings / seconds, "postings/s");
  }

  private long edge() {
    return db.sql("select through from ledger.edge").query(Long.class).single();
  }

  private static RecordSource.Said said(int record, Random random) {
    return new RecordSource.Said(
        new RecordRef("bench", record),
        List.of(
            Movement.of(
                NAMES.get(random.nextInt(MEASURES)),
                LocalDate.of(FIRST_YEAR, 1, 1).plusDays(random.nextInt(365 * YEARS)),
                ORG_NAMES.get(random.nextInt(ORGS)),
                Optional.empty(),
                MEMBERS.get(random.nextInt(TOWNS)),
                BigDecimal.valueOf(random.nextInt(1_000_000), Amounts.DECIMALS))));
  }

  /** 60 indicators × (month, year to date, same span last year), over all organisations. */
  private void figures() {
    var month = Span.months(FIRST_YEAR + YEARS - 1, 9, 9);
    var spans = List.of(month, month.yearToDate(), month.yearToDate().sameSpanLastYear());
    var cells = new ArrayList<Cell>();
    for (int i = 0; i < MEASURES; i++) {
      for (var span : spans) {
        cells.add(new Cell("bench.m%02d".formatted(i), List.of(), Cell.When.over(span)));
      }
    }
    var ours = median(51, () -> ledger.amounts(cells, View.everywhere()));
    var raw =
        median(
            5,
            () ->
                spans.stream()
                    .map(span ->
                        db.sql(
                                "select measure, sum(quantity) from ledger.posting where on_day between ? and ? and measure like 'bench.%' group by measure")
                            .params(span.firstDay(), span.lastDay())
                            .query((rs, _) -> rs.getLong(2))
                            .list())
                    .toList());
    System.out.printf("指标 60 × 3: roll-ups %.2f ms, raw SQL %.0f ms%n", ours, raw);
    bench("figures_ratio", raw / ours, "x");
    bench("figures_median", ours, "ms");
    check(cells.getFirst());
  }

  private void check(Cell cell) {
    var when = (Cell.When.Over) cell.when();
    var raw =
        db.sql(
                "select sum(quantity) from ledger.posting where measure = ? and on_day between ? and ?")
            .params(cell.measure(), when.from(), when.to())
            .query(Long.class)
            .single();
    if (ledger.amount(cell, View.everywhere()).orElseThrow().compareTo(Amounts.fromLedger(raw))
        != 0) {
      throw new IllegalStateException("The roll-up is not the raw sum");
    }
  }

  private void grid() {
    var year = Span.year(FIRST_YEAR + YEARS - 1);
    var measures = new ArrayList<String>();
    for (int i = 0; i < MEASURES; i++) {
      measures.add("bench.m%02d".formatted(i));
    }
    var ours = median(51, () -> ledger.grid(measures, year));
    var raw =
        median(
            3,
            () ->
                db.sql(
                        "select measure, members ->> 'town', extract(month from on_day), sum(quantity) from ledger.posting where on_day between ? and ? and measure like 'bench.%' group by 1, 2, 3")
                    .params(year.firstDay(), year.lastDay())
                    .query((rs, _) -> rs.getLong(4))
                    .list());
    System.out.printf("表格 60 × 18 × 12: roll-ups %.1f ms, raw SQL %.0f ms%n", ours, raw);
    bench("grid_ratio", raw / ours, "x");
    bench("grid_median", ours, "ms");
  }

  private void drillDown() {
    var month = Span.months(FIRST_YEAR + 1, 3, 8);
    var cell = new Cell("bench.m07", List.of(), Cell.When.over(month));
    var byDay = Sort.of("", "day", Postings.SHEET.keySet(), Address.of("/postings"));
    var sheet = ledger.sheet(cell, View.everywhere(), byDay, 0, 200);
    var took = median(9, () -> ledger.sheet(cell, View.everywhere(), byDay, 0, 200));
    System.out.printf("下钻 first 200 of %,d postings: %.1f ms%n", sheet.count(), took);
    bench("drill_down", took, "ms");
  }

  /** From the commit of a settle until every level of the roll-ups that it moves has answered. */
  private void visible() {
    var until = new double[101];
    for (int i = 0; i < until.length; i++) {
      var record = System.nanoTime();
      var movement = movement(record);
      var filters =
          List.of(Filter.only("town", Objects.requireNonNull(movement.members().get("town"))));
      var when = Cell.When.over(Span.month(movement.on()));
      var whole = new Cell(movement.measure(), List.of(), when);
      var town = new Cell(movement.measure(), filters, when);
      var before = seen(whole, town, movement.org());
      settle(record);
      var committed = System.nanoTime();
      var after = seen(whole, town, movement.org());
      until[i] = (System.nanoTime() - committed) / 1e6;
      for (int level = 0; level < after.size(); level++) {
        if (after.get(level).subtract(before.get(level)).compareTo(movement.quantity()) != 0) {
          throw new IllegalStateException("Not seen: " + movement);
        }
      }
      if (i % 20 == 0) {
        rollups.fold();
      }
    }
    Arrays.sort(until);
    System.out.printf(
        "结记后可见 seen in every roll-up after %.2f ms (median; at most %.2f ms)%n",
        until[until.length / 2], until[until.length - 1]);
    bench("visible", until[until.length / 2], "ms");
  }

  private List<BigDecimal> seen(Cell whole, Cell town, String org) {
    return Stream.concat(
            ledger.amounts(List.of(whole, town), View.everywhere()).stream(),
            ledger.amounts(List.of(whole), View.of(org)).stream())
        .map(amount -> amount.orElse(BigDecimal.ZERO))
        .toList();
  }

  private void settles() throws Exception {
    var bare = new double[ROUNDS];
    var one = new double[ROUNDS];
    var eight = new double[ROUNDS];
    for (int round = -1; round < ROUNDS; round++) {
      var at = Math.max(round, 0); // the first is for warming up
      bare[at] = throughput(1, 1_000, this::bareInsert);
      one[at] = throughput(1, 1_000, this::settle);
      eight[at] = throughput(8, 4_000, this::settle);
    }
    Stream.of(bare, one, eight).forEach(Arrays::sort);
    System.out.printf(
        "结记 settles/s: one writer %.0f (bare insert %.0f), eight writers %.0f to %.0f%n",
        one[ROUNDS / 2], bare[ROUNDS / 2], eight[0], eight[ROUNDS - 1]);
    bench("settle_cost", bare[ROUNDS / 2] / one[ROUNDS / 2], "x of a bare insert");
    bench("settles_8_writers", eight[ROUNDS / 2], "settles/s");
  }

  private double throughput(int writers, int each, Deed deed) throws Exception {
    var next = new AtomicLong(System.nanoTime());
    var started = System.nanoTime();
    try (var people = Executors.newFixedThreadPool(writers)) {
      var work = new ArrayList<Future<?>>();
      for (int writer = 0; writer < writers; writer++) {
        work.add(
            people.submit(() -> {
              for (int i = 0; i < each; i++) {
                deed.run(next.incrementAndGet());
              }
            }));
      }
      for (var some : work) {
        some.get();
      }
    }
    return writers * each / ((System.nanoTime() - started) / 1e9);
  }

  private interface Deed {
    void run(long record);
  }

  private void settle(long record) {
    transaction.executeWithoutResult(_ ->
        ledger.settle(new RecordRef("bench", record), List.of(movement(record)), ACTOR, "bench"));
  }

  private static Movement movement(long record) {
    return Movement.of(
        "bench.m%02d".formatted(record % MEASURES),
        LocalDate.of(FIRST_YEAR + 4, 1 + (int) (record % 12), 5),
        "o%03d".formatted(record % ORGS),
        Optional.empty(),
        Map.of("town", "t%02d".formatted(record % TOWNS)),
        BigDecimal.valueOf(1 + record % 1000));
  }

  private void bareInsert(long record) {
    transaction.executeWithoutResult(_ ->
        db.sql(
                "insert into ledger.posting (measure, on_day, org, members, quantity, standing, record_kind, record_id, actor, why) values (?, ?, ?, ?::jsonb, ?, 1, 'bare', ?, 'bench', 'bench')")
            .params(
                "bench.m%02d".formatted(record % MEASURES),
                LocalDate.of(FIRST_YEAR + 4, 1 + (int) (record % 12), 5),
                "o%03d".formatted(record % ORGS),
                "{\"town\": \"t%02d\"}".formatted(record % TOWNS),
                record % 1000,
                record)
            .update());
  }

  private static double median(int times, Supplier<?> work) {
    var took = new double[times];
    for (int warm = 0; warm < times; warm++) {
      var _ = work.get();
    }
    for (int i = 0; i < times; i++) {
      var started = System.nanoTime();
      var _ = work.get();
      took[i] = (System.nanoTime() - started) / 1e6;
    }
    Arrays.sort(took);
    return took[times / 2];
  }

  private static void bench(String name, double value, String unit) {
    System.out.printf("BENCH ledger.%s %.2f %s%n", name, value, unit);
  }
}
