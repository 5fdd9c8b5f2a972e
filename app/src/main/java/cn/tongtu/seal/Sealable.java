package cn.tongtu.seal;

import java.util.List;

/**
 * A table whose rows are only ever added (可封存的表), numbered by a sequence in its first column, with
 * the columns that make up a row's sealed content.
 *
 * <p>The table needs a {@code before insert for each statement} trigger named {@code
 * …_has_its_transaction} that calls {@code pg_current_xact_id()}. A column may join later at the
 * end if it is null in the rows before it, for a null is left out of the content.
 *
 * @param table schema and name
 */
public record Sealable(String table, List<Column> columns) {
  public Sealable {
    columns = List.copyOf(columns);
    if (!table.matches("[a-z_]+\\.[a-z_]+")
        || columns.isEmpty()
        || columns.getFirst().kind() != Kind.NUMBER) {
      throw new IllegalArgumentException("Not sealable: " + table);
    }
  }

  /** What a column holds, which decides how its values are written down for sealing. */
  public enum Kind {
    /** Whole numbers of any width. */
    NUMBER('n'),
    TEXT('t'),
    DAY('d'),
    INSTANT('i'),
    /** jsonb, with its keys in order. */
    JSON('j');

    private final byte letter;

    Kind(char letter) {
      this.letter = (byte) letter;
    }

    byte letter() {
      return letter;
    }
  }

  /** A sealed column. */
  public record Column(String name, Kind kind) {}

  String number() {
    return columns.getFirst().name();
  }
}
