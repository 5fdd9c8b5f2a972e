package cn.tongtu.seal;

import cn.tongtu.engine.seal.Hash;
import cn.tongtu.engine.seal.Hashing;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/**
 * A part of a table's rows beside the batches that they were sealed in (逐行核验), up to the first
 * fault. Parts are checked side by side; of several faults the first part's comes first.
 */
final class RowsCheck implements Callable<RowsCheck.Found> {
  private static final int ROWS_AT_ONCE = 65_536;

  private final DataSource database;
  private final Sealable table;
  private final Part part;
  private final Verification.Watch watch;
  private long rows;
  private long bytes;

  private RowsCheck(DataSource database, Sealable table, Part part, Verification.Watch watch) {
    this.watch = watch;
    this.database = database;
    this.table = table;
    this.part = part;
  }

  /**
   * The rows with numbers in (after, through].
   *
   * @param end the number of the table's last sealed row
   * @param left how many rows were sealed from here to the end
   */
  private record Part(long after, long through, long end, long left) {}

  /** How many rows and bytes were sound, and what was not. */
  record Found(long rows, long bytes, Optional<Fault> fault) {}

  /** A table in as many parts as are asked for, with about as many batches each. */
  static List<RowsCheck> of(
      Connection connection,
      DataSource database,
      Sealable table,
      int count,
      Verification.Watch watch)
      throws SQLException {
    var sql =
        """
        select coalesce(lag(max(through)) over w, %d), max(through), max(max(through)) over (),
               sum(sum(count)) over (order by part desc)
          from (select through, count, ntile(%d) over (order by through) part
                  from seal.batch where source = '%s') batches
         group by part window w as (order by part) order by part
        """
            .formatted(Long.MIN_VALUE, count, table.table());
    var checks = new ArrayList<RowsCheck>();
    try (var query = connection.prepareStatement(sql);
        var result = query.executeQuery()) {
      while (result.next()) {
        var part =
            new Part(result.getLong(1), result.getLong(2), result.getLong(3), result.getLong(4));
        checks.add(new RowsCheck(database, table, part, watch));
      }
    }
    return checks;
  }

  @Override
  public Found call() throws SQLException {
    try (var connection = database.getConnection()) {
      Optional<Fault> fault = Optional.empty();
      var after = part.after;
      var told = 0L;
      while (fault.isEmpty() && after < part.through) {
        var batches = batches(connection, after);
        var through = batches.getLast().said().through();
        if (!sound(connection, batches, after, through)) {
          fault = compare(connection, batches, after, through);
        }
        after = through;
        watch.rows(rows - told);
        told = rows;
      }
      return new Found(rows, bytes, fault);
    }
  }

  /** The next batches, as many as are read together. */
  private List<Batch> batches(Connection connection, long after) throws SQLException {
    var sql =
        """
        select * from (select *, sum(count) over (order by through) - count before
                         from seal.batch where source = '%s' and through > %d and through <= %d
                        order by through limit %d) next
         where before < %d order by through
        """
            .formatted(table.table(), after, part.through, ROWS_AT_ONCE, ROWS_AT_ONCE);
    var batches = new ArrayList<Batch>();
    try (var query = Batches.inBinary(connection.prepareStatement(sql));
        var result = query.executeQuery()) {
      while (result.next()) {
        batches.add(Batches.batch(result));
      }
    }
    return batches;
  }

  /** Whether each row is there once and as it was sealed; what is wrong is found out in order. */
  private boolean sound(Connection connection, List<Batch> batches, long after, long through)
      throws SQLException {
    var expected = new ExpectedRows(batches);
    var size = 0L;
    try (var found = Rows.unordered(connection, table, after, through)) {
      while (found.next()) {
        if (!expected.take(found)) {
          return false;
        }
        size += found.size();
      }
    }
    if (!expected.isComplete()) {
      return false;
    }
    rows += expected.count();
    bytes += size;
    return true;
  }

  private Optional<Fault> compare(
      Connection connection, List<Batch> batches, long after, long through) throws SQLException {
    var goesOn = anyAfter(connection, through);
    try (var found = Rows.between(connection, table, after, through, Long.MAX_VALUE)) {
      var more = found.next();
      for (var batch : batches) {
        var check = new BatchCheck(batch, found, goesOn);
        var fault = check.compare(more);
        if (fault.isPresent()) {
          return fault;
        }
        more = check.more;
      }
      return more
          ? Optional.of(new Fault.RowInserted(table.table(), found.number(), 0))
          : Optional.empty();
    }
  }

  private boolean anyAfter(Connection connection, long number) throws SQLException {
    var sql =
        "select exists (select from %s where %s > %d and %s <= %d)"
            .formatted(table.table(), table.number(), number, table.number(), part.end);
    try (var query = connection.prepareStatement(sql);
        var result = query.executeQuery()) {
      return result.next() && result.getBoolean(1);
    }
  }

  /** One batch beside its rows. */
  private final class BatchCheck {
    private final Batch batch;
    private final Rows found;
    private final boolean goesOn;
    private final Hashing hashing;
    private boolean more;
    private int index;

    BatchCheck(Batch batch, Rows found, boolean goesOn) {
      this.batch = batch;
      this.goesOn = goesOn;
      this.found = found;
      this.hashing = Hashings.named(batch.said().hashing());
    }

    Optional<Fault> compare(boolean first) throws SQLException {
      more = first;
      for (var run : batch.ids().runs()) {
        for (var expected = run.from(); expected < run.to(); expected++) {
          if (index == batch.leaves().count()) {
            return Optional.empty();
          }
          if (!more) {
            return Optional.of(missing(expected));
          }
          var fault = compare(expected);
          if (fault.isPresent()) {
            return fault;
          }
          rows++;
          bytes += found.size();
          index++;
          more = found.next();
        }
      }
      return Optional.empty();
    }

    private Fault missing(long expected) {
      return goesOn
          ? new Fault.RowDeleted(table.table(), expected, batch.said().sequence())
          : new Fault.TableCut(table.table(), expected, part.left - rows);
    }

    private Optional<Fault> compare(long expected) {
      var number = found.number();
      var sequence = batch.said().sequence();
      if (number > expected) {
        return Optional.of(new Fault.RowDeleted(table.table(), expected, sequence));
      }
      if (number < expected) {
        return Optional.of(new Fault.RowInserted(table.table(), number, sequence));
      }
      if (batch.leaves().holds(index, found.leaf(hashing))) {
        return Optional.empty();
      }
      return Optional.of(
          formerNumber()
              .<Fault>map(was -> new Fault.RowsReordered(table.table(), number, was, sequence))
              .orElse(new Fault.RowEdited(table.table(), number, sequence)));
    }

    /** The number under which this very row was sealed in the same batch, if it was another. */
    private Optional<Long> formerNumber() {
      var leaves = new HashMap<Hash, Integer>();
      for (int at = 0; at < batch.leaves().count(); at++) {
        leaves.put(batch.leaves().get(at), at);
      }
      return batch
          .ids()
          .all()
          .filter(number ->
              leaves.getOrDefault(hashing.leaf(found.contentUnder(number)), -1)
                  == batch.ids().position(number))
          .boxed()
          .findFirst();
    }
  }
}
