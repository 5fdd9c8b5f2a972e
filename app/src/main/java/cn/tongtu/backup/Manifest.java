package cn.tongtu.backup;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a backup holds (备份清单), so that it can be restored into tables made anew.
 *
 * @param versions the last migration of each module
 * @param checksums of all migrations, by module and version: the same version may not mean the same
 * @param years of postings, each a partition
 * @param batches how many were sealed, which is how many lines of signed roots came along
 */
record Manifest(
    int format,
    Instant at,
    String postgres,
    Map<String, String> versions,
    Map<String, Integer> checksums,
    List<Table> tables,
    List<Integer> years,
    List<Sequence> sequences,
    long batches) {
  static final int FORMAT = 1;

  /**
   * A table and its rows.
   *
   * @param key its primary key, as PostgreSQL writes it
   */
  record Table(String name, List<Column> columns, String key, long rows) {
    String columnNames() {
      return String.join(", ", columns.stream().map(column -> quoted(column.name())).toList());
    }

    String entry() {
      return "tables/" + name + ".copy";
    }
  }

  record Column(String name, String type, boolean required, boolean numbered) {
    String declaration() {
      return quoted(name)
          + " "
          + type
          + (numbered ? " generated always as identity" : "")
          + (required ? " not null" : "");
    }
  }

  /** How far numbers were drawn. */
  record Sequence(String name, long last) {}

  long rows() {
    return tables.stream().mapToLong(Table::rows).sum();
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
