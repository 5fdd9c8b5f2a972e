package cn.tongtu.seal;

import cn.tongtu.engine.seal.Frontier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.springframework.stereotype.Service;

/**
 * Verifies what was sealed (核验): that the batches in the database are the ones that were signed,
 * and beside it, table by table and in parts, that the rows themselves are the ones in the batches.
 * Only a few batches are in memory at a time.
 */
@Service
class Verification {
  private static final int BATCHES_AT_ONCE = 8;
  private static final int AT_ONCE = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

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
    return verify(Watch.NOBODY);
  }

  Outcome verify(Watch watch) {
    try (var connection = database.getConnection()) {
      // While we verify, others may go on sealing, and a line is written before its batch is
      // committed:
      // the lines are counted before the snapshot is taken, and read after it.
      var signed = roots.count();
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      var strangers = strangers(connection);
      try (var lines = roots.read()) {
        watch.total(count(connection));
        return verify(connection, new Log(lines, signed), strangers, watch);
      } finally {
        connection.rollback();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whoever watches a verification (进度); throws to break it off. */
  interface Watch {
    Watch NOBODY =
        new Watch() {
          @Override
          public void total(long rows) {}

          @Override
          public void rows(long more) {}
        };

    void total(long rows);

    /** Called by several threads. */
    void rows(long more);
  }

  private static long count(Connection connection) throws SQLException {
    try (var query = statement(connection, "select coalesce(sum(count), 0) from seal.batch");
        var result = query.executeQuery()) {
      return result.next() ? result.getLong(1) : 0;
    }
  }

  private Outcome verify(Connection connection, Log log, List<Fault> strangers, Watch watch)
      throws SQLException {
    var faults = new ArrayList<Fault>();
    var rows = 0L;
    var bytes = 0L;
    try (var workers = Executors.newFixedThreadPool(AT_ONCE)) {
      var tasks = new ArrayList<List<Future<RowsCheck.Found>>>();
      for (var table : tables) {
        tasks.add(
            RowsCheck.of(connection, database, table, AT_ONCE, watch).stream()
                .map(workers::submit)
                .toList());
      }
      check(connection, log).ifPresent(faults::add);
      for (var table : tasks) {
        Optional<Fault> fault = Optional.empty();
        for (var task : table) {
          var found = found(task);
          rows += found.rows();
          bytes += found.bytes();
          fault = fault.or(found::fault);
        }
        fault.ifPresent(faults::add);
      }
    }
    faults.addAll(strangers);
    return new Outcome(rows, bytes, log.batches, log.lastLine, faults);
  }

  private static Optional<Fault> check(Connection connection, Log log) throws SQLException {
    try (var query = statement(connection, "select * from seal.batch order by sequence");
        var result = query.executeQuery()) {
      Optional<Fault> fault = Optional.empty();
      while (fault.isEmpty() && result.next()) {
        fault = log.next(Batches.batch(result));
      }
      return fault.or(log::end);
    }
  }

  private static PreparedStatement statement(Connection connection, String sql)
      throws SQLException {
    var statement = Batches.inBinary(connection.prepareStatement(sql));
    statement.setFetchSize(BATCHES_AT_ONCE);
    return statement;
  }

  private static RowsCheck.Found found(Future<RowsCheck.Found> task) {
    try {
      return task.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
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
}
