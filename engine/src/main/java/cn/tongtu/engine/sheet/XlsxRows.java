package cn.tongtu.engine.sheet;

import cn.tongtu.engine.sheet.SheetCell.Content;
import cn.tongtu.engine.sheet.SheetCell.Format;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet of Office Open XML, one after the other. */
final class XlsxRows implements Source.Rows {
  private final String sheet;
  private final Xml xml;
  private final List<String> strings;
  private final List<Format> formats;
  private final Format plain;
  private final Set<Integer> hiddenColumns = new HashSet<>();
  private final List<CellRange> merges = new ArrayList<>();
  private @Nullable SheetRow ahead;
  private int row;
  private int column;

  XlsxRows(String sheet, Xml xml, List<String> strings, List<Format> formats, boolean since1904) {
    this.sheet = sheet;
    this.xml = xml;
    this.strings = strings;
    this.formats = formats;
    plain = new Format("General", Format.Shape.PLAIN, since1904);
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
    for (var tag = xml.next(); tag != null; tag = xml.next()) {
      if (!xml.starts()) {
        continue;
      }
      switch (tag) {
        case "row" -> {
          var read = row();
          if (!read.cells().isEmpty()) {
            return read;
          }
        }
        case "col" -> hide();
        case "mergeCell" -> merge();
        default -> {}
      }
    }
    return null;
  }

  private void hide() {
    if (xml.isTrue("hidden")) {
      int last = Math.min(Limits.COLUMNS, xml.number("max", 0));
      for (int i = Math.max(1, xml.number("min", 1)); i <= last; i++) {
        hiddenColumns.add(i);
      }
    }
  }

  private void merge() {
    var range = xml.attribute("ref");
    if (range != null) {
      merges.add(CellRange.parse(range));
    }
    if (merges.size() > Limits.MERGES) {
      throw UnreadableFile.tooLarge("合并单元格过多", "too many merged cells");
    }
  }

  private SheetRow row() {
    int number = xml.number("r", row + 1);
    if (number <= row || number > Limits.ROWS) {
      throw UnreadableFile.damaged("行号错乱", "rows out of order", sheet + "!" + number);
    }
    row = number;
    column = 0;
    boolean hidden = xml.isTrue("hidden");
    var cells = new ArrayList<SheetCell>();
    long letters = 0;
    for (var tag = xml.next(); tag != null; tag = xml.next()) {
      if (!xml.starts() && tag.equals("row")) {
        break;
      }
      if (xml.starts() && tag.equals("c")) {
        var cell = cell();
        if (!(cell.content() instanceof Content.Empty)) {
          cells.add(cell);
          letters += cell.content() instanceof Content.Text(var text) ? text.length() : 0;
        }
      }
      if (letters > Limits.ROW) {
        throw UnreadableFile.tooLarge("第 " + row + " 行文字过长", "row " + row + " is too long");
      }
    }
    return new SheetRow(row, hidden, cells);
  }

  private SheetCell cell() {
    var address = xml.attribute("r");
    int at = address == null ? column + 1 : CellRange.columnOf(address);
    if (at <= column || at > Limits.COLUMNS) {
      throw UnreadableFile.damaged("列次错乱", "cells out of order", sheet + "!" + address);
    }
    column = at;
    var type = xml.attribute("t");
    int style = xml.number("s", 0);
    var format = style >= 0 && style < formats.size() ? formats.get(style) : plain;
    String value = null;
    String inline = null;
    boolean formula = false;
    for (var tag = xml.next(); tag != null; tag = xml.next()) {
      if (!xml.starts()) {
        if (tag.equals("c")) {
          break;
        }
        continue;
      }
      switch (tag) {
        case "v" -> value = xml.text();
        case "is" -> inline = XlsxParts.runs(xml, "is");
        case "f" -> {
          formula = true;
          xml.skip();
        }
        default -> xml.skip();
      }
    }
    var content = inline != null ? new Content.Text(inline) : content(type, value, formula, format);
    return new SheetCell(row, column, content, formula);
  }

  private Content content(
      @Nullable String type, @Nullable String value, boolean formula, Format format) {
    if (value == null || (value.isEmpty() && !"str".equals(type))) {
      return formula ? new Content.Uncalculated() : SheetCell.EMPTY;
    }
    return switch (type == null ? "n" : type) {
      case "s" -> new Content.Text(shared(value));
      case "str", "inlineStr" -> new Content.Text(XlsxParts.unescaped(value));
      case "b" -> new Content.Truth(value.strip().equals("1") || value.strip().equals("true"));
      case "e" -> new Content.Fault(value);
      // ISO 8601, as strict files write days.
      case "d" -> new Content.Text(value);
      default -> number(value.strip(), format);
    };
  }

  private static Content number(String raw, Format format) {
    return Digits.isNumber(raw) ? new Content.Number(raw, format) : new Content.Text(raw);
  }

  private String shared(String value) {
    try {
      return strings.get(Integer.parseInt(value.strip()));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      throw UnreadableFile.damaged(
          "单元格文字丢失", "a cell's text is lost", sheet + "!" + CellRange.address(row, column), e);
    }
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
    xml.close();
  }
}
