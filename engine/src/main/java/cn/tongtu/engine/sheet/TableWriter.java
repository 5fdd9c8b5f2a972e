package cn.tongtu.engine.sheet;

import java.util.List;

/**
 * Writes a table row by row (写表), whatever the file's format. What is written comes back as the
 * same values when it is read.
 */
public interface TableWriter extends AutoCloseable {
  /**
   * @param values one a column, in the columns' order
   */
  void row(List<CellValue> values);

  /** Writes the foot. */
  @Override
  void close();
}
