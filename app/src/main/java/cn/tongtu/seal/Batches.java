package cn.tongtu.seal;

import cn.tongtu.engine.seal.Frontier;
import cn.tongtu.engine.seal.Hash;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of batches, and how far a table may be sealed. */
@Repository
class Batches {
  private final JdbcClient db;

  Batches(JdbcClient db) {
    this.db = db;
  }

  /** Whether this transaction is the one that seals; another process may be at it. */
  boolean lock() {
    return db.sql("select pg_try_advisory_xact_lock(hashtextextended('seal', 0))")
        .query(Boolean.class)
        .single();
  }

  Optional<Batch> last() {
    return db.sql("select * from seal.batch order by sequence desc limit 1")
        .query((rs, _) -> batch(rs))
        .optional();
  }

  /** The batch that holds the row with this number, if it is sealed. */
  Optional<Batch> of(String table, long number) {
    return db.sql(
            "select * from seal.batch where source = ? and through >= ? and after < ? order by through limit 1")
        .params(table, number, number)
        .query((rs, _) -> batch(rs))
        .optional();
  }

  /** The batch that holds the log's entry at this index. */
  Batch at(long index) {
    return db.sql("select * from seal.batch where size > ? order by size limit 1")
        .param(index)
        .query((rs, _) -> batch(rs))
        .single();
  }

  /** The number of a table's last sealed row. */
  long through(String table) {
    return db.sql("select coalesce(max(through), 0) from seal.batch where source = ?")
        .param(table)
        .query(Long.class)
        .single();
  }

  void add(Batch batch) {
    var said = batch.said();
    db.sql(
            """
            insert into seal.batch
              (sequence, source, after, through, count, size, ids, leaves, frontier, root, hashing, sealed_at)
            values (?, ?, ?, ?, ?, ?, ?::int8multirange, ?, ?, ?, ?, ?)
            """)
        .params(
            said.sequence(),
            said.table(),
            said.after(),
            said.through(),
            said.count(),
            said.size(),
            batch.ids().toString(),
            batch.leaves().bytes(),
            bytes(batch.frontier()),
            said.root().bytes(),
            said.hashing(),
            said.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** How far a table's numbers were drawn; what was drawn may not be written yet. */
  long drawn(Sealable table) {
    return db.sql("select case when is_called then last_value else 0 end from " + sequence(table))
        .query(Long.class)
        .single();
  }

  /**
   * Why the table's rows could appear behind the edge unseen, if they could: no trigger that gives
   * a transaction its number first, or numbers drawn in advance.
   */
  boolean keepsOrder(Sealable table) {
    return db.sql(
            """
            select exists (select from pg_trigger
                            where tgrelid = ?::regclass and tgname like '%\\_has\\_its\\_transaction' and tgenabled <> 'D')
               and (select seqcache = 1 from pg_sequence where seqrelid = pg_get_serial_sequence(?, ?)::regclass)
            """)
        .params(table.table(), table.table(), table.number())
        .query(Boolean.class)
        .single();
  }

  /**
   * A transaction number above those of all transactions so far. The snapshot's xmax would not do:
   * it lies above the last <em>ended</em> transaction, and a running one may have that number.
   */
  long horizon() {
    return db.sql("select pg_current_xact_id()::text::bigint").query(Long.class).single();
  }

  /** Whether all transactions with a number below the horizon have ended. */
  boolean endedBelow(long horizon) {
    return db.sql("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= ?")
        .param(horizon)
        .query(Boolean.class)
        .single();
  }

  /** For many batches: hashes come as they are and not as text of twice the length. */
  static PreparedStatement inBinary(PreparedStatement statement) throws SQLException {
    statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
    return statement;
  }

  static Batch batch(ResultSet rs) throws SQLException {
    return new Batch(
        new SignedRoot.Said(
            rs.getLong("sequence"),
            rs.getString("source"),
            rs.getLong("after"),
            rs.getLong("through"),
            rs.getLong("count"),
            rs.getLong("size"),
            rs.getString("hashing"),
            Hash.of(rs.getBytes("root")),
            rs.getObject("sealed_at", OffsetDateTime.class).toInstant()),
        Ids.parse(rs.getString("ids")),
        new Leaves(rs.getBytes("leaves")),
        frontier(rs.getLong("size"), new Leaves(rs.getBytes("frontier"))));
  }

  private static Frontier frontier(long size, Leaves peaks) {
    return new Frontier(
        size, java.util.stream.StreamSupport.stream(peaks.spliterator(), false).toList());
  }

  private static byte[] bytes(Frontier frontier) {
    var peaks = new Leaves.Gathering();
    frontier.peaks().forEach(peaks::add);
    return peaks.leaves().bytes();
  }

  private String sequence(Sealable table) {
    return db.sql("select pg_get_serial_sequence(?, ?)")
        .params(table.table(), table.number())
        .query(String.class)
        .single();
  }
}
