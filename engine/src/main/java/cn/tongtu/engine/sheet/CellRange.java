package cn.tongtu.engine.sheet;

/** A block of cells (区域), rows and columns counted from 1, as A3:C7. */
public record CellRange(int firstRow, int firstColumn, int lastRow, int lastColumn) {

  /** The letters of a column, counted from 1: 28 is AB. */
  public static String letters(int column) {
    var letters = new StringBuilder();
    for (int rest = column; rest > 0; rest = (rest - 1) / 26) {
      letters.insert(0, (char) ('A' + (rest - 1) % 26));
    }
    return letters.toString();
  }

  /** The cell's address: row 7 of column 3 is C7. */
  public static String address(int row, int column) {
    return letters(column) + row;
  }

  /**
   * @throws UnreadableFile when it is no such address or lies outside of what a sheet can hold
   */
  static CellRange parse(String range) {
    int colon = range.indexOf(':');
    var first = colon < 0 ? range : range.substring(0, colon);
    var last = colon < 0 ? range : range.substring(colon + 1);
    var from = cell(first);
    var to = cell(last);
    return new CellRange(
        Math.min(from[0], to[0]),
        Math.min(from[1], to[1]),
        Math.max(from[0], to[0]),
        Math.max(from[1], to[1]));
  }

  private static int[] cell(String address) {
    int column = columnOf(address);
    int at = 0;
    while (at < address.length() && !Character.isDigit(address.charAt(at))) {
      at++;
    }
    long row = 0;
    for (int i = at; i < address.length(); i++) {
      int digit = address.charAt(i) - '0';
      row = digit < 0 || digit > 9 || row > Limits.ROWS ? Limits.ROWS + 1L : row * 10 + digit;
    }
    if (row < 1 || row > Limits.ROWS) {
      throw outside(address);
    }
    return new int[] {(int) row, column};
  }

  /** The column of an address; 0 is never answered. */
  static int columnOf(String address) {
    int column = 0;
    for (int i = 0; i < address.length(); i++) {
      int letter = address.charAt(i) - 'A';
      if (letter < 0 || letter > 25) {
        break;
      }
      column = column * 26 + letter + 1;
      if (column > Limits.COLUMNS) {
        throw outside(address);
      }
    }
    if (column == 0) {
      throw outside(address);
    }
    return column;
  }

  private static UnreadableFile outside(String address) {
    var shown = address.length() > 20 ? address.substring(0, 20) + "…" : address;
    return UnreadableFile.damaged("单元格地址超出工作表", "an address outside of any sheet", shown);
  }

  public boolean contains(int row, int column) {
    return row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn;
  }

  public int width() {
    return lastColumn - firstColumn + 1;
  }

  @Override
  public String toString() {
    return address(firstRow, firstColumn) + ":" + address(lastRow, lastColumn);
  }
}
