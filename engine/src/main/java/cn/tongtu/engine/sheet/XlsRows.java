package cn.tongtu.engine.sheet;

import cn.tongtu.engine.sheet.SheetCell.Content;
import cn.tongtu.engine.sheet.SheetCell.Format;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.CellValueRecordInterface;
import org.apache.poi.hssf.record.ColumnInfoRecord;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.LabelRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.MergeCellsRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.RecordFactoryInputStream;
import org.apache.poi.hssf.record.RowRecord;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet of an old workbook, one after the other. */
final class XlsRows implements Source.Rows {
  private final BoundSheetRecord sheet;
  private final RecordFactoryInputStream records;
  private final @Nullable SSTRecord texts;
  private final List<Format> formats;
  private final Format plain;
  private final Set<Integer> hiddenRows = new HashSet<>();
  private final Set<Integer> hiddenColumns = new HashSet<>();
  private final List<CellRange> merges = new ArrayList<>();
  private final List<SheetCell> gathered = new ArrayList<>();
  private @Nullable SheetRow ahead;
  private @Nullable FormulaRecord awaiting;
  private boolean ended;
  private int depth = 1;

  XlsRows(
      BoundSheetRecord sheet,
      int index,
      RecordFactoryInputStream records,
      @Nullable SSTRecord texts,
      List<Format> formats,
      Format plain) {
    this.sheet = sheet;
    this.records = records;
    this.texts = texts;
    this.formats = formats;
    this.plain = plain;
    find(index);
    ahead = read();
  }

  /** Substreams stand in the order of their names; charts within a sheet have one of their own. */
  private void find(int index) {
    int level = 0;
    int met = -2;
    for (var record = record(); record != null; record = record()) {
      if (record instanceof BOFRecord && level++ == 0 && ++met == index) {
        return;
      }
      level -= record instanceof EOFRecord ? 1 : 0;
    }
    throw damaged(null);
  }

  private @Nullable Record record() {
    try {
      return records.nextRecord();
    } catch (UnreadableFile e) {
      throw e;
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  private UnreadableFile damaged(@Nullable RuntimeException cause) {
    return UnreadableFile.damaged("工作表不完整", "a sheet is broken", sheet.getSheetname(), cause);
  }

  @Override
  public boolean hasNext() {
    return ahead != null;
  }

  @Override
  public SheetRow next() {
    var current = ahead;
    if (current == null) {
      throw new NoSuchElementException();
    }
    ahead = read();
    return current;
  }

  private @Nullable SheetRow read() {
    while (!ended) {
      var record = record();
      if (record == null) {
        throw damaged(null);
      }
      var done = take(record);
      if (done != null) {
        return done;
      }
    }
    return gathered.isEmpty() ? null : row();
  }

  private @Nullable SheetRow take(Record record) {
    switch (record) {
      case BOFRecord _ -> depth++;
      case EOFRecord _ -> ended = --depth == 0;
      case RowRecord row -> {
        if (row.getZeroHeight()) {
          hiddenRows.add(row.getRowNumber() + 1);
        }
      }
      case ColumnInfoRecord columns -> {
        for (int i = columns.getFirstColumn();
            columns.getHidden() && i <= columns.getLastColumn();
            i++) {
          hiddenColumns.add(i + 1);
        }
      }
      case MergeCellsRecord merged -> merge(merged);
      case StringRecord text -> {
        var formula = awaiting;
        awaiting = null;
        return formula == null ? null : add(formula, new Content.Text(text.getString()), true);
      }
      case CellValueRecordInterface cell when depth == 1 -> {
        return cell(cell);
      }
      default -> {}
    }
    return null;
  }

  private void merge(MergeCellsRecord merged) {
    for (int i = 0; i < merged.getNumAreas(); i++) {
      var area = merged.getAreaAt(i);
      merges.add(
          new CellRange(
              area.getFirstRow() + 1,
              area.getFirstColumn() + 1,
              area.getLastRow() + 1,
              area.getLastColumn() + 1));
    }
  }

  private @Nullable SheetRow cell(CellValueRecordInterface cell) {
    return switch (cell) {
      case NumberRecord number -> add(cell, number(number.getValue(), cell), false);
      case LabelSSTRecord label -> add(cell, new Content.Text(shared(label)), false);
      case LabelRecord label -> add(cell, new Content.Text(label.getValue()), false);
      case BoolErrRecord value ->
          add(
              cell,
              value.isBoolean()
                  ? new Content.Truth(value.getBooleanValue())
                  : new Content.Fault(FormulaError.forInt(value.getErrorValue()).getString()),
              false);
      case FormulaRecord formula -> formula(formula);
      default -> null;
    };
  }

  private @Nullable SheetRow formula(FormulaRecord formula) {
    if (formula.hasCachedResultString()) {
      awaiting = formula;
      return null;
    }
    var content =
        switch (formula.getCachedResultTypeEnum()) {
          case CellType.BOOLEAN -> new Content.Truth(formula.getCachedBooleanValue());
          case CellType.ERROR ->
              new Content.Fault(FormulaError.forInt(formula.getCachedErrorValue()).getString());
          case CellType.NUMERIC -> number(formula.getValue(), formula);
          case CellType.STRING, CellType.BLANK, CellType.FORMULA, CellType._NONE ->
              new Content.Uncalculated();
        };
    return add(formula, content, true);
  }

  private Content number(double value, CellValueRecordInterface cell) {
    int style = cell.getXFIndex();
    var format = style >= 0 && style < formats.size() ? formats.get(style) : plain;
    // The shortest decimal that names the same binary number is what was typed.
    return Double.isFinite(value)
        ? new Content.Number(BigDecimal.valueOf(value).toString(), format)
        : new Content.Fault("#NUM!");
  }

  private String shared(LabelSSTRecord label) {
    if (texts == null || label.getSSTIndex() >= texts.getNumUniqueStrings()) {
      throw damaged(null);
    }
    return texts.getString(label.getSSTIndex()).getString();
  }

  /** Takes a cell in; answers the row before, if the cell begins another. */
  private @Nullable SheetRow add(CellValueRecordInterface at, Content content, boolean formula) {
    int row = at.getRow() + 1;
    int last = gathered.isEmpty() ? row : gathered.getLast().row();
    boolean disordered =
        row < last
            || (row == last && !gathered.isEmpty() && gathered.getLast().column() > at.getColumn());
    if (disordered) {
      throw UnreadableFile.damaged("行号错乱", "rows out of order", sheet.getSheetname() + "!" + row);
    }
    var before = row == last ? null : row();
    gathered.add(new SheetCell(row, at.getColumn() + 1, content, formula));
    return before;
  }

  private SheetRow row() {
    int number = gathered.getLast().row();
    var row = new SheetRow(number, hiddenRows.contains(number), gathered);
    gathered.clear();
    return row;
  }

  @Override
  public Set<Integer> hiddenColumns() {
    return hiddenColumns;
  }

  @Override
  public List<CellRange> merges() {
    return merges;
  }

  @Override
  public void close() {
    // The stream belongs to the file, which is closed with the workbook.
  }
}
