package cn.tongtu.demo;

import cn.tongtu.Tongtu;
import cn.tongtu.engine.sheet.CellKind;
import cn.tongtu.engine.sheet.CellValue;
import cn.tongtu.engine.sheet.SheetColumn;
import cn.tongtu.engine.sheet.WorkbookWriter;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.testkit.DemoClient;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * {@code ./tongtu bench register [RECORDS]}: a register with so many records as people use it, by
 * HTTP with rendering: its list with filters and a sort, its sums, 100,000 rows in with their
 * postings, and out. The rival of the list is one query that also counts, as lists are often made,
 * on the same table with the same indexes.
 */
final class RegisterBench {
  private static final int ROWS = 100_000;
  private static final String LIST =
      "/registers/rectification?org=qx-highways&state=mending&sort=-due_on";

  private final JdbcClient db;
  private final DemoClient clerk;
  private final Path folder;

  private RegisterBench(JdbcClient db, DemoClient clerk, Path folder) {
    this.db = db;
    this.clerk = clerk;
    this.folder = folder;
  }

  public static void main(String[] args) throws IOException {
    var records = args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]);
    var data = Path.of("target", "bench-register").toAbsolutePath();
    FileSystemUtils.deleteRecursively(data.toFile());
    try (var application =
        SpringApplication.run(
            Tongtu.class,
            "--tongtu.data=" + data,
            "--server.port=0",
            "--tongtu.rate.pages=100000")) {
      var _ = application.getBean(Sample.class).load(new SampleFolder(Optional.empty()));
      var port = application.getEnvironment().getProperty("local.server.port", Integer.class, 0);
      new RegisterBench(
              application.getBean(JdbcClient.class),
              DemoClient.signedIn(port, "demo-clerk"),
              Files.createDirectories(data.resolve("bench")))
          .run(records);
    }
    FileSystemUtils.deleteRecursively(data.toFile());
  }

  private void run(int records) throws IOException {
    fill(records);
    list();
    in();
    out();
  }

  /** Notices of forty organisations, six states, three years; the dear ones are rare. */
  private void fill(int records) {
    db.sql(
            """
            insert into register.r_rectification
              (org, source, note, invented, problem, site, severity, found_on, due_on, cost, _number, _state)
            select orgs[1 + n %% cardinality(orgs)], 'bench', '', true, '问题 ' || n, '点位 ' || n %% 997,
                   case n %% 7 when 0 then '重大' else '一般' end, date '2024-01-01' + n %% 1000,
                   date '2024-02-01' + n %% 1000, (n %% 5000) / 100.0, '测〔2024〕' || n || '号',
                   (array['draft', 'issued', 'mending', 'check', 'closed', 'closed'])[1 + (n / 40) %% 6]
              from (select array_agg(code) orgs from (
                     select code from identity.organisation order by code <> 'qx-highways', code limit 40) o) o,
                   generate_series(1, %d) n
            """
                .formatted(records))
        .update();
    db.sql("vacuum (analyze) register.r_rectification").update();
  }

  private void list() {
    var first = read(LIST);
    var last = LIST + "&page=" + lastPage(first);
    var raw =
        """
        select *, count(*) over () total, sum(cost) over () costs from register.r_rectification
         where org = 'qx-highways' and _state = 'mending' order by due_on desc, id desc limit 100
        """;
    var ours = median(41, () -> read(LIST));
    var end = median(41, () -> read(last));
    var rival = median(41, () -> db.sql(raw).query().listOfRows());
    var all = median(9, () -> read("/registers/rectification"));
    var sums =
        median(
            9,
            () ->
                db.sql("select sum(cost) from register.r_rectification")
                    .query(Double.class)
                    .single());
    System.out.printf(
        "台账列表 list, two filters and a sort: first %.1f ms, last %.1f ms; one query of the rival %.1f ms; everything with its sums %.0f ms, the sum alone %.0f ms%n",
        ours, end, rival, all, sums);
    bench("list_ratio", rival / ours, "x");
    bench("list_first", ours, "ms");
    bench("list_last", end, "ms");
    bench("list_everything", all, "ms");
    bench("sums", sums, "ms");
  }

  private static int lastPage(String html) {
    var pages = Pattern.compile("page=(\\d+)").matcher(html);
    var last = 1;
    while (pages.find()) {
      last = Math.max(last, Integer.parseInt(Objects.requireNonNull(pages.group(1))));
    }
    return last;
  }

  private void in() throws IOException {
    var file = folder.resolve("rows.xlsx");
    write(file);
    var started = System.nanoTime();
    var form = new LinkedMultiValueMap<String, Object>();
    form.add("_csrf", clerk.csrf());
    form.add("org", "qx-quality");
    form.add("file", new FileSystemResource(file));
    var looked = post("/registers/inspection/import", form);
    var address = Pattern.compile("/registers/inspection/import/\\d+").matcher(looked);
    if (!address.find()) {
      throw new IllegalStateException("Not taken in: " + looked);
    }
    var checked = seconds(started);
    var take = new LinkedMultiValueMap<String, Object>();
    take.add("_csrf", DemoClient.token(looked));
    post(address.group() + "/take", take);
    var seconds = seconds(started);
    var there =
        db.sql("select count(*) from register.r_inspection where org = 'qx-quality'")
            .query(Long.class)
            .single();
    var postings =
        db.sql(
                "select count(*) from ledger.posting where record_kind = 'register.inspection' and org = 'qx-quality'")
            .query(Long.class)
            .single();
    if (there < ROWS || postings < ROWS) {
      throw new IllegalStateException(there + " records and " + postings + " postings came in");
    }
    System.out.printf(
        "导入 import of %,d rows: checked after %.1f s, taken with %,d postings after %.1f s%n",
        ROWS, checked, postings, seconds);
    bench("import", seconds, "s");
  }

  private static void write(Path file) throws IOException {
    var columns =
        List.of(
            SheetColumn.of("检查", new CellKind.Text()),
            SheetColumn.of("类别", new CellKind.Text()),
            SheetColumn.of("领域", new CellKind.Text()),
            SheetColumn.of("检查日期", new CellKind.Day()),
            SheetColumn.of("检查点位", new CellKind.Whole(Unit.ONE)),
            SheetColumn.of("限时整改问题", new CellKind.Whole(Unit.ONE)));
    try (var book = new WorkbookWriter(Files.newOutputStream(file));
        var sheet = book.sheet("检查", columns)) {
      for (int n = 0; n < ROWS; n++) {
        sheet.row(
            List.of(
                new CellValue.Text("检查 " + n),
                new CellValue.Text("安全隐患排查"),
                new CellValue.Text(n % 2 == 0 ? "道路交通" : "在建工地"),
                new CellValue.Day(LocalDate.of(2025, 1, 1).plusDays(n % 365)),
                new CellValue.Amount(BigDecimal.valueOf(n % 20)),
                new CellValue.Amount(BigDecimal.valueOf(n % 3))));
      }
    }
  }

  private void out() {
    var file = folder.resolve("out.xlsx");
    var started = System.nanoTime();
    clerk
        .client()
        .get()
        .uri("/registers/inspection/export?org=qx-quality&columns=all")
        .exchange(
            (_, answer) -> Files.copy(answer.getBody(), file, StandardCopyOption.REPLACE_EXISTING));
    var seconds = seconds(started);
    System.out.printf(
        "导出 export of %,d rows: %.1f s, %,d KB; heap at most %,d MB%n",
        ROWS, seconds, file.toFile().length() / 1024, Runtime.getRuntime().maxMemory() >> 20);
    bench("export", seconds, "s");
  }

  private String read(String path) {
    return body(clerk.client().get().uri(path).retrieve().body(String.class));
  }

  private String post(String path, MultiValueMap<String, Object> form) {
    return body(clerk.client().post().uri(path).body(form).retrieve().body(String.class));
  }

  private static String body(@Nullable String html) {
    return String.valueOf(html);
  }

  private static double seconds(long started) {
    return (System.nanoTime() - started) / 1e9;
  }

  private static double median(int times, Runnable work) {
    var took = new double[times];
    for (int i = -times; i < times; i++) {
      var started = System.nanoTime();
      work.run();
      took[Math.max(i, 0)] = (System.nanoTime() - started) / 1e6;
    }
    Arrays.sort(took);
    return took[times / 2];
  }

  private static void bench(String name, double value, String unit) {
    System.out.printf("BENCH register.%s %.2f %s%n", name, value, unit);
  }
}
