package cn.tongtu.seal;

import cn.tongtu.engine.seal.Consistency;
import cn.tongtu.engine.seal.Hash;
import cn.tongtu.engine.seal.Inclusion;
import cn.tongtu.engine.seal.SealedLog;
import cn.tongtu.shared.StartupProblem;
import java.sql.Connection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;

/** Makes the proofs that somebody takes away and checks without us (证明). */
@Service
class Proofs {
  private final List<Sealable> tables;
  private final Batches batches;
  private final RootsFile roots;
  private final JdbcTemplate db;

  Proofs(List<Sealable> tables, Batches batches, RootsFile roots, JdbcTemplate db) {
    this.tables = tables;
    this.batches = batches;
    this.roots = roots;
    this.db = db;
  }

  /** That a row with this content, in hexadecimal, is in the log with this root. */
  record OfRow(String hexadecimal, Inclusion inclusion, SignedRoot root) {}

  /** That the log with the earlier root is the beginning of the one with the later. */
  record OfGrowth(Consistency consistency, SignedRoot earlier, SignedRoot later) {}

  /**
   * @param name the table's name, with or without its schema
   */
  OfRow row(String name, long number) {
    var table =
        tables.stream()
            .filter(each -> each.table().equals(name) || each.table().endsWith("." + name))
            .findFirst()
            .orElseThrow(() ->
                new StartupProblem(
                    "没有可封存的表 " + name + "。", "There is no sealable table " + name + "."));
    var batch =
        batches
            .of(table.table(), number)
            .filter(found -> found.ids().position(number) >= 0)
            .orElseThrow(() ->
                new StartupProblem(
                    "%s 第 %d 行没有封存。".formatted(name, number),
                    "Row %d of %s is not sealed.".formatted(number, name)));
    var position = Math.toIntExact(batch.ids().position(number));
    var content =
        content(table, number)
            .filter(found ->
                Hashings.named(batch.said().hashing())
                    .leaf(found)
                    .equals(batch.leaves().get(position)))
            .orElseThrow(() ->
                new StartupProblem(
                    "%s 第 %d 行已不是封存时的内容，无从证明。请运行 ./tongtu verify。".formatted(name, number),
                    "Row %d of %s is not what was sealed, so it cannot be proved. Run ./tongtu verify."
                        .formatted(number, name)));
    var root = line(batches.last().orElseThrow().said().sequence());
    return new OfRow(
        HexFormat.of().formatHex(content), log(root).inclusion(batch.start() + position), root);
  }

  OfGrowth growth(long earlier, long later) {
    var before = line(earlier);
    var after = line(later);
    if (earlier > later) {
      throw new StartupProblem("第一个批次应早于第二个。", "The first batch must be the earlier one.");
    }
    return new OfGrowth(log(after).consistency(before.said().size()), before, after);
  }

  String publicKey() {
    return roots.publicKey().base64();
  }

  private SignedRoot line(long sequence) {
    return roots
        .find(sequence)
        .orElseThrow(() ->
            new StartupProblem(
                "根文件 %s 没有第 %d 批。".formatted(roots, sequence),
                "%s has no batch %d.".formatted(roots, sequence)));
  }

  private Optional<byte[]> content(Sealable table, long number) {
    return Objects.requireNonNull(
        db.execute((Connection connection) -> {
          try (var rows = Rows.between(connection, table, number - 1, number, 1)) {
            return rows.next() ? Optional.of(rows.content()) : Optional.empty();
          }
        }));
  }

  private SealedLog log(SignedRoot root) {
    return new SealedLog(
        root.said().size(), new StoredLeaves()::get, Hashings.named(root.said().hashing()));
  }

  /** The log is asked for its leaves in long runs, so one batch at hand is enough. */
  private final class StoredLeaves {
    private @Nullable Batch batch;

    Hash get(long index) {
      var held = batch;
      if (held == null || index < held.start() || index >= held.said().size()) {
        held = batches.at(index);
        batch = held;
      }
      return held.leaves().get(Math.toIntExact(index - held.start()));
    }
  }
}
