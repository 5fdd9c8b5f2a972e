package cn.tongtu.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.calendar.WorkCalendars;
import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.Filter;
import cn.tongtu.engine.value.Span;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Measures;
import cn.tongtu.ledger.Reason;
import cn.tongtu.ledger.View;
import cn.tongtu.pack.OwnPacks;
import cn.tongtu.pack.Packs;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.StartupProblem;
import cn.tongtu.testkit.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

@SpringBootTest(
    properties = "spring.application.name=closing") // Its organisations stay out of the sample.
class RegisterTest {
  private static final WorkCalendars CALENDARS = new WorkCalendars(Packs.builtIn());
  private static final Actor CLERK = new Actor.Product("经办");

  @Autowired RegisterKeeping keeping;
  @Autowired RegisterRecords records;
  @Autowired Ledger ledger;
  @Autowired Organisations organisations;

  @BeforeEach
  void known() {
    for (var code : List.of("one", "two", "three")) {
      organisations.put(new Organisation(code, code, code));
    }
  }

  @Test
  void anOrganisationThatDoesNotExistIsRefusedByName() {
    assertThatThrownBy(
            () -> add("tree", Map.of("name", "一号路", "kind", "施工", "opened_on", "2025-03-04")))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("没有这个单位 (org)：tree，是否为 three？");
    assertThat(held("tree", "施工")).isZero();
  }

  @Test
  void aRecordPostsWhatItsDeclarationSays() {
    add("one", Map.of("name", "一号路施工", "kind", "施工", "opened_on", "2025-03-04"));
    add("one", Map.of("name", "配电设备", "kind", "设备采购", "opened_on", "2025-03-05"));
    assertThat(held("one", "施工")).isEqualByComparingTo("1");
    assertThat(held("one", "设备采购")).isEqualByComparingTo("1");
  }

  @Test
  void aCorrectionMovesTheFigure() {
    var tender = add("two", Map.of("name", "一号路", "kind", "施工", "opened_on", "2025-03-04"));
    keeping.correct(
        tender,
        Map.of("name", "一号路", "kind", "监理", "opened_on", "2025-03-04"),
        CLERK,
        Reason.of("类别填错"));
    assertThat(held("two", "施工")).isZero();
    assertThat(held("two", "监理")).isEqualByComparingTo("1");
    assertThat(ledger.history(tender)).hasSize(3);
    assertThat(records.card(tender).orElseThrow().title()).isEqualTo("一号路");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "kind; 施公; 不在可选项",
        "kind; 施公; 请写作 施工",
        "opened_on; 三月初; 不是日期",
        "opened_on; 2025-02-30; 没有 30 日",
        "price; 十万; 请写作 100000",
        "price; 1.00001; 更细",
        "prise; 1; 是否为 price",
        "name; '  '; 请填写",
      })
  void whatIsNotOfTheFieldsTypeIsRefusedAndNothingIsWritten(
      String field, String text, String message) {
    var fields = new HashMap<>(Map.of("name", "一号路", "kind", "施工", "opened_on", "2025-03-04"));
    fields.put(field, text);
    var before = ledger.count();
    assertThatThrownBy(() -> add("three", fields))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining(message);
    assertThat(ledger.count()).isEqualTo(before);
  }

  /** Two clerks correct the same record at once: the ledger ends at what the record says. */
  @Test
  void twoWhoCorrectAtOnceLeaveTheLedgerAtWhatTheRecordSays() throws Exception {
    for (int round = 0; round < 10; round++) {
      var org = "race" + round;
      organisations.put(new Organisation(org, org, org));
      var tender = add(org, Map.of("name", "一号路", "kind", "施工", "opened_on", "2025-03-04"));
      var barrier = new CyclicBarrier(2);
      try (var clerks = Executors.newFixedThreadPool(2)) {
        var work = new ArrayList<Future<?>>();
        for (var kind : List.of("监理", "设备采购")) {
          work.add(
              clerks.submit(() -> {
                barrier.await(10, TimeUnit.SECONDS);
                keeping.correct(
                    tender,
                    Map.of("name", "一号路", "kind", kind, "opened_on", "2025-03-04"),
                    CLERK,
                    Reason.of("更正"));
                return null;
              }));
        }
        for (var each : work) {
          each.get(30, TimeUnit.SECONDS);
        }
      }
      var says =
          records.card(tender).orElseThrow().lines().stream()
              .filter(line -> line.label().chinese().equals("招标类别"))
              .findFirst()
              .orElseThrow()
              .value();
      assertThat(held(org, says)).isEqualByComparingTo("1");
      assertThat(held(org, "施工").add(held(org, "监理")).add(held(org, "设备采购")))
          .isEqualByComparingTo("1");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "measure: tender.hold, on: day, quantity: 1, dimensions: {kind: kind}; 是否为 tender.held",
        "measure: tender.held, on: kind, quantity: 1, dimensions: {kind: kind}; on 须为日期或月份字段",
        "measure: tender.held, on: day, quantity: 1; 维度",
        "measure: tender.held, on: day, quantity: area, dimensions: {kind: kind}; 不能换算",
        "measure: tender.held, on: day, quantity: kind, dimensions: {kind: kind}; 须为整数、数量或金额字段",
        "measure: tender.held, on: day, quantity: 1, dimensions: {kind: kinds}; 没有字段 kinds",
        "measure: tender.held, on: day, quantity: 1, dimensions: {kind: kind}, when: {kind: [丙]}; 不在可选值中",
        "measure: tender.held, on: day, quantity: 1, dimensions: {kind: kind}, wenn: {}; 是否为 when",
        "measure: tender.held, on: day, quantity: 1, dimensions: {kind: trade}; 没有成员 施公，是否为 施工",
        "measure: tender.held, on: day, quantity: 1, dimensions: {kind: other}; 字段 other 须为选择字段",
      })
  void aWrongDeclarationIsNamedWithFileAndLine(String post, String message, @TempDir Path folder)
      throws IOException {
    var own =
        new OwnPacks(folder)
            .put(
                "registers/own.yaml",
                """
                register: own
                label: 自有台账
                english: Own
                title: kind
                fields:
                  kind: {label: 类, english: Kind, type: choice, of: tender_kind}
                  day: {label: 日, english: Day, type: date}
                  area: {label: 面积, english: Area, type: quantity, unit: 亩}
                  trade: {label: 类, english: Trade, type: choice, of: [施公, 监理]}
                  other: {label: 另, english: Other, type: text}
                posts:
                  - {%s}
                """
                    .formatted(post));
    assertThatThrownBy(() -> new Registers(own.packs(), new Measures(Packs.builtIn()), CALENDARS))
        .hasMessageContaining("own.yaml:12:")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"to", "window", "id", "_state", "Name"})
  void aFieldThatCouldBeNoColumnIsRefused(String name, @TempDir Path folder) throws IOException {
    var own = new OwnPacks(folder);
    own.put("registers/own.yaml", declared(name + ": {label: 某, english: Some, type: text}"));
    assertThatThrownBy(() -> new Registers(own.packs(), new Measures(Packs.builtIn()), CALENDARS))
        .hasMessageContaining("own.yaml:7:")
        .hasMessageContaining(name);
  }

  @Test
  void aFieldAddedToADeclarationAddsAColumnAndLosesNothing(@TempDir Path folder)
      throws IOException {
    try (var database = TestDatabase.fresh()) {
      var own = new OwnPacks(folder);
      own.put("registers/own.yaml", declared("name: {label: 名称, english: Name, type: text}"));
      var measures = new Measures(Packs.builtIn());
      var first = new Registers(own.packs(), measures, CALENDARS);
      tables(first, database).afterPropertiesSet();
      var entries = new Entries(database.jdbc());
      var own1 = first.find("own").orElseThrow();
      var id = entries.add(own1, Entry.begun(own1, "org", Map.of("name", "旧记录"), "来源", "", false));

      own.put(
          "registers/own.yaml",
          declared(
              "name: {label: 名称, english: Name, type: text}\n  due: {label: 期限, english: Due, type: date}"));
      var second = new Registers(own.packs(), measures, CALENDARS);
      tables(second, database).afterPropertiesSet();

      assertThat(entries.find(second.find("own").orElseThrow(), id))
          .map(Entry::values)
          .hasValue(Map.of("name", "旧记录"));
    }
  }

  @Test
  void aColumnIsNeverReadAsSomethingElseThanItWasKeptAs(@TempDir Path folder) throws IOException {
    try (var database = TestDatabase.fresh()) {
      var own = new OwnPacks(folder);
      own.put(
          "registers/own.yaml",
          declared(
              "name: {label: 名称, english: Name, type: text}\n  cost: {label: 投资, english: Cost, type: quantity, unit: 万元}"));
      tables(new Registers(own.packs(), new Measures(Packs.builtIn()), CALENDARS), database)
          .afterPropertiesSet();
      tables(new Registers(own.packs(), new Measures(Packs.builtIn()), CALENDARS), database)
          .afterPropertiesSet();
      var _ =
          database
              .jdbc()
              .sql(
                  "insert into register.r_own (org, source, note, invented, name, cost) values ('one', '', '', false, '桥', 3)")
              .update();
      own.put(
          "registers/own.yaml",
          declared(
              "name: {label: 名称, english: Name, type: text}\n  cost: {label: 投资, english: Cost, type: money, unit: 万元}"));
      var retyped =
          tables(new Registers(own.packs(), new Measures(Packs.builtIn()), CALENDARS), database);
      assertThatThrownBy(retyped::afterPropertiesSet)
          .isInstanceOf(StartupProblem.class)
          .hasMessageContaining("cost")
          .hasMessageContaining("新的字段编号");
    }
  }

  private static String declared(String fields) {
    return "register: own\nlabel: 自有\nenglish: Own\ntitle: name\ncovers: [S055]\nfields:\n  "
        + fields
        + "\n";
  }

  private RecordRef add(String org, Map<String, String> fields) {
    return keeping.add(
        "tender", new Written(org, fields, "test", "", false), CLERK, Reason.of("登记"));
  }

  private BigDecimal held(String org, String kind) {
    var cell =
        new Cell(
            "tender.held", List.of(Filter.only("kind", kind)), Cell.When.over(Span.year(2025)));
    return ledger.amount(cell, View.of(org)).orElse(BigDecimal.ZERO);
  }

  private static RegisterTables tables(Registers registers, TestDatabase database) {
    return Published.tables(registers, database, "");
  }
}
