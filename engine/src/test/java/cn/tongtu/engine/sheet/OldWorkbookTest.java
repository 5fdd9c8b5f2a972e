package cn.tongtu.engine.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.sheet.SheetCell.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.util.CellRangeAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** .xls of Excel 97 to 2003, and .et of older WPS, which is the same. */
class OldWorkbookTest {
  @TempDir Path folder;

  @Test
  void everySortOfCellOnEverySheet() throws IOException {
    var file = folder.resolve("台账.et");
    try (var book = new HSSFWorkbook();
        var out = Files.newOutputStream(file)) {
      var first = book.createSheet("表一");
      var row = first.createRow(0);
      row.createCell(0).setCellValue("点位");
      row.createCell(1).setCellValue(1234.56);
      row.createCell(2).setCellValue(true);
      row.createCell(3).setCellErrorValue(FormulaError.REF);
      row.createCell(4).setCellFormula("B1*2");
      row.createCell(5).setCellFormula("A1&\"!\"");
      var day = row.createCell(6);
      day.setCellValue(LocalDate.of(2023, 6, 1));
      var style = book.createCellStyle();
      style.setDataFormat(book.createDataFormat().getFormat("yyyy-mm-dd"));
      day.setCellStyle(style);
      row.createCell(7).setCellValue(12);
      row.createCell(8).setCellValue(13);
      first.createRow(3).createCell(2).setCellValue("隐");
      first.getRow(3).setZeroHeight(true);
      first.setColumnHidden(1, true);
      var _ = first.addMergedRegion(new CellRangeAddress(5, 6, 0, 2));
      book.getCreationHelper().createFormulaEvaluator().evaluateAll();
      var second = book.createSheet("底稿");
      second.createRow(70).createCell(0).setCellValue("后");
      book.setSheetHidden(1, true);
      book.write(out);
    }
    try (var book = Workbook.open(file, "台账.et")) {
      assertThat(book.sheets()).extracting(Worksheet::name).containsExactly("表一", "底稿");
      assertThat(book.sheets()).extracting(Worksheet::hidden).containsExactly(false, true);
      var sheet = book.sheets().getFirst();
      var row = sheet.head().getFirst();
      assertThat(row.cells().stream().map(SheetCell::text))
          .containsExactly(
              "点位", "1234.56", "是", "#REF!", "2469.12", "点位!", "2023-06-01", "12", "13");
      assertThat(row.cell(4).content()).isEqualTo(new Content.Fault("#REF!"));
      assertThat(row.cell(5).formula()).isTrue();
      assertThat(sheet.hiddenRows()).isEqualTo(1);
      assertThat(sheet.hiddenColumns()).containsExactly(2);
      assertThat(sheet.merges()).extracting(CellRange::toString).containsExactly("A6:C7");
      assertThat(book.sheets().getLast().lastRow()).isEqualTo(71);
    }
  }
}
