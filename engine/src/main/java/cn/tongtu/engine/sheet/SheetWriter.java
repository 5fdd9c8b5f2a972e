package cn.tongtu.engine.sheet;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** Writes one sheet row by row. */
final class SheetWriter implements TableWriter {
  private static final int NARROWEST = 8;
  private static final int WIDEST = 50;

  /** Before it the two ways of counting days part. */
  private static final LocalDate FIRST_SERIAL = LocalDate.of(1900, 3, 1);

  private final SXSSFWorkbook book;
  private final Styles styles;
  private final SXSSFSheet page;
  private final List<SheetColumn> columns;
  private final CellStyle[] formats;
  private final int[] widths;
  private final BigDecimal[] sums;
  private int rows = 1;

  SheetWriter(SXSSFWorkbook book, Styles styles, SXSSFSheet page, List<SheetColumn> columns) {
    this.book = book;
    this.styles = styles;
    this.page = page;
    this.columns = columns;
    formats = new CellStyle[columns.size()];
    widths = new int[columns.size()];
    sums = new BigDecimal[columns.size()];
    Arrays.fill(sums, BigDecimal.ZERO);
    heading();
  }

  private void heading() {
    var row = page.createRow(0);
    for (int i = 0; i < columns.size(); i++) {
      var column = columns.get(i);
      formats[i] = styles.format(Shown.format(column.kind()));
      // The filter's arrow takes three letters.
      widths[i] = Math.max(NARROWEST, Widths.of(column.heading()) + 3);
      var cell = row.createCell(i);
      cell.setCellValue(XlsxParts.escaped(column.heading()));
      cell.setCellStyle(styles.heading());
      page.setDefaultColumnStyle(i, formats[i]);
    }
    page.createFreezePane(0, 1);
  }

  @Override
  public void row(List<CellValue> values) {
    var row = page.createRow(rows++);
    for (int i = 0; i < values.size(); i++) {
      write(row, i, values.get(i));
    }
  }

  private void write(SXSSFRow row, int i, CellValue value) {
    var kind = columns.get(i).kind();
    if (value instanceof CellValue.Blank) {
      return;
    }
    var cell = row.createCell(i);
    var number = Shown.number(value, kind).filter(SheetWriter::isKept);
    var day = day(value);
    if (number.isPresent()) {
      cell.setCellValue(number.get().doubleValue());
      cell.setCellStyle(formats[i]);
      sums[i] = sums[i].add(number.get());
      widen(i, Shown.text(value, kind) + "0,000");
    } else if (day != null) {
      cell.setCellValue((double) Serials.serial(day));
      cell.setCellStyle(formats[i]);
      widen(i, "2026-12-31 ");
    } else {
      text(cell, Shown.text(value, kind));
      widen(i, Shown.text(value, kind));
    }
  }

  private static @Nullable LocalDate day(CellValue value) {
    var day =
        value instanceof CellValue.Day(var read)
            ? read
            : value instanceof CellValue.Month(var month) ? month.atDay(1) : null;
    return day == null || day.isBefore(FIRST_SERIAL) || day.getYear() > 9999 ? null : day;
  }

  /** A numeric cell keeps 15 digits; what has more is written as text. */
  private static boolean isKept(BigDecimal number) {
    return number.stripTrailingZeros().precision() <= Digits.KEPT.getPrecision();
  }

  private void text(Cell cell, String text) {
    cell.setCellValue(XlsxParts.escaped(text));
    cell.setCellStyle(Formulas.isArmed(text) ? styles.armedText() : styles.format("@"));
  }

  private void widen(int i, String text) {
    widths[i] = Math.max(widths[i], Math.min(WIDEST, Widths.of(text) + 1));
  }

  @Override
  public void close() {
    int last = rows - 1;
    if (!columns.isEmpty() && last > 0) {
      var _ = page.setAutoFilter(new CellRangeAddress(0, last, 0, columns.size() - 1));
    }
    if (last > 0 && columns.stream().anyMatch(SheetColumn::summed)) {
      foot(last);
    }
    for (int i = 0; i < columns.size(); i++) {
      page.setColumnWidth(i, widths[i] * 256);
      page.setColumnHidden(i, columns.get(i).hidden());
      Choices.put(book, page, i, Math.max(last, 1000), columns.get(i).kind());
    }
  }

  /** A sum of what the filter shows, with its value for readers that do not calculate. */
  private void foot(int last) {
    var row = page.createRow(rows);
    boolean named = false;
    for (int i = 0; i < columns.size(); i++) {
      var column = columns.get(i);
      if (column.summed()) {
        var cell = row.createCell(i);
        var letters = CellRange.letters(i + 1);
        cell.setCellFormula("SUBTOTAL(109," + letters + "2:" + letters + (last + 1) + ")");
        cell.setCellValue(sums[i].doubleValue());
        cell.setCellStyle(styles.footer(Shown.format(column.kind())));
      } else if (!named && !column.hidden()) {
        named = true;
        var cell = row.createCell(i);
        cell.setCellValue("合计");
        cell.setCellStyle(styles.footer("@"));
      }
    }
  }
}
