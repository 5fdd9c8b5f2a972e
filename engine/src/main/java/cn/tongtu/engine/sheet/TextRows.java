package cn.tongtu.engine.sheet;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The rows of a table as text. */
final class TextRows implements Source.Rows {
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private @Nullable SheetRow ahead;
  private int row;

  TextRows(Reader reader, char delimiter) throws IOException {
    parser =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(delimiter)
            .setIgnoreEmptyLines(false)
            .setTrailingData(true)
            .get()
            .parse(new Bounded(reader));
    records = parser.iterator();
    ahead = read();
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
    try {
      while (records.hasNext()) {
        var record = records.next();
        if (++row > Limits.ROWS) {
          throw UnreadableFile.tooLarge("超过 1048576 行", "more than 1,048,576 rows");
        }
        var cells = cells(record);
        if (!cells.isEmpty()) {
          return new SheetRow(row, false, cells);
        }
      }
      return null;
    } catch (UncheckedIOException e) {
      throw UnreadableFile.damaged(
          "引号没有收尾，约在第几行",
          "a quote is never closed, about line",
          "" + parser.getCurrentLineNumber(),
          e);
    }
  }

  private List<SheetCell> cells(CSVRecord record) {
    if (record.size() > Limits.COLUMNS) {
      throw UnreadableFile.tooLarge(
          "第 " + row + " 行超过 16384 列", "row " + row + " has too many cells");
    }
    var cells = new ArrayList<SheetCell>();
    for (int i = 0; i < record.size(); i++) {
      var text = record.get(i);
      if (text.length() > Limits.CELL) {
        throw UnreadableFile.tooLarge(
            "第 " + row + " 行有单元格超过 32767 个字，可能是引号没有成对",
            "a cell of row " + row + " holds more than 32,767 letters; quotes may not be in pairs");
      }
      if (!text.isEmpty()) {
        cells.add(SheetCell.text(row, i + 1, Formulas.disarmedTaken(text)));
      }
    }
    return cells;
  }

  @Override
  public Set<Integer> hiddenColumns() {
    return Set.of();
  }

  @Override
  public List<CellRange> merges() {
    return List.of();
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A quote that is never closed would gather the whole file in one cell. */
  private static final class Bounded extends FilterReader {
    private int sinceLine;

    Bounded(Reader in) {
      super(in);
    }

    @Override
    public int read(char[] letters, int from, int length) throws IOException {
      int count = super.read(letters, from, length);
      for (int i = from; i < from + count; i++) {
        sinceLine = letters[i] == '\n' || letters[i] == '\r' ? 0 : sinceLine + 1;
      }
      if (sinceLine > Limits.ROW) {
        throw UnreadableFile.tooLarge("有一行超过四百万字", "a line has more than four million letters");
      }
      return count;
    }
  }
}
