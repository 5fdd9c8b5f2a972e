package cn.tongtu.seal;

import cn.tongtu.engine.seal.Frontier;
import cn.tongtu.engine.seal.Hash;
import cn.tongtu.ledger.SealablePostings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Seals and verifies postings for a bench, and hashes the same bytes without a database. */
public final class SealBench {
  private static final int IN_MEMORY = 400_000;

  private final List<Sealable> tables = List.of(SealablePostings.asOffered());
  private final DataSource source;
  private final Sealing sealing;
  private final Verification verification;

  public SealBench(DataSource source, Path folder) {
    this.source = source;
    var roots = new RootsFile(folder);
    sealing =
        new Sealing(
            tables,
            new Batches(JdbcClient.create(source)),
            roots,
            Hashings.USUAL,
            new JdbcTemplate(source),
            new JdbcTransactionManager(source));
    verification = new Verification(tables, sealing, roots, source);
  }

  public long seal() {
    var sealed = sealing.seal();
    while (sealing.waits()) {
      Thread.onSpinWait();
      sealed += sealing.seal();
    }
    return sealed;
  }

  /**
   * @return how many rows were verified
   * @throws IllegalStateException when anything does not verify
   */
  public long verify() {
    var outcome = verification.verify();
    if (!outcome.faults().isEmpty()) {
      throw new IllegalStateException(outcome.faults().getFirst().english());
    }
    return outcome.rows();
  }

  /** Seconds to hash so many rows, leaves and tree, on one core: a part of them, over and over. */
  public double hashAlone(long rows) throws SQLException {
    var contents = new ArrayList<byte[]>();
    try (var connection = source.getConnection();
        var found = Rows.between(connection, tables.getFirst(), 0, Long.MAX_VALUE, IN_MEMORY)) {
      while (found.next()) {
        contents.add(found.content());
      }
    }
    var took = new double[5];
    for (var again = 0; again < took.length; again++) {
      var started = System.nanoTime();
      hash(contents);
      took[again] = (System.nanoTime() - started) / 1e9;
    }
    Arrays.sort(took);
    return took[took.length / 2] / contents.size() * rows;
  }

  private static void hash(List<byte[]> contents) {
    var hashing = Hashings.named(Hashings.USUAL);
    var leaves = new ArrayList<Hash>(contents.size());
    contents.forEach(content -> leaves.add(hashing.leaf(content)));
    var frontier = Frontier.EMPTY.append(leaves, hashing);
    if (frontier.size() != contents.size()) {
      throw new IllegalStateException("Not all were hashed");
    }
  }
}
