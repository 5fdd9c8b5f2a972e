package cn.tongtu.engine.sheet;

import java.util.List;

/**
 * A row of a sheet (行) with the cells that hold something, in order.
 *
 * @param number as Excel counts it, from 1
 * @param hidden whether somebody hid it or a filter did; it is read all the same
 */
public record SheetRow(int number, boolean hidden, List<SheetCell> cells) {
  public SheetRow {
    cells = List.copyOf(cells);
  }

  /** The cell in a column counted from 1; an empty one where nothing stands. */
  public SheetCell cell(int column) {
    for (var cell : cells) {
      if (cell.column() >= column) {
        return cell.column() == column ? cell : empty(column);
      }
    }
    return empty(column);
  }

  private SheetCell empty(int column) {
    return new SheetCell(number, column, SheetCell.EMPTY, false);
  }

  public String text(int column) {
    return Texts.clean(cell(column).text());
  }

  /** Whether nothing but blanks stand in it. */
  public boolean isBlank() {
    return cells.stream().allMatch(SheetCell::isEmpty);
  }

  int lastColumn() {
    return cells.isEmpty() ? 0 : cells.getLast().column();
  }
}
