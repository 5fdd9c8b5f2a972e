package cn.tongtu.seal;

import cn.tongtu.engine.seal.Frontier;
import cn.tongtu.engine.seal.Hash;
import cn.tongtu.engine.seal.Hashing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.PrimitiveIterator;
import javax.sql.DataSource;
import org.springframework.stereotype.Service;

/**
 * Verifies what was sealed (核验), in two passes: first that the batches in the database are the ones
 * that were signed, then, table by table, that the rows themselves are the ones in the batches.
 * Only a few batches are in memory at a time.
 */
@Service
class Verification {
  private static final int BATCHES_AT_ONCE = 8;

  private final List<Sealable> tables;
  private final Sealing sealing;
  private final RootsFile roots;
  private final DataSource database;

  Verification(List<Sealable> tables, Sealing sealing, RootsFile roots, DataSource database) {
    this.tables = tables;
    this.sealing = sealing;
    this.roots = roots;
    this.database = database;
  }

  /** What was verified, and the first fault in the log and in each table. */
  record Outcome(
      long rows, long bytes, long batches, Optional<SignedRoot> last, List<Fault> faults) {
    Outcome {
      faults = List.copyOf(faults);
    }
  }

  Outcome verify() {
    try (var connection = database.getConnection();
        var lines = roots.read()) {
      // Counted before the database is looked at: while we verify, others may go on sealing.
      var signed = roots.count();
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        return verify(connection, lines, signed);
      } finally {
        connection.rollback();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome verify(Connection connection, BufferedReader lines, long signed)
      throws SQLException, IOException {
    var faults = new ArrayList<Fault>();
    var log = new Log(lines, signed);
    try (var query = statement(connection, "select * from seal.batch order by sequence");
        var result = query.executeQuery()) {
      Optional<Fault> fault = Optional.empty();
      while (fault.isEmpty() && result.next()) {
        fault = log.next(Batches.batch(result));
      }
      fault.or(log::end).ifPresent(faults::add);
    }
    var rows = 0L;
    var bytes = 0L;
    for (var table : tables) {
      try (var own = database.getConnection()) {
        var check = new Check(table);
        check.run(connection, own);
        check.fault.ifPresent(faults::add);
        rows += check.rows;
        bytes += check.bytes;
      }
    }
    strangers(connection).forEach(faults::add);
    return new Outcome(rows, bytes, log.batches, log.lastLine, faults);
  }

  private List<Fault> strangers(Connection connection) throws SQLException {
    var faults = new ArrayList<Fault>();
    try (var query = statement(connection, "select distinct source from seal.batch order by 1");
        var result = query.executeQuery()) {
      while (result.next()) {
        var name = result.getString(1);
        if (tables.stream().noneMatch(table -> table.table().equals(name))) {
          faults.add(new Fault.NobodyOffers(name));
        }
      }
    }
    return faults;
  }

  private static PreparedStatement statement(Connection connection, String sql)
      throws SQLException {
    var statement = connection.prepareStatement(sql);
    statement.setFetchSize(BATCHES_AT_ONCE);
    return statement;
  }

  /** The batches beside the lines that sign them. */
  private final class Log {
    private final BufferedReader lines;
    private final long signed;
    private Optional<SealKey.Public> key = Optional.empty();
    private Optional<Batch> lastBatch = Optional.empty();
    private Optional<SignedRoot> lastLine = Optional.empty();
    private Frontier frontier = Frontier.EMPTY;
    private long batches;

    Log(BufferedReader lines, long signed) {
      this.lines = lines;
      this.signed = signed;
    }

    Optional<Fault> next(Batch batch) {
      var said = batch.said();
      var line = line();
      if (line instanceof Line.Forged(var fault)) {
        return Optional.of(fault);
      }
      if (!(line instanceof Line.Genuine(var root))) {
        return Optional.of(new Fault.RootsCut(batches));
      }
      var signed = root.said();
      if (said.sequence() > signed.sequence()) {
        return Optional.of(new Fault.BatchesCut(signed.sequence(), signed.table(), signed.after()));
      }
      var hashing = Hashings.named(signed.hashing());
      frontier = frontier.append(batch.leaves(), hashing);
      var sound =
          said.equals(signed)
              && batch.leaves().count() == signed.count()
              && batch.ids().count() == signed.count()
              && batch.frontier().equals(frontier)
              && frontier.size() == signed.size()
              && frontier.root(hashing).equals(signed.root());
      lastBatch = Optional.of(batch);
      batches++;
      return sound
          ? Optional.empty()
          : Optional.of(
              new Fault.BatchChanged(
                  signed.sequence(), signed.table(), signed.after(), signed.through()));
    }

    /** A crash may have kept the last line's batch from the database; then its rows tell. */
    Optional<Fault> end() {
      if (batches >= signed) {
        return Optional.empty();
      }
      var line = line();
      if (line instanceof Line.Forged(var fault)) {
        return Optional.of(fault);
      }
      if (!(line instanceof Line.Genuine(var root))) {
        return Optional.empty();
      }
      var said = root.said();
      var again = sealing.again(root, lastBatch);
      var redone =
          again.filter(batch -> batch.said().equals(said)).isPresent() && batches + 1 == signed;
      return redone
          ? Optional.empty()
          : Optional.of(new Fault.BatchesCut(said.sequence(), said.table(), said.after()));
    }

    private Line line() {
      try {
        var text = lines.readLine();
        if (text == null) {
          return new Line.None();
        }
        var number = lastLine.map(line -> line.said().sequence()).orElse(0L) + 1;
        var root = SignedRoot.parse(text).filter(read -> read.said().sequence() == number);
        if (root.isEmpty()) {
          return forged(
              number, "不是第 " + number + " 批的签名行", "it is not the signed root of batch " + number);
        }
        if (!root.get()
            .previous()
            .equals(lastLine.map(SignedRoot::hash).orElse(SignedRoot.NOTHING))) {
          return forged(number, "与上一行不相接", "it does not follow the line before");
        }
        if (key.isEmpty()) {
          key = Optional.of(roots.publicKey());
        }
        if (!root.get().isSignedBy(key.get())) {
          return forged(number, "签名不对", "its signature is wrong");
        }
        lastLine = root;
        return new Line.Genuine(root.get());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Line forged(long number, String chinese, String english) {
      return new Line.Forged(new Fault.LineForged(number, chinese, english));
    }
  }

  private sealed interface Line {
    record Genuine(SignedRoot root) implements Line {}

    record Forged(Fault fault) implements Line {}

    record None() implements Line {}
  }

  /** The rows of one table beside its batches. */
  private static final class Check {
    private final Sealable table;
    private Optional<Fault> fault = Optional.empty();
    private long rows;
    private long bytes;

    Check(Sealable table) {
      this.table = table;
    }

    void run(Connection connection, Connection own) throws SQLException {
      var sql =
          "select * from seal.batch where source = '%s' order by through".formatted(table.table());
      var end = end(connection);
      try (var query = statement(connection, sql);
          var result = query.executeQuery();
          var found = Rows.between(own, table, Long.MIN_VALUE, end.through, Long.MAX_VALUE)) {
        var more = found.next();
        while (fault.isEmpty() && result.next()) {
          more = batch(Batches.batch(result), found, more, end);
        }
        if (fault.isEmpty() && more) {
          fault = Optional.of(new Fault.RowInserted(table.table(), found.number(), 0));
        }
      }
    }

    private record End(long through, long rows) {}

    private End end(Connection connection) throws SQLException {
      var sql =
          "select coalesce(max(through), 0), coalesce(sum(count), 0) from seal.batch where source = '%s'"
              .formatted(table.table());
      try (var query = statement(connection, sql);
          var result = query.executeQuery()) {
        result.next();
        return new End(result.getLong(1), result.getLong(2));
      }
    }

    private boolean batch(Batch batch, Rows found, boolean first, End end) throws SQLException {
      var more = first;
      var hashing = Hashings.named(batch.said().hashing());
      PrimitiveIterator.OfLong numbers = batch.ids().all().iterator();
      for (int index = 0; numbers.hasNext() && index < batch.leaves().count(); index++) {
        var expected = numbers.nextLong();
        if (!more) {
          fault = Optional.of(new Fault.TableCut(table.table(), expected, end.rows - rows));
          return false;
        }
        fault = compare(batch, found, expected, index, hashing);
        if (fault.isPresent()) {
          return true;
        }
        rows++;
        bytes += found.content().length;
        more = found.next();
      }
      return more;
    }

    private Optional<Fault> compare(
        Batch batch, Rows found, long expected, int index, Hashing hashing) {
      var number = found.number();
      var sequence = batch.said().sequence();
      if (number > expected) {
        return Optional.of(new Fault.RowDeleted(table.table(), expected, sequence));
      }
      if (number < expected) {
        return Optional.of(new Fault.RowInserted(table.table(), number, sequence));
      }
      if (hashing.leaf(found.content()).equals(batch.leaves().get(index))) {
        return Optional.empty();
      }
      return Optional.of(
          formerNumber(batch, found, hashing)
              .<Fault>map(was -> new Fault.RowsReordered(table.table(), number, was, sequence))
              .orElse(new Fault.RowEdited(table.table(), number, sequence)));
    }

    /** The number under which this very row was sealed in the same batch, if it was another. */
    private static Optional<Long> formerNumber(Batch batch, Rows found, Hashing hashing) {
      var leaves = new HashMap<Hash, Integer>();
      for (int index = 0; index < batch.leaves().count(); index++) {
        leaves.put(batch.leaves().get(index), index);
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
