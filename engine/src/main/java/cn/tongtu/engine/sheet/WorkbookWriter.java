package cn.tongtu.engine.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.util.WorkbookUtil;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/**
 * Writes a workbook (写工作簿) as .xlsx, keeping a hundred rows at a time: sheets with a frozen
 * heading, filter, lists to choose from and sums, and sheets of plain words. Written out when it is
 * closed.
 */
public final class WorkbookWriter implements AutoCloseable {
  private static final int ROWS_KEPT = 100;
  private static final int NOTE_WIDTH = 100;

  private final OutputStream out;
  private final SXSSFWorkbook book = new SXSSFWorkbook(ROWS_KEPT);
  private final Styles styles = new Styles(book);

  /** Closing does not close the stream. */
  public WorkbookWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Begins a sheet with its heading; the sheet is complete once its writer is closed.
   *
   * @param name cut and cleaned to what a sheet may be called
   */
  public TableWriter sheet(String name, List<SheetColumn> columns) {
    return new SheetWriter(book, styles, page(name), List.copyOf(columns));
  }

  /** A sheet of plain words, a line each (说明). */
  public void notes(String name, List<String> lines) {
    var page = page(name);
    page.setColumnWidth(0, NOTE_WIDTH * 256);
    for (int i = 0; i < lines.size(); i++) {
      var cell = page.createRow(i).createCell(0);
      cell.setCellValue(XlsxParts.escaped(lines.get(i)));
      cell.setCellStyle(styles.armedText());
    }
  }

  SXSSFSheet page(String name) {
    var safe = WorkbookUtil.createSafeSheetName(name.isBlank() ? "Sheet" : name, '_');
    var unique = safe;
    for (int i = 2; book.getSheet(unique) != null; i++) {
      var mark = "(" + i + ")";
      unique = safe.substring(0, Math.min(safe.length(), 31 - mark.length())) + mark;
    }
    return book.createSheet(unique);
  }

  Styles styles() {
    return styles;
  }

  @Override
  public void close() {
    try (book) {
      // What choices refer to stands on a hidden sheet; it may not be the first that is seen.
      for (int i = 0; i < book.getNumberOfSheets(); i++) {
        if (book.getSheetVisibility(i) == SheetVisibility.VISIBLE) {
          book.setActiveSheet(i);
          book.setSelectedTab(i);
          break;
        }
      }
      book.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
