package cn.tongtu.seal;

import cn.tongtu.engine.seal.Frontier;
import cn.tongtu.shared.StartupProblem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals what was written (封存). Rows get their numbers in one order and are committed in another, so
 * a row is sealed only once nobody can commit one with a lower number any more: see {@link Batches}
 * and decision 0009.
 */
@Service
class Sealing {
  /** So many rows a batch at most: half a megabyte of hashes. */
  static final int MOST = 16_384;

  private final List<Sealable> tables;
  private final Batches batches;
  private final RootsFile roots;
  private final String hashing;
  private final JdbcTemplate db;
  private final TransactionTemplate transaction;
  private final Map<String, Edge> edges = new HashMap<>();

  /** Up to which number a table may be sealed, and up to which once all below the horizon ended. */
  private record Edge(long safe, long drawn, long horizon) {
    static final Edge NOWHERE = new Edge(0, 0, 0);

    Edge reached() {
      return new Edge(drawn, drawn, horizon);
    }

    boolean waits() {
      return drawn > safe;
    }
  }

  Sealing(
      List<Sealable> tables,
      Batches batches,
      RootsFile roots,
      @Value("${tongtu.seal-hashing:" + Hashings.USUAL + "}") String hashing,
      JdbcTemplate db,
      PlatformTransactionManager transactions) {
    this.tables = tables;
    this.batches = batches;
    this.roots = roots;
    this.hashing = known(hashing);
    this.db = db;
    this.transaction = new TransactionTemplate(transactions);
  }

  private static String known(String hashing) {
    var _ = Hashings.named(hashing);
    return hashing;
  }

  /**
   * Seals everything that is certain by now.
   *
   * @return how many rows
   * @throws StartupProblem when the file of signed roots cannot be used or does not belong to the
   *     database; then nothing was sealed
   */
  synchronized long seal() {
    var sealed = 0L;
    for (var table : tables) {
      for (var count = next(table); count > 0; count = next(table)) {
        sealed += count;
      }
    }
    return sealed;
  }

  /** Whether rows may be waiting for transactions that still run. */
  synchronized boolean waits() {
    return edges.values().stream().anyMatch(Edge::waits);
  }

  /** The algorithm of the log where it is not the one that the settings ask for. */
  Optional<String> keptHashing() {
    return batches
        .last()
        .map(batch -> batch.said().hashing())
        .filter(name -> !name.equals(hashing));
  }

  private long next(Sealable table) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          if (!batches.lock()) {
            return 0L;
          }
          var last = batches.last();
          var root = roots.last();
          var missed = missed(last, root);
          if (missed.isPresent()) {
            redo(missed.get(), last);
            return missed.get().said().count();
          }
          var through = batches.through(table.table());
          var edge = edge(table);
          if (edge.safe <= through) {
            return 0L;
          }
          var batch = rows(table, through, edge.safe, last, Optional.empty());
          if (batch.isEmpty()) {
            return 0L;
          }
          roots.append(batch.get().said(), root);
          batches.add(batch.get());
          return batch.get().said().count();
        }));
  }

  private Edge edge(Sealable table) {
    var edge = edges.getOrDefault(table.table(), Edge.NOWHERE);
    if (!edge.waits()) {
      var drawn = batches.drawn(table);
      if (drawn > edge.safe) {
        if (!batches.keepsOrder(table)) {
          throw new StartupProblem(
              table.table() + " 没有保证编号次序的触发器，不能封存。",
              table.table()
                  + " lacks the trigger that keeps its numbers in order; it cannot be sealed.");
        }
        // In this order: whoever drew a number by now has a lower transaction number.
        edge = new Edge(edge.safe, drawn, batches.horizon());
      }
    }
    if (edge.waits() && batches.endedBelow(edge.horizon)) {
      edge = edge.reached();
    }
    edges.put(table.table(), edge);
    return edge;
  }

  /** The line whose batch a crash kept from the database, if there is one. */
  private Optional<SignedRoot> missed(Optional<Batch> last, Optional<SignedRoot> root) {
    var batch = last.map(Batch::said);
    var line = root.map(SignedRoot::said);
    if (batch.equals(line)) {
      return Optional.empty();
    }
    if (line.isPresent()
        && line.get().sequence() == batch.map(SignedRoot.Said::sequence).orElse(0L) + 1) {
      return root;
    }
    throw new StartupProblem(
        "根文件 %s 到第 %d 批，数据库封存到第 %d 批，两者不符；没有封存。请运行 ./tongtu verify，并从备份恢复。"
            .formatted(
                roots,
                line.map(SignedRoot.Said::sequence).orElse(0L),
                batch.map(SignedRoot.Said::sequence).orElse(0L)),
        "%s and the database do not agree on what was sealed last; nothing was sealed. Run ./tongtu verify and restore from a backup."
            .formatted(roots));
  }

  private void redo(SignedRoot line, Optional<Batch> last) {
    var batch = again(line, last).filter(made -> made.said().equals(line.said()));
    batches.add(
        batch.orElseThrow(() ->
            new StartupProblem(
                "根文件 %s 已签名第 %d 批，但数据库中的数据与它不符；没有封存。请运行 ./tongtu verify。"
                    .formatted(roots, line.said().sequence()),
                "%s signs batch %d, but the rows in the database are others; nothing was sealed. Run ./tongtu verify."
                    .formatted(roots, line.said().sequence()))));
  }

  /** The batch that a line signs, from the rows. */
  Optional<Batch> again(SignedRoot line, Optional<Batch> last) {
    var said = line.said();
    return tables.stream()
        .filter(table -> table.table().equals(said.table()))
        .findFirst()
        .flatMap(table -> rows(table, said.after(), said.through(), last, Optional.of(said)));
  }

  private Optional<Batch> rows(
      Sealable table,
      long after,
      long upTo,
      Optional<Batch> last,
      Optional<SignedRoot.Said> again) {
    return Objects.requireNonNull(
        db.execute((Connection connection) -> {
          try (var rows = Rows.between(connection, table, after, upTo, MOST)) {
            return batch(table, after, rows, last, again);
          }
        }));
  }

  private Optional<Batch> batch(
      Sealable table, long after, Rows rows, Optional<Batch> last, Optional<SignedRoot.Said> again)
      throws SQLException {
    // A log keeps the algorithm that it began with, whatever the setting says later.
    var name =
        again
            .map(SignedRoot.Said::hashing)
            .or(() -> last.map(batch -> batch.said().hashing()))
            .orElse(hashing);
    var hash = Hashings.named(name);
    var ids = new Ids.Gathering();
    var gathered = new Leaves.Gathering();
    var through = after;
    while (rows.next()) {
      through = rows.number();
      ids.add(through);
      gathered.add(rows.leaf(hash));
    }
    var leaves = gathered.leaves();
    if (leaves.count() == 0) {
      return Optional.empty();
    }
    var frontier = last.map(Batch::frontier).orElse(Frontier.EMPTY).append(leaves, hash);
    return Optional.of(
        new Batch(
            new SignedRoot.Said(
                last.map(batch -> batch.said().sequence()).orElse(0L) + 1,
                table.table(),
                after,
                through,
                leaves.count(),
                frontier.size(),
                name,
                frontier.root(hash),
                again
                    .map(SignedRoot.Said::at)
                    .orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.MICROS))),
            ids.ids(),
            leaves,
            frontier));
  }
}
