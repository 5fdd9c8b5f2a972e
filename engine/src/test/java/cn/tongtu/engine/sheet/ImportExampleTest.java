package cn.tongtu.engine.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.value.Money;
import cn.tongtu.engine.value.Unit;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a register imports and exports, from the file to the file. */
class ImportExampleTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  private final List<SheetField> fields =
      List.of(
          new SheetField("site", "点位", List.of("点位名称", "地点"), List.of(), new CellKind.Text()),
          new SheetField("found", "发现时间", List.of("检查日期"), List.of(), new CellKind.Day()),
          SheetField.of("cost", "整改投入", new CellKind.Sum(Unit.of("万元"))));

  @Test
  void pastedBlockIsUnderstoodRowByRow() {
    var block =
        """
        点位名称\t检查日期\t整改投入（万元）
        东风桥\t2023.6.1\t3.5
        \"西山路口
        北侧\"\t2023年6月2日\t4000元
        南门站\t2023.13.1\t三点五
        合计\t\t3.9
        """;
    try (var workbook = Workbook.pasted(block)) {
      var table = Table.propose(workbook, fields).getFirst();
      var mapping = ColumnMapping.propose(table, fields);
      try (var rows = mapping.rows(workbook, TODAY)) {
        var read = rows.toList();
        assertThat(read.get(0).value("cost"))
            .isEqualTo(new CellValue.Sum(new Money(new BigDecimal("35000"))));
        assertThat(read.get(1).value("site")).isEqualTo(new CellValue.Text("西山路口\n北侧"));
        assertThat(read.get(1).value("cost"))
            .isEqualTo(new CellValue.Sum(new Money(new BigDecimal("4000"))));
        assertThat(read.get(2).problems())
            .extracting(CellProblem::chinese)
            .containsExactly(
                "粘贴的内容!B4“2023.13.1”没有 13 月。", "粘贴的内容!C4“三点五”是中文数字，数值列只认阿拉伯数字，请写作 3.5。");
        assertThat(read.get(3).role()).isEqualTo(Table.Role.TOTAL);
      }
    }
  }

  @Test
  void whatIsWrittenComesBack(@TempDir Path folder) throws Exception {
    var columns =
        List.of(
            SheetColumn.of("编号", new CellKind.Code()).asHidden(),
            SheetColumn.of("点位", new CellKind.Text()),
            SheetColumn.of("发现时间", new CellKind.Day()),
            SheetColumn.of("整改投入", new CellKind.Sum(Unit.of("万元"))).withSum());
    List<CellValue> row =
        List.of(
            new CellValue.Text("330327199001011234"),
            new CellValue.Text("=HYPERLINK(\"x\")"),
            new CellValue.Day(LocalDate.of(2023, 6, 1)),
            new CellValue.Sum(new Money(new BigDecimal("35000.01"))));
    var file = folder.resolve("台账.xlsx");
    try (var out = Files.newOutputStream(file);
        var writer = new WorkbookWriter(out)) {
      try (var sheet = writer.sheet("整改通知书", columns)) {
        sheet.row(row);
      }
    }
    var known =
        columns.stream()
            .map(column -> SheetField.of(column.label(), column.label(), column.kind()))
            .toList();
    try (var workbook = Workbook.open(file, "台账.xlsx")) {
      var table = Table.propose(workbook, known).getFirst();
      var mapping = ColumnMapping.propose(table, known);
      try (var rows = mapping.rows(workbook, TODAY)) {
        var read = rows.collect(Collectors.toList());
        assertThat(read.getFirst().values().values()).containsExactlyElementsOf(row);
        assertThat(read.getLast().role()).isEqualTo(Table.Role.TOTAL);
      }
      var bytes = new ByteArrayOutputStream();
      WrongRows.write(workbook, table, Map.of(2, "编号重复"), bytes);
      assertThat(bytes.size()).isPositive();
    }
  }
}
