package cn.tongtu.engine.sheet;

import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** A file of one format, opened. */
interface Source extends AutoCloseable {
  List<Name> sheets();

  /**
   * Things that a person should know of the file: macros left aside, the encoding it was read in.
   */
  List<Notice> notices();

  /** The rows of a sheet that hold something. Only one sheet is read at a time. */
  Rows rows(int sheet);

  @Override
  void close();

  /** A sheet as it is named. */
  record Name(String name, boolean hidden) {}

  /** Rows from the first to the last; columns and merges are known once the last has been read. */
  interface Rows extends Iterator<SheetRow>, AutoCloseable {
    Set<Integer> hiddenColumns();

    List<CellRange> merges();

    @Override
    void close();
  }
}
