package cn.tongtu.engine.sheet;

/** How much a file may hold. Excel's own limits where it has one. */
final class Limits {
  static final int ROWS = 1_048_576;
  static final int COLUMNS = 16_384;

  /** Letters of one cell. */
  static final int CELL = 32_767;

  /** Letters of one row: a line of a table is read as a whole. */
  static final int ROW = 4_000_000;

  static final int SHEETS = 1_000;
  static final int MERGES = 200_000;
  static final int STYLES = 200_000;
  static final int STRINGS = 5_000_000;

  /** Letters of all shared strings: 120 MB of heap at most. */
  static final int STRING_LETTERS = 60_000_000;

  static final long FILE = 200L << 20;
  static final int ZIP_ENTRIES = 10_000;

  /** Bytes of all parts of a file, unpacked. */
  static final long UNPACKED = 3L << 30;

  /** What empty formatting packs to is within 250; a bomb is near 1,000. */
  static final int RATIO = 400;

  /** Below this much a part is not a bomb, however well it packs. */
  static final long RATIO_FROM = 16L << 20;

  /** Bytes without the end of a tag: more than any cell's text takes. */
  static final int UNTAGGED = 1 << 20;

  static final int DEPTH = 64;

  /** Rows with content that are kept to find the table by. */
  static final int HEAD = 60;

  private Limits() {}
}
