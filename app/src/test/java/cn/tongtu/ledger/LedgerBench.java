package cn.tongtu.ledger;

import cn.tongtu.database.BenchServer;
import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.value.Span;
import cn.tongtu.pack.OwnPacks;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
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
  private static final int ROWS_A_COPY = 200_000;
  private static final Actor ACTOR = new Actor.Product("bench");

  private final JdbcClient db;
  private final DataSource source;
  private final Ledger ledger;
  private final Rollups rollups;
  private final TransactionTemplate transaction;

  private LedgerBench(DataSource source, Path packs) throws IOException {
    this.source = source;
    this.db = JdbcClient.create(source);
    var measures = new Measures(new OwnPacks(packs).put("measures/bench.yaml", declared()).packs());
    this.rollups = new Rollups(db, measures);
    this.ledger = new Ledger(measures, new Postings(db), rollups);
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
    settles();
  }

  private static String declared() {
    var yaml = new StringBuilder("measures:\n");
    for (int i = 0; i < MEASURES; i++) {
      yaml.append(
          "  bench.m%02d: {label: m, english: m, kind: flow, unit: 元, dimensions: [town], rolled: [town]}\n"
              .formatted(i));
    }
    return yaml.toString();
  }

  private void load(int postings) throws SQLException, IOException {
    var random = new Random(7);
    var started = System.nanoTime();
    for (int done = 0; done < postings; done += ROWS_A_COPY) {
      var rows = new StringBuilder(ROWS_A_COPY * 100);
      for (int i = 0; i < Math.min(ROWS_A_COPY, postings - done); i++) {
        rows.append(
            "bench.m%02d\t%s\to%03d\t\\N\t{\"town\": \"t%02d\"}\t%d\t1\tbench\t%d\tbench\tload\n"
                .formatted(
                    random.nextInt(MEASURES),
                    LocalDate.of(FIRST_YEAR, 1, 1).plusDays(random.nextInt(365 * YEARS)),
                    random.nextInt(ORGS),
                    random.nextInt(TOWNS),
                    random.nextInt(1_000_000),
                    done + i));
      }
      try (var connection = source.getConnection()) {
        connection
            .unwrap(PGConnection.class)
            .getCopyAPI()
            .copyIn(
                "copy ledger.posting (measure, on_day, org, subject, members, quantity, standing, record_kind, record_id, actor, why) from stdin",
                new StringReader(rows.toString()));
      }
      rollups.fold();
    }
    rollups.fold();
    rollups.fold();
    var seconds = (System.nanoTime() - started) / 1e9;
    System.out.printf("载入 loaded %,d postings with roll-ups in %.1f s%n", postings, seconds);
    bench("load", postings / seconds, "postings/s");
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
    var ours = median(15, () -> ledger.amounts(cells, View.everywhere()));
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
    var ours = median(15, () -> ledger.grid(measures, year));
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
    var sheet = ledger.sheet(cell, View.everywhere(), 0, 200);
    var took = median(9, () -> ledger.sheet(cell, View.everywhere(), 0, 200));
    System.out.printf("下钻 first 200 of %,d postings: %.1f ms%n", sheet.count(), took);
    bench("drill_down", took, "ms");
  }

  private void settles() throws Exception {
    var bare = throughput(1, 2_000, this::bareInsert);
    var one = throughput(1, 2_000, this::settle);
    var eight = throughput(8, 4_000, this::settle);
    System.out.printf(
        "结记 settles/s: one writer %.0f (bare insert %.0f), eight writers %.0f%n", one, bare, eight);
    bench("settle_cost", bare / one, "x of a bare insert");
    bench("settles_8_writers", eight, "settles/s");
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
    var movement =
        Movement.of(
            "bench.m%02d".formatted(record % MEASURES),
            LocalDate.of(FIRST_YEAR + 4, 1 + (int) (record % 12), 5),
            "o%03d".formatted(record % ORGS),
            Optional.empty(),
            Map.of("town", "t%02d".formatted(record % TOWNS)),
            BigDecimal.valueOf(record % 1000));
    transaction.executeWithoutResult(
        _ -> ledger.settle(new RecordRef("bench", record), List.of(movement), ACTOR, "bench"));
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
    var _ = work.get();
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
