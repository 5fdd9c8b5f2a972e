package cn.tongtu.engine.sheet;

import cn.tongtu.engine.sheet.SheetCell.Content;
import java.util.ArrayList;
import java.util.List;

/** Goes through a sheet once: what there is, and that all of it can be read. */
final class Survey {
  private int rows;
  private int lastRow;
  private int columns;
  private int hiddenRows;
  private int faults;
  private int uncalculated;
  private int letters;
  private final List<SheetRow> head = new ArrayList<>();

  private Survey() {}

  static Worksheet of(Source source, int index) {
    var survey = new Survey();
    var name = source.sheets().get(index);
    try (var rows = source.rows(index)) {
      rows.forEachRemaining(survey::add);
      return new Worksheet(
          index,
          name.name(),
          name.hidden(),
          survey.rows,
          survey.lastRow,
          survey.columns,
          survey.hiddenRows,
          rows.hiddenColumns(),
          rows.merges(),
          survey.faults,
          survey.uncalculated,
          survey.head);
    }
  }

  private void add(SheetRow row) {
    rows++;
    lastRow = row.number();
    columns = Math.max(columns, row.lastColumn());
    hiddenRows += row.hidden() ? 1 : 0;
    for (var cell : row.cells()) {
      switch (cell.content()) {
        case Content.Fault _ -> faults++;
        case Content.Uncalculated _ -> uncalculated++;
        case Content.Empty _, Content.Text _, Content.Number _, Content.Truth _ -> {}
      }
    }
    if (head.size() < Limits.HEAD && letters < Limits.ROW) {
      head.add(row);
      letters += row.cells().stream().mapToInt(cell -> cell.text().length()).sum();
    }
  }
}
