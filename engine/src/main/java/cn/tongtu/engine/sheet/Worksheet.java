package cn.tongtu.engine.sheet;

import java.util.List;
import java.util.Set;

/**
 * A sheet of a workbook (工作表), gone through once from end to end when the file was opened.
 *
 * @param index its place in the workbook, from 0
 * @param hidden whether the sheet as a whole is hidden; it can be read all the same
 * @param rows how many rows hold something
 * @param lastRow the last of them, counted from 1; 0 when the sheet is empty
 * @param columns the last column that holds something, counted from 1
 * @param hiddenRows how many of the rows are hidden
 * @param hiddenColumns which columns are hidden
 * @param merges the merged blocks (合并单元格); only the first cell of each holds a value
 * @param faults how many cells hold an error such as #REF!
 * @param uncalculated how many formulas have no value saved with them
 * @param head the first rows that hold something, by which a table is found
 */
public record Worksheet(
    int index,
    String name,
    boolean hidden,
    int rows,
    int lastRow,
    int columns,
    int hiddenRows,
    Set<Integer> hiddenColumns,
    List<CellRange> merges,
    int faults,
    int uncalculated,
    List<SheetRow> head) {
  public Worksheet {
    hiddenColumns = Set.copyOf(hiddenColumns);
    merges = List.copyOf(merges);
    head = List.copyOf(head);
  }

  /** Where a cell stands, as a person looks it up: 整改通知书!C7. */
  public String place(int row, int column) {
    return name + "!" + CellRange.address(row, column);
  }
}
