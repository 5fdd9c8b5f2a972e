package cn.tongtu.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.sheet.Workbook;
import cn.tongtu.engine.value.Span;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Reason;
import cn.tongtu.ledger.View;
import cn.tongtu.register.Batch.Kind;
import cn.tongtu.register.EntrySearch;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.register.Registers;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A form and a file are read and refused alike, whatever a field holds. */
@SpringBootTest(
    properties = {"spring.application.name=closing", "tongtu.packs=src/test/packs/fields"})
class EveryFieldTest {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Reason SO = Reason.of("登记");

  @Autowired Importing importing;
  @Autowired Exporting exporting;
  @Autowired Imports imports;
  @Autowired RegisterKeeping keeping;
  @Autowired Registers registers;
  @Autowired Organisations organisations;
  @Autowired Ledger ledger;
  @Autowired JdbcClient db;
  @TempDir Path folder;

  private String org = "";
  private Actor.Staff clerk = new Actor.Staff(1, "nobody", Optional.empty(), "");

  @BeforeEach
  void known() {
    org = "every" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(org, "单位" + org, org));
    var person =
        db.sql("insert into identity.person (account, name) values (?, ?) returning id")
            .params(org, "名" + org)
            .query(Long.class)
            .single();
    db.sql(
            """
            with s as (
              insert into identity.seat (person, org, first_day) values (?, ?, '2020-01-01') returning id)
            insert into identity.held_role (seat, role, first_day) select id, 'clerk', '2020-01-01' from s
            """)
        .params(person, org)
        .update();
    clerk = new Actor.Staff(person, org, Optional.empty(), "10.1.1.1");
    db.sql(
            """
            with r as (
              insert into road.route (code, name, level, org, opened_on, source, invented)
              values ('X012', '清平线', 'COUNTY', ?, '2020-01-01', '试', true)
              on conflict (code) do nothing returning id)
            insert into road.section (route, seq, town, from_m, to_m, grade, surface, width, lanes)
            select id, 1, 'town', 0, 12345, '四级', '沥青', 6.5, 2 from r
            """)
        .param(org)
        .update();
    db.sql(
            """
            insert into portfolio.project (code, name, org, mode, origin, source, note, invented)
            values ('P-EVERY', '一号路改造', ?, '公路', 'PLANNED', '试', '', true)
            on conflict (code) do nothing
            """)
        .param(org)
        .update();
  }

  private Register every() {
    return registers.get("every");
  }

  private RecordRef add(Map<String, String> fields) {
    return keeping.add("every", new Written(org, fields, "试", "", false), clerk, SO);
  }

  private String held(RecordRef record, String field) {
    return db.sql(
            "select coalesce(%s::text, '') from register.r_every where id = ?".formatted(field))
        .param(record.id())
        .query(String.class)
        .single();
  }

  private static final Map<String, String> LABELS =
      Map.ofEntries(
          Map.entry("code", "编码"),
          Map.entry("count", "座数"),
          Map.entry("area", "面积"),
          Map.entry("rate", "完好率"),
          Map.entry("cost", "投资"),
          Map.entry("paid", "已付"),
          Map.entry("found", "发现日期"),
          Map.entry("month", "月份"),
          Map.entry("kind", "类别"),
          Map.entry("reason", "缘由"),
          Map.entry("done", "已完成"),
          Map.entry("keeper", "责任人"),
          Map.entry("unit", "责任单位"),
          Map.entry("project", "项目"),
          Map.entry("road", "路线"),
          Map.entry("parent", "上级记录"),
          Map.entry("stretch", "桩号段"),
          Map.entry("place", "位置"),
          Map.entry("along", "线位"),
          Map.entry("land", "范围"));

  private long paste(String... lines) {
    try {
      var file = folder.resolve("file" + NUMBERS.incrementAndGet());
      Files.write(file, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
      return importing.begin(every(), file, "", org, clerk);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private RecordRef imported(String field, String text) {
    var name = "行" + NUMBERS.incrementAndGet();
    var id = paste("名称\t说明\t" + LABELS.get(field), name + "\t导入\t" + text);
    assertThat(imports.causes(id, 9)).isEmpty();
    importing.take(every(), id, false, Reason.of("导入"), clerk);
    return new RecordRef(
        "register.every",
        db.sql("select id from register.r_every where name = ?")
            .param(name)
            .query(Long.class)
            .single());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "count; １２; 12",
        "count; 1,200; 1200",
        "area; 3.5; 3.5",
        "area; 1公顷; 15",
        "rate; 0.5%; 0.5",
        "rate; 99.5; 99.5",
        "cost; 3.5; 35000.00",
        "cost; 3.5万元; 35000.00",
        "cost; 35000元; 35000.00",
        "cost; ３．５万; 35000.00",
        "cost; 0.01元; 0.01",
        "paid; 35000.01; 35000.01",
        "paid; 1.2亿元; 120000000.00",
        "found; 2023.6.1; 2023-06-01",
        "found; 2023年6月1日; 2023-06-01",
        "found; 45078; 2023-06-01",
        "month; 2023年6月; 2023-06-01",
        "month; 2023-06; 2023-06-01",
        "done; 是; true",
        "done; √; true",
        "kind; 小桥; 小桥",
        "project; P-EVERY; P-EVERY",
        "project; 一号路改造; P-EVERY",
        "road; X012; X012",
        "road; 清平线; X012",
        "stretch; X012 K1+200–K3+400; X012 K1+200–K3+400",
        "stretch; x012，k1+200～k3+400; X012 K1+200–K3+400",
        "stretch; X012 1.2至3.4; X012 K1+200–K3+400",
        "stretch; X012 K5; X012 K5+000",
        "place; 110.5123, 27.3; {\"type\": \"Point\", \"coordinates\": [110.5123, 27.3]}",
        "along; 110.51 27.30|110.52 27.31; {\"type\": \"LineString\", \"coordinates\": [[110.51, 27.3], [110.52, 27.31]]}",
      })
  void whatCanOnlyBeMeantOneWayIsUnderstoodInFormAndFile(String field, String typed, String kept) {
    var text = typed.replace("|", "; ");
    assertThat(held(add(Map.of("name", "表单", field, text)), field)).isEqualTo(kept);
    assertThat(held(imported(field, text), field)).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "code; QL1; 应为两位字母加三位数字",
        "count; 三; 请写作 3",
        "count; 1.5; 不是整数",
        "area; 1.00001; 更细",
        "area; 3.5公里; 单位",
        "cost; 三点五; 请写作 3.5",
        "cost; 约300; 约300",
        "paid; 0.001; 更细",
        "found; 2023-02-30; 没有 30 日",
        "found; 2999-01-01; 不能晚于今天",
        "month; 六月; 不是月份",
        "done; 大概; 看不出是或否",
        "kind; 大乔; 请写作 大桥",
        "keeper; nobody-here; 没有账号",
        "unit; 没有的局; 没有单位“没有的局”",
        "project; P-NONE; 没有“P-NONE”",
        "road; X999; 没有“X999”",
        "parent; 没有的记录; 没有“没有的记录”",
        "parent; #999999; 没有第 999999 号记录",
        "stretch; K1+200–K3+400; 应为路线编号和起讫桩号",
        "stretch; X012 K3+400–K1+200; 请对调",
        "stretch; X012 K1+200–K99; K0+000–K12+345",
        "stretch; X998 K1–K2; 没有编号为“X998”的路线",
        "reason; 有人问起; 此处不填缘由",
        "place; 27.3, 110.5; 经纬度写反",
        "place; 大桥东头; 应为“经度, 纬度”",
        "along; 110.51 27.30; 至少要有 2 个点",
        "land; 110.5 27.3|110.6 27.4|110.6 27.3|110.5 27.4; 与自身相交",
      })
  void whatIsWrongIsRefusedInTheSameWordsByFormAndFile(String field, String typed, String said) {
    var text = typed.replace("|", "; ");
    assertThatThrownBy(() -> add(Map.of("name", "表单", field, text)))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(said);
    var id = paste("名称\t说明\t" + LABELS.get(field), "行\t导入\t" + text);
    assertThat(imports.counts(id)).isEqualTo(Map.of(Kind.WRONG, 1L));
    assertThat(imports.causes(id, 9).getFirst().chinese()).contains("!C2").contains(said);
  }

  @Test
  void peopleAndOrganisationsAreMeantByCodeOrByANameOfTheirOwn() {
    for (var text : List.of(org, "名" + org)) {
      assertThat(held(add(Map.of("name", "表单", "keeper", text)), "keeper")).isEqualTo(org);
      assertThat(held(imported("keeper", text), "keeper")).isEqualTo(org);
    }
    for (var text : List.of(org, "单位" + org)) {
      assertThat(held(add(Map.of("name", "表单", "unit", text)), "unit")).isEqualTo(org);
      assertThat(held(imported("unit", text), "unit")).isEqualTo(org);
    }
  }

  @Test
  void aRecordIsReferredToByNumberNameOrUniqueField() {
    var name = "上级" + NUMBERS.incrementAndGet();
    var parent = add(Map.of("name", name, "code", "QL%03d".formatted(NUMBERS.incrementAndGet())));
    var id = String.valueOf(parent.id());
    for (var text : List.of("#" + id, name, name + " #" + id, held(parent, "code"))) {
      assertThat(held(add(Map.of("name", "表单", "parent", text)), "parent")).isEqualTo(id);
      assertThat(held(imported("parent", text), "parent")).isEqualTo(id);
    }
    var _ = add(Map.of("name", name));
    assertThatThrownBy(() -> add(Map.of("name", "表单", "parent", name)))
        .hasMessageContaining("请写明编号")
        .hasMessageContaining("#" + id);
  }

  @Test
  void aFieldThatIsNotVisibleIsNotRequiredAndDoesNotStay() {
    assertThatThrownBy(() -> add(Map.of("name", "桥", "kind", "大桥"))).hasMessageContaining("请填写缘由");
    var bridge = add(Map.of("name", "桥", "kind", "大桥", "reason", "跨河"));
    keeping.correct(
        bridge, Map.of("name", "桥", "kind", "小桥", "reason", "跨河"), clerk, Reason.of("改"));
    assertThat(held(bridge, "reason")).isEmpty();
  }

  @Test
  void lengthsAndSumsOfMoneyAreComputedAndPosted() {
    var record =
        add(
            Map.of(
                "name",
                "段",
                "found",
                "2024-05-06",
                "stretch",
                "X012 K1+200–K3+400",
                "road",
                "X012",
                "cost",
                "3.5"));
    assertThat(held(record, "metres")).isEqualTo("2.2");
    assertThat(sum("every.length")).isEqualByComparingTo("2200");
    assertThat(sum("every.cost")).isEqualByComparingTo("35000");
  }

  private java.math.BigDecimal sum(String measure) {
    var cell = new Cell(measure, List.of(), Cell.When.over(Span.year(2024)));
    return ledger.amount(cell, View.of(org)).orElse(java.math.BigDecimal.ZERO);
  }

  @Test
  void whatGoesOutComesBackTheSame() throws IOException {
    var parent = add(Map.of("name", "上级" + org));
    var fields = new HashMap<String, String>();
    fields.putAll(
        Map.of(
            "name",
            "=全部",
            "code",
            "AB%03d".formatted(NUMBERS.incrementAndGet()),
            "remark",
            "第一行\n第二行",
            "count",
            "12",
            "area",
            "3.5",
            "rate",
            "0.5",
            "cost",
            "3.500001",
            "paid",
            "0.01"));
    fields.putAll(
        Map.of(
            "found",
            LocalDate.now(Words.CHINA).minusDays(1).toString(),
            "month",
            "2023-06",
            "kind",
            "大桥",
            "reason",
            "跨河",
            "done",
            "否",
            "keeper",
            org,
            "unit",
            org,
            "project",
            "P-EVERY"));
    fields.putAll(
        Map.of("road", "X012", "parent", "#" + parent.id(), "stretch", "X012 K1+200–K3+400"));
    fields.putAll(
        Map.of(
            "place",
            "110.512345678, 27.3",
            "along",
            "110.51 27.30; 110.52 27.31",
            "land",
            "110.5 27.3; 110.6 27.4; 110.6 27.3"));
    var _ = add(fields);
    var file = folder.resolve("out.xlsx");
    try (var out = Files.newOutputStream(file)) {
      exporting.write(new EntrySearch(every(), "", org, "", Map.of(), ""), "all", clerk, out);
    }
    var back = importing.begin(every(), file, "out.xlsx", org, clerk);
    assertThat(imports.causes(back, 9)).isEmpty();
    assertThat(imports.counts(back)).isEqualTo(Map.of(Kind.SAME, 2L));
    try (var book = Workbook.open(file, "out.xlsx");
        var rows = book.rows(book.sheets().getFirst())) {
      var columns = book.sheets().getFirst().columns();
      var pasted =
          rows.map(row ->
                  IntStream.rangeClosed(1, columns)
                      .mapToObj(row::text)
                      .map(text -> text.contains("\n") ? '"' + text + '"' : text)
                      .collect(Collectors.joining("\t")))
              .toArray(String[]::new);
      assertThat(imports.counts(paste(pasted))).isEqualTo(Map.of(Kind.SAME, 2L));
    }
  }
}
