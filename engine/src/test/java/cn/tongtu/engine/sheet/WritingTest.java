package cn.tongtu.engine.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.value.Money;
import cn.tongtu.engine.value.Unit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in the files that are written, as other programs see them. */
class WritingTest {
  private static final CellKind MANY =
      new CellKind.OneOf(
          IntStream.range(0, 100)
              .mapToObj(i -> new CellKind.Option("c" + i, "第" + i + "类隐患", List.of()))
              .toList());
  private static final List<SheetColumn> COLUMNS =
      List.of(
          SheetColumn.of("记录号", new CellKind.Code()).asHidden(),
          SheetColumn.of("点位", new CellKind.Text()),
          SheetColumn.of("发现日期", new CellKind.Day()),
          SheetColumn.of("投入", new CellKind.Sum(Unit.YUAN)).withSum(),
          SheetColumn.of("是否完成", new CellKind.YesNo()),
          SheetColumn.of("类别", MANY));

  @TempDir Path folder;

  private static List<CellValue> row(String text) {
    return List.of(
        new CellValue.Text("1"),
        new CellValue.Text(text),
        new CellValue.Day(LocalDate.of(2023, 6, 1)),
        new CellValue.Sum(new Money(new BigDecimal("1234567.89"))),
        new CellValue.YesNo(true),
        new CellValue.Chosen("c7"));
  }

  private static byte[] written() {
    var out = new ByteArrayOutputStream();
    try (var book = new WorkbookWriter(out)) {
      try (var sheet = book.sheet("整改[通知]书", COLUMNS)) {
        sheet.row(row("=1+1"));
        sheet.row(row("@SUM(A1)"));
      }
      book.notes("说明", List.of("请勿修改隐藏的列。"));
    }
    return out.toByteArray();
  }

  @Test
  void looksAndRulesOfTheSheet() throws IOException {
    try (var book = new XSSFWorkbook(new ByteArrayInputStream(written()))) {
      var sheet = book.getSheetAt(0);
      assertThat(book.getSheetName(0)).isEqualTo("整改_通知_书");
      assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
      assertThat(sheet.getCTWorksheet().getAutoFilter().getRef()).isEqualTo("A1:F3");
      assertThat(sheet.isColumnHidden(0)).isTrue();
      assertThat(sheet.getDataValidations()).hasSize(2);
      assertThat(book.isSheetHidden(book.getSheetIndex("选项1"))).isTrue();
      assertThat(sheet.getColumnWidth(1)).isGreaterThan(8 * 256 - 1);
      var first = sheet.getRow(1);
      assertThat(first.getCell(1).getCellType()).isEqualTo(CellType.STRING);
      assertThat(first.getCell(1).getCellStyle().getQuotePrefixed()).isTrue();
      assertThat(DateUtil.isCellDateFormatted(first.getCell(2))).isTrue();
      assertThat(first.getCell(2).getLocalDateTimeCellValue()).isEqualTo("2023-06-01T00:00");
      assertThat(first.getCell(3).getCellStyle().getDataFormatString()).isEqualTo("#,##0.00");
      var foot = sheet.getRow(3);
      assertThat(foot.getCell(1).getStringCellValue()).isEqualTo("合计");
      assertThat(foot.getCell(3).getCellFormula()).isEqualTo("SUBTOTAL(109,D2:D3)");
      assertThat(foot.getCell(3).getNumericCellValue()).isEqualTo(2469135.78);
    }
  }

  @Test
  void anotherLibraryReadsTheSame() throws IOException {
    try (var book = new ReadableWorkbook(new ByteArrayInputStream(written()));
        var rows = book.getFirstSheet().openStream()) {
      var read = rows.toList();
      assertThat(read).hasSize(4);
      assertThat(read.get(1).getCellAsString(1)).contains("=1+1");
      assertThat(read.get(1).getCell(1).getFormula()).isNull();
      assertThat(read.get(1).getCellAsDate(2)).contains(LocalDate.of(2023, 6, 1).atStartOfDay());
      assertThat(read.get(1).getCellAsNumber(3)).contains(new BigDecimal("1234567.89"));
      assertThat(read.get(1).getCellAsString(5)).contains("第7类隐患");
      assertThat(read.get(3).getCell(3).getFormula()).isEqualTo("SUBTOTAL(109,D2:D3)");
      assertThat(read.get(3).getCellRawValue(3)).contains("2469135.78");
    }
  }

  @Test
  void csvIsSafeToOpenAndKnownAsUtf8() {
    var out = new ByteArrayOutputStream();
    try (var csv = new CsvWriter(out, COLUMNS)) {
      csv.row(row("=cmd|' /C calc'!A0"));
      csv.row(row("-5"));
    }
    var text = out.toString(StandardCharsets.UTF_8);
    assertThat(text)
        .startsWith("\ufeff记录号,点位,发现日期,投入（元）")
        .contains(",'=cmd|' /C calc'!A0,", ",'-5,");
    assertThat(text).contains(",2023-06-01,1234567.89,是,第7类隐患\r\n");
  }

  @Test
  void opensInLibreOfficeAndComesBackFromIt() throws Exception {
    Assumptions.assumeTrue(
        Files.exists(Path.of("/usr/lib/libreoffice/program/libsclo.so")),
        "LibreOffice Calc is not on this machine: not checked");
    var file = Files.write(folder.resolve("written.xlsx"), written());
    for (var format : List.of("xls", "xlsx")) {
      var out = Files.createDirectory(folder.resolve(format));
      var process =
          new ProcessBuilder(
                  "/usr/bin/soffice",
                  "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                  "--headless",
                  "--convert-to",
                  format,
                  "--outdir",
                  out.toString(),
                  file.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("soffice.log").toFile())
              .start();
      assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
      try (var book = Workbook.open(out.resolve("written." + format), "written")) {
        var fields =
            COLUMNS.stream()
                .map(column -> SheetField.of(column.label(), column.label(), column.kind()))
                .toList();
        var table = Table.propose(book, fields).getFirst();
        assertThat(table.sheet().hiddenColumns()).contains(1);
        try (var rows =
            ColumnMapping.propose(table, fields).rows(book, LocalDate.of(2026, 11, 21))) {
          var read = rows.toList();
          assertThat(read.get(0).values().values())
              .as(format)
              .containsExactlyElementsOf(row("=1+1"));
          assertThat(read.get(1).values().values()).containsExactlyElementsOf(row("@SUM(A1)"));
          assertThat(read.get(2).role()).isEqualTo(Table.Role.TOTAL);
          assertThat(read.get(2).row().text(4)).isEqualTo("2469135.78");
        }
      }
    }
  }

  @Test
  void wrongRowsComeAsTheSameSheetWithARedColumn() throws IOException {
    var source = folder.resolve("台账.xlsx");
    Files.write(source, written());
    var out = new ByteArrayOutputStream();
    try (var book = Workbook.open(source, "台账.xlsx")) {
      var table = Table.propose(book.sheets().getFirst(), List.of()).orElseThrow();
      WrongRows.write(book, table, Map.of(3, "“@SUM(A1)”不是点位"), out);
    }
    try (var copy = new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
      var sheet = copy.getSheetAt(0);
      assertThat(sheet.getSheetName()).isEqualTo("整改_通知_书");
      assertThat(sheet.getLastRowNum()).isEqualTo(1);
      assertThat(sheet.getRow(1).getCell(1).getStringCellValue()).isEqualTo("@SUM(A1)");
      assertThat(DateUtil.isCellDateFormatted(sheet.getRow(1).getCell(2))).isTrue();
      assertThat(sheet.getRow(0).getCell(6).getStringCellValue()).isEqualTo(WrongRows.NOTES);
      assertThat(sheet.getRow(1).getCell(6).getStringCellValue()).contains("不是点位");
      assertThat(sheet.getRow(1).getCell(6).getCellStyle().getFontIndex())
          .isNotEqualTo(sheet.getRow(1).getCell(1).getCellStyle().getFontIndex());
      assertThat(sheet.isColumnHidden(0)).isTrue();
    }
    var mended = Files.write(folder.resolve("退回.xlsx"), out.toByteArray());
    try (var book = Workbook.open(mended, "退回.xlsx")) {
      var fields = List.of(SheetField.of("site", "点位", new CellKind.Text()));
      var table = Table.propose(book, fields).getFirst();
      try (var rows = ColumnMapping.propose(table, fields).rows(book, LocalDate.of(2026, 1, 1))) {
        assertThat(rows.map(row -> row.value("site")))
            .containsExactly(new CellValue.Text("@SUM(A1)"));
      }
    }
  }
}
