package cn.tongtu.engine.sheet;

import java.util.HashMap;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/** The looks of cells, each made once: a workbook holds 64,000 at most. */
final class Styles {
  private final SXSSFWorkbook book;
  private final Map<String, CellStyle> made = new HashMap<>();

  Styles(SXSSFWorkbook book) {
    this.book = book;
  }

  CellStyle format(String code) {
    return made.computeIfAbsent("f" + code, _ -> formatted(code));
  }

  /** Text that begins as a formula does: also when somebody edits it, it stays text. */
  CellStyle armedText() {
    return made.computeIfAbsent(
        "armed",
        _ -> {
          var style = formatted("@");
          style.setQuotePrefixed(true);
          return style;
        });
  }

  CellStyle heading() {
    return made.computeIfAbsent("heading", _ -> heading(IndexedColors.GREY_25_PERCENT, false));
  }

  CellStyle footer(String code) {
    return made.computeIfAbsent(
        "t" + code,
        _ -> {
          var style = formatted(code);
          style.setFont(bold());
          style.setBorderTop(BorderStyle.THIN);
          return style;
        });
  }

  /** The red column that says what is wrong. */
  CellStyle problem() {
    return made.computeIfAbsent(
        "problem",
        _ -> {
          var style = formatted("@");
          var font = book.createFont();
          font.setColor(IndexedColors.RED.getIndex());
          style.setFont(font);
          style.setWrapText(true);
          return style;
        });
  }

  CellStyle problemHeading() {
    return made.computeIfAbsent("problems", _ -> heading(IndexedColors.RED, true));
  }

  private Font bold() {
    var font = book.createFont();
    font.setBold(true);
    return font;
  }

  private CellStyle formatted(String code) {
    var style = book.createCellStyle();
    style.setDataFormat(book.createDataFormat().getFormat(code));
    style.setVerticalAlignment(VerticalAlignment.CENTER);
    return style;
  }

  private CellStyle heading(IndexedColors fill, boolean white) {
    var style = formatted("@");
    var font = bold();
    if (white) {
      font.setColor(IndexedColors.WHITE.getIndex());
    }
    style.setFont(font);
    style.setFillForegroundColor(fill.getIndex());
    style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
    style.setAlignment(HorizontalAlignment.CENTER);
    style.setBorderBottom(BorderStyle.THIN);
    style.setWrapText(true);
    return style;
  }
}
