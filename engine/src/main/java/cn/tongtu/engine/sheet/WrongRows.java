package cn.tongtu.engine.sheet;

import cn.tongtu.engine.sheet.SheetCell.Content;
import java.io.OutputStream;
import java.util.Map;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.jspecify.annotations.Nullable;

/**
 * The wrong rows of a table as the same sheet (退回表): title and heading as they were, below them
 * only the rows that need mending, each with a red note. Mended, it goes in as any other file.
 */
public final class WrongRows {
  /** The heading of the notes; no field is called like this. */
  public static final String NOTES = "导入问题（改好后可删除本列）";

  private static final int NOTE_WIDTH = 60;

  private final Table table;
  private final SXSSFSheet page;
  private final Styles styles;
  private final int noteColumn;
  private final int[] widths;
  private int written;

  private WrongRows(Table table, WorkbookWriter writer) {
    this.table = table;
    page = writer.page(table.sheet().name());
    styles = writer.styles();
    noteColumn = table.sheet().columns();
    widths = new int[noteColumn];
  }

  /**
   * @param notes what is wrong, by the rows' numbers in the file
   */
  public static void write(
      Workbook workbook, Table table, Map<Integer, String> notes, OutputStream out) {
    try (var writer = new WorkbookWriter(out)) {
      var copy = new WrongRows(table, writer);
      try (var rows = workbook.rows(table.sheet())) {
        rows.filter(row -> row.number() <= copy.lastOfHead() || notes.containsKey(row.number()))
            .forEach(row -> copy.copy(row, notes.get(row.number())));
      }
      copy.finish();
    }
  }

  private int lastOfHead() {
    return Math.max(table.headTo(), table.headFrom() - 1);
  }

  private void copy(SheetRow row, @Nullable String note) {
    boolean head = row.number() <= lastOfHead();
    // The head keeps its place, so that its merged blocks do.
    written = head ? row.number() - 1 : Math.max(written + 1, lastOfHead());
    var line = page.createRow(written);
    row.cells().forEach(cell -> put(line, cell, head));
    if (note != null) {
      var cell = line.createCell(noteColumn);
      cell.setCellValue(XlsxParts.escaped(note));
      cell.setCellStyle(styles.problem());
    } else if (row.number() == table.headTo()) {
      var cell = line.createCell(noteColumn);
      cell.setCellValue(NOTES);
      cell.setCellStyle(styles.problemHeading());
    }
  }

  private void put(SXSSFRow line, SheetCell cell, boolean head) {
    var copy = line.createCell(cell.column() - 1);
    var style = head && cell.row() >= table.headFrom() ? styles.heading() : null;
    switch (cell.content()) {
      case Content.Number number -> {
        copy.setCellValue(Serials.since1900(number).doubleValue());
        copy.setCellStyle(style != null ? style : styles.format(number.format().code()));
      }
      case Content.Truth(var value) -> copy.setCellValue(value);
      case Content.Text _, Content.Fault _, Content.Empty _, Content.Uncalculated _ -> {
        var text = cell.text();
        copy.setCellValue(XlsxParts.escaped(text));
        copy.setCellStyle(
            style != null
                ? style
                : Formulas.isArmed(text) ? styles.armedText() : styles.format("@"));
      }
    }
    if (cell.row() >= table.headFrom()) {
      int at = cell.column() - 1;
      widths[at] = Math.max(widths[at], Math.min(NOTE_WIDTH, Widths.of(cell.text()) + 2));
    }
  }

  private void finish() {
    for (var range : table.sheet().merges()) {
      boolean several = range.lastRow() > range.firstRow() || range.width() > 1;
      if (range.lastRow() <= lastOfHead() && several) {
        var _ =
            page.addMergedRegionUnsafe(
                new CellRangeAddress(
                    range.firstRow() - 1,
                    range.lastRow() - 1,
                    range.firstColumn() - 1,
                    range.lastColumn() - 1));
      }
    }
    for (int i = 0; i < noteColumn; i++) {
      page.setColumnWidth(i, Math.max(8, widths[i]) * 256);
      page.setColumnHidden(i, table.sheet().hiddenColumns().contains(i + 1));
    }
    page.setColumnWidth(noteColumn, NOTE_WIDTH * 256);
    page.createFreezePane(0, lastOfHead());
  }
}
