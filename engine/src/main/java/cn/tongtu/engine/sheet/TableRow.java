package cn.tongtu.engine.sheet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of a table with its cells understood (数据行).
 *
 * @param row as it stands in the file, with number and whether it is hidden
 * @param role whether it is data at all
 * @param values by field; only fields that a column was matched to
 */
public record TableRow(SheetRow row, Table.Role role, Map<String, CellValue> values) {
  public TableRow {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public CellValue value(String field) {
    return values.getOrDefault(field, CellValue.BLANK);
  }

  /** What is wrong in it, from left to right. */
  public List<CellProblem> problems() {
    return values.values().stream()
        .filter(CellValue.Wrong.class::isInstance)
        .map(value -> ((CellValue.Wrong) value).problem())
        .toList();
  }
}
