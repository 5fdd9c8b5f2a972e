package cn.tongtu.exchange;

import cn.tongtu.engine.sheet.CellRange;
import cn.tongtu.engine.sheet.ColumnMapping;
import cn.tongtu.engine.sheet.SheetField;
import cn.tongtu.engine.sheet.Table;
import cn.tongtu.engine.sheet.Workbook;
import cn.tongtu.shared.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where the table stands in a file and which column is which field (表格版式), as it was proposed or
 * chosen.
 *
 * @param sheet its place in the workbook, from 0
 * @param notices what a person should know of the file
 */
record Layout(
    int sheet,
    String sheetName,
    int headFrom,
    int headTo,
    String fingerprint,
    List<Column> columns,
    List<SheetName> sheets,
    List<Label> notices) {
  private static final int SAMPLES = 3;

  /**
   * A column of the file.
   *
   * @param field what it is taken for; empty for nothing
   * @param reason why, a {@link ColumnMapping.Reason}; empty where it is taken for nothing
   */
  record Column(
      int column,
      String heading,
      List<String> samples,
      boolean hidden,
      String field,
      String reason) {
    String letters() {
      return CellRange.letters(column);
    }
  }

  /** A sheet of the file. */
  record SheetName(int index, String name, int rows, boolean hidden) {}

  static Layout of(Workbook workbook, ColumnMapping mapping) {
    var table = mapping.table();
    var sheet = table.sheet();
    var below =
        sheet.head().stream().filter(row -> row.number() > last(table)).limit(SAMPLES).toList();
    var columns = new ArrayList<Column>();
    for (var heading : table.headings()) {
      var match = mapping.ofColumn(heading.column());
      columns.add(
          new Column(
              heading.column(),
              heading.full(),
              below.stream()
                  .map(row -> row.text(heading.column()))
                  .filter(text -> !text.isEmpty())
                  .toList(),
              heading.hidden(),
              match.map(ColumnMapping.Match::field).orElse(""),
              match.map(found -> found.reason().name()).orElse("")));
    }
    var notices = new ArrayList<Label>();
    workbook
        .notices()
        .forEach(notice -> notices.add(new Label(notice.chinese(), notice.english())));
    if (sheet.hiddenRows() > 0) {
      notices.add(
          new Label(
              "工作表“%s”有 %d 行被隐藏或筛选掉，同样会读入。".formatted(sheet.name(), sheet.hiddenRows()),
              "%d rows of the sheet “%s” are hidden or filtered out; they are read all the same."
                  .formatted(sheet.hiddenRows(), sheet.name())));
    }
    return new Layout(
        sheet.index(),
        sheet.name(),
        table.headFrom(),
        table.headTo(),
        table.fingerprint(),
        columns,
        workbook.sheets().stream()
            .map(one -> new SheetName(one.index(), one.name(), one.rows(), one.hidden()))
            .toList(),
        notices);
  }

  private static int last(Table table) {
    return Math.max(table.headTo(), table.headFrom() - 1);
  }

  /** The columns as they were chosen. */
  Layout choosing(Map<Integer, String> chosen) {
    return new Layout(
        sheet,
        sheetName,
        headFrom,
        headTo,
        fingerprint,
        columns.stream()
            .map(column -> {
              var field = chosen.getOrDefault(column.column, column.field);
              var reason =
                  field.equals(column.field)
                      ? column.reason
                      : field.isEmpty() ? "" : ColumnMapping.Reason.CHOSEN.name();
              return new Column(
                  column.column, column.heading, column.samples, column.hidden, field, reason);
            })
            .toList(),
        sheets,
        notices);
  }

  Table table(Workbook workbook) {
    return Table.of(workbook.sheets().get(sheet), headFrom, headTo);
  }

  ColumnMapping mapping(Workbook workbook, List<SheetField> fields) {
    var mapping = new ColumnMapping(table(workbook), fields, List.of());
    for (var column : columns) {
      if (!column.field.isEmpty()) {
        mapping = mapping.with(column.column, column.field);
      }
    }
    return mapping;
  }

  /** Where a field stands in a row: 整改!C7, or the row where no column is the field's. */
  String place(int row, String field) {
    return columns.stream()
        .filter(column -> column.field.equals(field))
        .findFirst()
        .map(column -> sheetName + "!" + CellRange.address(row, column.column))
        .orElse(sheetName + "!" + row + ":" + row);
  }
}
