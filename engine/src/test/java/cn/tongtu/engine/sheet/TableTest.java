package cn.tongtu.engine.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.sheet.ColumnMapping.Reason;
import cn.tongtu.engine.sheet.Table.Heading;
import cn.tongtu.engine.value.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table is found among titles, notes and totals, and its columns are matched to fields. */
class TableTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  @TempDir Path folder;

  private static Table table(String block) {
    try (var book = Workbook.pasted(block)) {
      return Table.propose(book, List.of()).getFirst();
    }
  }

  private static List<String> labels(Table table) {
    return table.headings().stream().map(Heading::full).toList();
  }

  private static List<Table.Role> roles(String block) {
    try (var book = Workbook.pasted(block)) {
      var table = Table.propose(book, List.of()).getFirst();
      try (var rows = table.rows(book)) {
        return rows.map(table::role).toList();
      }
    }
  }

  @Test
  void titleAndUnitLineAboveTheHeading() {
    var table =
        table(
            """
            2026年上半年农村公路养护工程台账

            填报单位：青溪县公路中心\t\t\t单位：万元、公里
            序号\t项目名称\t投资\t里程
            1\t东风桥加固\t35\t0.12
            """);
    assertThat(table.headFrom()).isEqualTo(4);
    assertThat(table.headTo()).isEqualTo(4);
    assertThat(labels(table)).containsExactly("序号", "项目名称", "投资", "里程");
    assertThat(table.units()).containsExactly(Unit.of("万元"), Unit.of("公里"));
  }

  @Test
  void headingAtTheTop() {
    var table = table("点位\t金额\n东风桥\t3\n西山路\t4\n");
    assertThat(table.headFrom()).isEqualTo(1);
    assertThat(labels(table)).containsExactly("点位", "金额");
  }

  @Test
  void unitsInHeadings() {
    var table = table("名称\t金额（万元）\t长度/公里\t面积(㎡)\t完成率（%）\t备注（选填）\t里程，单位：公里\n甲\t1\t2\t3\t4\t5\t6\n");
    assertThat(labels(table)).containsExactly("名称", "金额", "长度", "面积", "完成率", "备注（选填）", "里程");
    assertThat(
            table.headings().stream().map(heading -> heading.unit().map(Unit::symbol).orElse("")))
        .containsExactly("", "万元", "公里", "平方米", "%", "", "公里");
  }

  @Test
  void headingOfTwoLinesWithMergedGroups() throws IOException {
    var file =
        Books.withSheet(
                "<sheetData>"
                    + row(1, "青溪县投资台账")
                    + row(2, "项目名称", "投资（万元）", "", "开工时间")
                    + row(3, "", "计划", "完成", "")
                    + row(4, "甲", "乙", "1", "2")
                    + row(5, "东风桥", "35", "12", "2026.3.1")
                    + "</sheetData><mergeCells>"
                    + "<mergeCell ref=\"A1:D1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:C2\"/><mergeCell ref=\"D2:D3\"/></mergeCells>")
            .in(folder);
    try (var book = Workbook.open(file, "表.xlsx")) {
      var table = Table.propose(book, List.of()).getFirst();
      assertThat(List.of(table.headFrom(), table.headTo())).containsExactly(2, 4);
      assertThat(labels(table)).containsExactly("项目名称", "投资 计划", "投资 完成", "开工时间");
      assertThat(table.headings().get(2).unit()).contains(Unit.of("万元"));
      try (var rows = table.rows(book)) {
        assertThat(rows.map(SheetRow::number)).containsExactly(5);
      }
    }
  }

  private static String row(int number, String... texts) {
    var cells = new StringBuilder("<row r=\"" + number + "\">");
    for (int i = 0; i < texts.length; i++) {
      if (!texts[i].isEmpty()) {
        cells.append("<c r=\"").append(CellRange.address(number, i + 1));
        cells.append("\" t=\"inlineStr\"><is><t>").append(texts[i]).append("</t></is></c>");
      }
    }
    return cells + "</row>";
  }

  @Test
  void headingOfTwoLinesInText() {
    var table = table("项目名称\t投资\t\t开工时间\n\t计划\t完成\t\n东风桥\t35\t12\t2026.3.1\n");
    assertThat(table.headTo()).isEqualTo(2);
    assertThat(labels(table)).containsExactly("项目名称", "投资 计划", "投资 完成", "开工时间");
  }

  @Test
  void blankRowsAndColumnsBeforeTheTable() {
    var table = table("\n\n\t\t点位\t金额\n\n\t\t东风桥\t3\n");
    assertThat(table.headFrom()).isEqualTo(3);
    assertThat(table.headings()).extracting(Heading::column).containsExactly(3, 4);
  }

  @Test
  void totalsNotesAndRepeatedHeadings() {
    assertThat(
            roles(
                """
                序号\t名称\t金额\t备注
                1\t东风桥\t3\t
                \t小计\t3\t
                序号\t名称\t金额\t备注
                2\t合计路口改造\t4\t注：夜间施工
                3\t合计\t5\t地名
                合  计\t\t7\t
                注：本表不含乡道。
                填表人：张三\t\t审核人：李四
                """))
        .containsExactly(
            Table.Role.DATA,
            Table.Role.TOTAL,
            Table.Role.HEADING,
            Table.Role.DATA,
            Table.Role.DATA,
            Table.Role.TOTAL,
            Table.Role.NOTE,
            Table.Role.NOTE);
  }

  @Test
  void callerNamesTheHeadingItself() {
    try (var book = Workbook.pasted("东风桥\t3\n西山路\t4\n")) {
      var none = Table.of(book.sheets().getFirst(), 1, 0);
      try (var rows = none.rows(book)) {
        assertThat(rows).hasSize(2);
      }
      var mapping = ColumnMapping.propose(none, List.of()).with(2, "cost");
      assertThat(mapping.ofColumn(2)).isPresent();
    }
  }

  @Test
  void sheetWithTheExpectedHeadingsComesFirst() throws IOException {
    var file =
        Books.withRows(row(1, "说明", "请按此填写") + row(2, "甲", "乙"))
            .part(
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                    + "<Relationship Id=\"r2\" Type=\"x/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/></Relationships>")
            .workbook(
                "",
                "<sheet name=\"说明\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"数据\" sheetId=\"2\" r:id=\"r2\"/>")
            .part(
                "xl/worksheets/sheet2.xml",
                Books.sheet(
                    "<sheetData>" + row(1, "点位", "金额") + row(2, "东风桥", "3") + "</sheetData>"))
            .in(folder);
    try (var book = Workbook.open(file, "表.xlsx")) {
      var fields = List.of(field("site", "点位"), field("cost", "金额"));
      assertThat(Table.propose(book, fields))
          .extracting(table -> table.sheet().name())
          .containsExactly("数据", "说明");
    }
  }

  private static SheetField field(String id, String label) {
    return SheetField.of(id, label, new CellKind.Text());
  }

  private static ColumnMapping mapping(String heading, SheetField... fields) {
    return ColumnMapping.propose(
        table(heading + "\n" + "值\t".repeat(heading.split("\t").length) + "\n"), List.of(fields));
  }

  @Test
  void columnsAreMatchedByWhatPeopleWrite() {
    var fields =
        new SheetField[] {
          field("name", "项目名称"),
          new SheetField("site", "点位", List.of("地点"), List.of("桩点"), new CellKind.Text()),
          new SheetField("finder", "发现人", List.of(), List.of("巡查人"), new CellKind.Text()),
          field("due_on", "整改期限"),
          field("owner", "建设单位"),
          field("kind", "隐患类别"),
        };
    var matches = mapping("xmmc\t地 点\t巡查人\tdue_on\t建设单位名称\t隐患类型", fields).matches();
    assertThat(matches)
        .extracting(ColumnMapping.Match::field)
        .containsExactly("name", "site", "finder", "due_on", "owner", "kind");
    assertThat(matches)
        .extracting(ColumnMapping.Match::reason)
        .containsExactly(
            Reason.INITIALS,
            Reason.ALIAS,
            Reason.FORMER_LABEL,
            Reason.ID,
            Reason.PART,
            Reason.TYPO);
    assertThat(matches.getFirst().confidence()).isLessThan(matches.get(1).confidence());
  }

  @Test
  void exactLabelWinsOverLikeness() {
    var mapping = mapping("名称\t项目名称\t备注", field("name", "项目名称"), field("site", "点位"));
    assertThat(mapping.matches())
        .singleElement()
        .extracting(ColumnMapping.Match::column)
        .isEqualTo(2);
    assertThat(mapping.ofField("site")).isEmpty();
  }

  @Test
  void labelUnderAGroupAndMarksOfRequiredColumns() {
    var mapping =
        mapping(
            "*项目名称\t金额（万元）：\t发现时间*",
            field("name", "项目名称"),
            field("cost", "金额"),
            field("found", "发现时间"));
    assertThat(mapping.matches())
        .extracting(ColumnMapping.Match::reason)
        .containsOnly(Reason.LABEL);
    assertThat(mapping.matches()).hasSize(3);
  }

  @Test
  void rememberedMappingIsKeptByFingerprint() {
    var first = mapping("甲\t乙\t丙", field("name", "项目名称"), field("site", "点位"));
    assertThat(first.matches()).isEmpty();
    var chosen = first.with(1, "name").with(3, "site").with(2, "site");
    assertThat(chosen.matches()).extracting(ColumnMapping.Match::column).containsExactly(1, 2);
    var remembered = chosen.toRemember();
    assertThat(remembered).isEqualTo(Map.of("甲", "name", "乙", "site"));
    var again = table("甲\t乙（必填）\t丙\n1\t2\t3\n");
    assertThat(again.fingerprint()).isNotEqualTo(first.table().fingerprint());
    assertThat(table("甲\t乙\t 丙 \n4\t5\t6\n").fingerprint()).isEqualTo(first.table().fingerprint());
    var second = ColumnMapping.propose(first.table(), first.fields(), remembered);
    assertThat(second.matches())
        .extracting(ColumnMapping.Match::reason)
        .containsOnly(Reason.REMEMBERED);
    assertThat(second.without(1).matches()).hasSize(1);
  }

  @Test
  void rowsCarryPositionAndProblems() {
    try (var book = Workbook.pasted("单位：万元\n点位\t投入\n东风桥\t3.5\n\n西山路\t三点五\n")) {
      var fields =
          List.of(field("site", "点位"), SheetField.of("cost", "投入", new CellKind.Sum(Unit.YUAN)));
      var table = Table.propose(book, fields).getFirst();
      try (var rows = ColumnMapping.propose(table, fields).rows(book, TODAY)) {
        var read = rows.toList();
        assertThat(Shown.text(read.get(0).value("cost"), new CellKind.Sum(Unit.YUAN)))
            .isEqualTo("35000");
        assertThat(read.get(1).row().number()).isEqualTo(5);
        assertThat(read.get(1).problems())
            .extracting(CellProblem::place)
            .containsExactly("粘贴的内容!B5");
      }
    }
  }
}
