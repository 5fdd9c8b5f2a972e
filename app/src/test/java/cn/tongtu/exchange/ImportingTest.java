package cn.tongtu.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.engine.sheet.SheetField;
import cn.tongtu.engine.sheet.Workbook;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.Batch.Kind;
import cn.tongtu.register.EntrySearch;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.register.Registers;
import cn.tongtu.register.SheetFields;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Stale;
import cn.tongtu.shared.WrongField;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Spreadsheets in and out of registers, as clerks use them. */
@SpringBootTest(properties = "spring.application.name=closing") // Without the sample.
class ImportingTest {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Reason SO = Reason.of("导入");
  private static final String HEADING = "问题\t点位\t等级\t发现日期\t整改投入（万元）\t整改人";

  @Autowired Importing importing;
  @Autowired Exporting exporting;
  @Autowired Imports imports;
  @Autowired RegisterKeeping keeping;
  @Autowired Registers registers;
  @Autowired Ledger ledger;
  @Autowired Organisations organisations;
  @Autowired JdbcClient db;
  @TempDir Path folder;

  private String org = "";
  private Actor.Staff clerk = new Actor.Staff(1, "nobody", Optional.empty(), "");

  @BeforeEach
  void people() {
    org = "importing" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(org, org, org));
    clerk = staff(org);
  }

  private Actor.Staff staff(String of) {
    var name = "importing" + NUMBERS.incrementAndGet();
    var person =
        db.sql("insert into identity.person (account, name) values (?, ?) returning id")
            .params(name, name)
            .query(Long.class)
            .single();
    if (!of.isEmpty()) {
      db.sql(
              """
              with s as (
                insert into identity.seat (person, org, first_day) values (?, ?, '2020-01-01') returning id)
              insert into identity.held_role (seat, role, first_day) select id, 'clerk', '2020-01-01' from s
              """)
          .params(person, of)
          .update();
    }
    return new Actor.Staff(person, name, Optional.empty(), "10.1.1.1");
  }

  private Register register(String id) {
    return registers.find(id).orElseThrow();
  }

  private String label(String field) {
    return SheetFields.of(register("tender")).stream()
        .filter(one -> one.id().equals(field))
        .map(SheetField::label)
        .findFirst()
        .orElseThrow();
  }

  private Register notices() {
    return register("rectification");
  }

  private long paste(Register register, String... lines) {
    return begin(register, String.join("\n", lines).getBytes(StandardCharsets.UTF_8), "");
  }

  private long begin(Register register, byte[] content, String name) {
    try {
      var file = folder.resolve("file" + NUMBERS.incrementAndGet());
      Files.write(file, content);
      return importing.begin(register, file, name, org, clerk);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a column holds in the records of this test, the oldest first. */
  private List<String> mine(String register, String column) {
    return db.sql(
            "select %s::text from register.r_%s where org = ? order by id"
                .formatted(column, register))
        .param(org)
        .query(String.class)
        .list();
  }

  private String held(RecordRef record, String column) {
    return db.sql(
            "select coalesce(%s::text, '') from %s where id = ?"
                .formatted(column, record.kind().replace("register.", "register.r_")))
        .param(record.id())
        .query(String.class)
        .single();
  }

  private List<String> wrong(long id) {
    return imports.causes(id, 100).stream().map(Imports.Cause::chinese).toList();
  }

  /** Rows as they would be copied out of the exported workbook. */
  private String exported(Register register, UnaryOperator<String> changing) {
    try {
      var file = folder.resolve("out" + NUMBERS.incrementAndGet());
      try (var out = Files.newOutputStream(file)) {
        exporting.write(new EntrySearch(register, "", org, "", Map.of(), ""), "all", clerk, out);
      }
      try (var book = Workbook.open(file, "out.xlsx");
          var rows = book.rows(book.sheets().getFirst())) {
        var columns = book.sheets().getFirst().columns();
        return rows.map(row ->
                changing.apply(
                    IntStream.rangeClosed(1, columns)
                        .mapToObj(row::text)
                        .collect(Collectors.joining("\t"))))
            .collect(Collectors.joining("\n"));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private RecordRef notice(String problem, String cost) {
    return keeping.add(
        "rectification",
        new Written(
            org,
            Map.of(
                "problem",
                problem,
                "site",
                "南溪桥",
                "severity",
                "重大",
                "found_on",
                "2026-03-05",
                "cost",
                cost,
                "mender",
                clerk.name()),
            "",
            "",
            false),
        clerk,
        Reason.of("登记"));
  }

  @Test
  void wrongRowsAreNamedMendedAndTakenAndTheGoodOnesMayGoFirst() throws IOException {
    var id =
        paste(
            notices(),
            HEADING,
            "护栏缺失\t南溪桥\t重大\t2026.3.5\t3.5\t" + clerk.name(),
            "坑槽\tK3+200\t一般\t2026年3月6日\t35000元\t",
            "标志倒伏\tK4\t一般\t2026-03-07\t三点五\t",
            "路肩塌陷\tK5\t严重\t2026-03-08\t\t",
            "\tK6\t一般\t2026-03-08\t\t没有这个人");
    assertThat(imports.counts(id)).isEqualTo(Map.of(Kind.NEW, 2L, Kind.WRONG, 3L));
    assertThat(wrong(id))
        .anyMatch(said -> said.contains("!E4") && said.contains("三点五") && said.contains("3.5"))
        .anyMatch(said -> said.contains("!C5") && said.contains("严重"))
        .anyMatch(said -> said.contains("!A6") && said.contains("请填写问题"))
        .anyMatch(said -> said.contains("!F6") && said.contains("没有账号 没有这个人"));
    assertThatThrownBy(() -> importing.take(notices(), id, false, SO, clerk))
        .isInstanceOfSatisfying(
            WrongField.class, refused -> assertThat(refused.field()).isEqualTo("partly"));
    assertThat(mine("rectification", "id")).isEmpty();

    importing.take(notices(), id, true, SO, clerk);
    assertThat(mine("rectification", "cost")).containsExactly("3.5", "3.5");
    assertThat(mine("rectification", "mender").getFirst()).isEqualTo(clerk.name());

    var back = folder.resolve("wrong.xlsx");
    try (var out = Files.newOutputStream(back)) {
      importing.wrongRows(notices(), id, clerk, out);
    }
    try (var book = Workbook.open(back, "wrong.xlsx");
        var rows = book.rows(book.sheets().getFirst())) {
      var lines = rows.map(row -> row.text(1) + row.text(5) + row.text(7)).toList();
      assertThat(lines).hasSize(4);
      assertThat(lines.get(1)).startsWith("标志倒伏三点五").contains("3.5");
    }
    var mended =
        paste(
            notices(),
            HEADING,
            "标志倒伏\tK4\t一般\t2026-03-07\t3.5\t",
            "路肩塌陷\tK5\t重大\t2026-03-08\t\t",
            "积水\tK6\t一般\t2026-03-08\t\t");
    importing.take(notices(), mended, false, SO, clerk);
    assertThat(mine("rectification", "id")).hasSize(5);
  }

  @Test
  void whatWasExportedComesBackTheSameAndOnlyChangedCellsAreWritten() {
    var first = notice("=1+1 护栏", "12.50");
    var second = notice("坑槽", "3");
    var same = paste(notices(), exported(notices(), line -> line));
    assertThat(imports.counts(same)).isEqualTo(Map.of(Kind.SAME, 2L));

    var changed =
        paste(
            notices(),
            exported(notices(), line -> line.replace("\t12.5\t", "\t清空\t").replace("草稿", "已销号")));
    assertThat(imports.counts(changed)).isEqualTo(Map.of(Kind.SAME, 1L, Kind.CHANGED, 1L));
    assertThat(imports.rows(changed, Kind.CHANGED, 0, 10).getFirst().changes())
        .isEqualTo(Map.of("cost", List.of("12.5 万元", "")));
    importing.take(notices(), changed, false, SO, clerk);
    assertThat(held(first, "cost")).isEmpty();
    assertThat(held(first, "_state")).isEqualTo("draft");
    assertThat(held(first, "_revision")).isEqualTo("2");
    assertThat(
            db.sql(
                    "select deed from register.step where register = 'rectification' and record = ? order by id desc limit 1")
                .param(first.id())
                .query(String.class)
                .single())
        .isEqualTo("corrected");
    assertThat(held(second, "_revision")).isEqualTo("1");
  }

  @Test
  void aRecordThatChangedSinceItWasExportedIsAConflict() {
    var record = notice("护栏", "1");
    var sheet = exported(notices(), line -> line.replace("南溪桥", "北溪桥"));
    keeping.correct(record, Map.of("site", "东溪桥"), clerk, Reason.of("现场核实"));
    var id = paste(notices(), sheet);
    assertThat(imports.counts(id)).isEqualTo(Map.of(Kind.CONFLICT, 1L));
    assertThat(imports.rows(id, Kind.CONFLICT, 0, 1).getFirst().changes())
        .isEqualTo(Map.of("site", List.of("东溪桥", "北溪桥")));
    assertThatThrownBy(() -> importing.take(notices(), id, true, SO, clerk))
        .isInstanceOf(WrongField.class);
  }

  @Test
  void whatChangesBetweenCheckingAndTakingIsSeen() {
    var record = notice("护栏", "1");
    var id = paste(notices(), exported(notices(), line -> line.replace("南溪桥", "北溪桥")));
    db.sql("update register.r_rectification set _revision = _revision + 1 where id = ?")
        .param(record.id())
        .update();
    assertThatThrownBy(() -> importing.take(notices(), id, false, SO, clerk))
        .isInstanceOf(Stale.class)
        .hasMessageContaining("1 行");
    assertThat(held(record, "site")).isEqualTo("南溪桥");
  }

  @Test
  void theRecordsArePostedAndOneEntryOfTheTrailTellsOfAll() {
    var id =
        begin(
            register("tender"),
            "项目名称,类别,开标日期\n一号路,施工,45078\n二号路,监理,2023.6.1\n"
                .replace("项目名称", label("name"))
                .replace("类别", label("kind"))
                .replace("开标日期", label("opened_on"))
                .getBytes(Charset.forName("GB18030")),
            "招标.xls");
    assertThat(wrong(id)).isEmpty();
    importing.take(register("tender"), id, false, SO, clerk);
    // Pressed once more.
    importing.take(register("tender"), id, false, SO, clerk);
    assertThat(mine("tender", "opened_on")).containsExactly("2023-06-01", "2023-06-01");
    assertThat(mine("tender", "source")).containsOnly("招标.xls");
    for (var kept : mine("tender", "id")) {
      assertThat(ledger.history(new RecordRef("register.tender", Long.parseLong(kept)))).hasSize(1);
    }
    assertThat(
            db.sql(
                    "select after from identity.audit where record_kind = 'import' and record_id = ?")
                .param(id)
                .query(String.class)
                .single())
        .contains("tender", "招标.xls", "\"new\" : \"2\"");
  }

  @Test
  void ofTwoWhoTakeTheSameFileAtOnceOneDoesAndTheOtherIsTold() throws Exception {
    var sheet = HEADING + "\n护栏\t南溪桥\t重大\t2026-03-05\t1\t\n坑槽\tK3\t一般\t2026-03-05\t1\t";
    var first = paste(notices(), sheet);
    var second = paste(notices(), sheet);
    var barrier = new CyclicBarrier(2);
    var told = new AtomicInteger();
    try (var people = Executors.newFixedThreadPool(2)) {
      var deeds = new ArrayList<Future<?>>();
      for (var id : List.of(first, second)) {
        deeds.add(
            people.submit(() -> {
              barrier.await(10, TimeUnit.SECONDS);
              try {
                importing.take(notices(), id, false, SO, clerk);
              } catch (Stale stale) {
                told.incrementAndGet();
              }
              return null;
            }));
      }
      for (var deed : deeds) {
        deed.get(60, TimeUnit.SECONDS);
      }
    }
    assertThat(told).hasValue(1);
    assertThat(mine("rectification", "id")).hasSize(2);
  }

  @Test
  void nothingIsWrittenForOthersAndReferencesToNothingSayWhichRow() {
    var other = "importing" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(other, other, other));
    var id =
        paste(
            notices(),
            HEADING + "\t单位\t项目\t编号\t记录标识",
            "护栏\tK1\t重大\t2026-03-05\t\t\t" + other + "\t\t\t",
            "护栏\tK2\t重大\t2026-03-05\t\t\t\tNOWHERE\t\t",
            "护栏\tK3\t重大\t2026-03-05\t\t\t\t\t整改〔1999〕001号\t",
            "护栏\tK4\t重大\t2026-03-05\t\t\t\t\t\ttender/1");
    assertThat(imports.counts(id)).isEqualTo(Map.of(Kind.WRONG, 4L));
    assertThat(wrong(id))
        .anyMatch(said -> said.contains("!G2") && said.contains("您无权登记"))
        .anyMatch(said -> said.contains("!H3") && said.contains("NOWHERE"))
        .anyMatch(said -> said.contains("!I4") && said.contains("没有编号为"))
        .anyMatch(said -> said.contains("!J5") && said.contains("不是本台账的记录"));
  }

  @Test
  void columnsAreChosenByAPersonAndRemembered() {
    var lines = new String[] {"甲\t乙\t丙\t丁", "护栏\t南溪桥\t重大\t2026-03-05", "坑槽\tK3\t一般\t2026-03-05"};
    var id = paste(notices(), lines);
    var layout = importing.get(notices(), id, clerk).layout();
    importing.check(
        notices(),
        id,
        new Importing.Place(layout.sheet(), layout.headFrom(), layout.headTo()),
        Map.of(1, "problem", 2, "site", 3, "severity", 4, "found_on"),
        org,
        clerk);
    assertThat(imports.counts(id)).isEqualTo(Map.of(Kind.NEW, 2L));
    var again = paste(notices(), lines);
    assertThat(imports.counts(again)).isEqualTo(Map.of(Kind.NEW, 2L));
    assertThatThrownBy(() ->
            importing.check(
                notices(),
                id,
                new Importing.Place(layout.sheet(), layout.headFrom(), layout.headTo()),
                Map.of(1, "problem", 2, "problem"),
                org,
                clerk))
        .isInstanceOf(WrongField.class);
  }

  @Test
  void nobodySeesAnothersFileAndWhoMayWriteNothingHandsNothingIn() {
    var id = paste(notices(), HEADING, "护栏\t南溪桥\t重大\t2026-03-05\t1\t");
    var other = staff(org);
    var nobody = staff("");
    assertThatThrownBy(() -> importing.get(notices(), id, other)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> importing.take(notices(), id, false, SO, other))
        .isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> importing.take(notices(), id, false, SO, nobody))
        .isInstanceOf(Forbidden.class);
    assertThatThrownBy(() ->
            begin(
                notices(), "PK\u0003\u0004 no zip".getBytes(StandardCharsets.ISO_8859_1), "a.xlsx"))
        .isInstanceOfSatisfying(
            WrongField.class, refused -> assertThat(refused.field()).isEqualTo("file"));
  }
}
