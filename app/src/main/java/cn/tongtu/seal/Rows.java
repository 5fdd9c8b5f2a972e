package cn.tongtu.seal;

import cn.tongtu.engine.seal.Hash;
import cn.tongtu.engine.seal.Hashing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a sealable table, one at a time, however many there are; in the order of their
 * numbers, unless that does not matter. Takes a connection for itself until it is closed.
 */
final class Rows implements AutoCloseable {
  /** Signature, flags and the length of an extension that nobody uses. */
  private static final int HEADER = 19;

  /** The count of fields takes two bytes. */
  private static final int COUNT = 2;

  private final CopyOut copy;
  private final Content content;
  private boolean begun;
  private boolean here;

  private Rows(CopyOut copy, Content content) {
    this.copy = copy;
    this.content = content;
  }

  static Rows between(Connection connection, Sealable table, long after, long upTo, long atMost)
      throws SQLException {
    return of(
        connection, table, after, upTo, "order by %s limit %d".formatted(table.number(), atMost));
  }

  /** As they come, which is cheaper. */
  static Rows unordered(Connection connection, Sealable table, long after, long upTo)
      throws SQLException {
    return of(connection, table, after, upTo, "");
  }

  private static Rows of(Connection connection, Sealable table, long after, long upTo, String order)
      throws SQLException {
    var columns =
        table.columns().stream().map(Sealable.Column::name).collect(Collectors.joining(", "));
    var number = table.number();
    var sql =
        "copy (select %s from %s where %s > %d and %s <= %d %s) to stdout (format binary)"
            .formatted(columns, table.table(), number, after, number, upTo, order);
    return new Rows(
        connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql), new Content(table));
  }

  /** Moves to the next row; false when there is none. */
  boolean next() throws SQLException {
    here = false;
    while (!here) {
      var message = copy.readFromCopy();
      if (message == null) {
        return false;
      }
      var from = begun ? 0 : HEADER;
      begun = true;
      // The trailer counts −1 fields.
      if (message.length > from && message[from] >= 0) {
        content.read(message, from + COUNT);
        here = true;
      }
    }
    return true;
  }

  private Content here() {
    if (!here) {
      throw new IllegalStateException("There is no row here");
    }
    return content;
  }

  byte[] content() {
    return here().bytes();
  }

  int size() {
    return here().size();
  }

  long number() {
    return here().number();
  }

  Hash leaf(Hashing hashing) {
    return here().leaf(hashing);
  }

  byte[] contentUnder(long number) {
    return here().bytesUnder(number);
  }

  /**
   * Reads what is left: the driver's cancelling would leave the connection unfit for its next user.
   */
  @Override
  public void close() throws SQLException {
    while (copy.isActive() && copy.readFromCopy() != null) {
      here = false;
    }
  }
}
