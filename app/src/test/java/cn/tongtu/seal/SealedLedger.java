package cn.tongtu.seal;

import cn.tongtu.identity.SealableAudit;
import cn.tongtu.ledger.SealablePostings;
import cn.tongtu.testkit.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A ledger of its own whose postings are sealed into a folder. */
final class SealedLedger implements AutoCloseable {
  static final String POST =
      """
      insert into ledger.posting
        (measure, on_day, org, subject, members, quantity, standing, record_kind, record_id, actor, why)
      select 'invest.done', date '2025-01-01' + (n % 300)::int, 'centre', case when n % 5 = 0 then null else 'P' || n % 7 end,
             jsonb_build_object('mode', '公路', 'key', case when n % 2 = 0 then '市重大' else '非市重大' end),
             n * 10000, 1, 'filing', n, '经办', '填报 ' || n
        from generate_series(1, ?) n
      """;

  final TestDatabase database = TestDatabase.fresh();
  final List<Sealable> tables = List.of(SealablePostings.asOffered(), SealableAudit.asOffered());
  final Path folder;
  final Batches batches = new Batches(database.jdbc());
  final RootsFile roots;
  final Sealing sealing;
  final Verification verification;
  final Proofs proofs;

  SealedLedger(Path folder) {
    this(folder, Hashings.USUAL);
  }

  SealedLedger(Path folder, String hashing) {
    this.folder = folder;
    var _ = db().sql("select ledger.make_year(2025)").query().rowSet();
    this.roots = new RootsFile(folder);
    this.sealing = sealer(hashing);
    this.verification = new Verification(tables, sealing, roots, database.dataSource());
    this.proofs = new Proofs(tables, batches, roots, new JdbcTemplate(database.dataSource()));
  }

  /** Another sealer, as another process would be. */
  Sealing sealer() {
    return sealer(Hashings.USUAL);
  }

  Sealing sealer(String hashing) {
    DataSource source = database.dataSource();
    return new Sealing(
        tables,
        batches,
        roots,
        hashing,
        new JdbcTemplate(source),
        new JdbcTransactionManager(source));
  }

  JdbcClient db() {
    return database.jdbc();
  }

  void post(int count) {
    db().sql(POST).param(count).update();
  }

  /** As the audit trail writes them: each of somebody's changes, with what was before and after. */
  void audit(int count) {
    db().sql(
            """
            insert into identity.audit (kind, action, actor, person, seat, address, org, record_kind, record_id, before, after, why)
            select case when n % 3 = 0 then 'REFUSED' else 'CHANGE' end, 'filing.correct', '经办', n, null, '10.0.0.' || n, 'centre',
                   'filing', n, json_object(array['amount'], array[n::text]), json_object(array['amount'], array[(n + 1)::text]), '监理核减'
              from generate_series(1, ?) n
            """)
        .param(count)
        .update();
  }

  /** Seals all there is: transactions of other tests on the same server may have to end first. */
  long seal() {
    var sealed = sealing.seal();
    while (sealing.waits()) {
      Thread.onSpinWait();
      sealed += sealing.seal();
    }
    return sealed;
  }

  /** What somebody does who owns the database and switches the guards off first. */
  void tamper(String... statements) {
    database
        .transaction()
        .executeWithoutResult(_ -> {
          db().sql("set local session_replication_role = replica").update();
          for (var statement : statements) {
            db().sql(statement).update();
          }
        });
  }

  List<String> faults() {
    return verification.verify().faults().stream().map(Fault::english).toList();
  }

  /** What would be sealed of the rows with numbers in (after, through]. */
  List<byte[]> contents(long after, long through) {
    var contents = new ArrayList<byte[]>();
    try (var connection = database.dataSource().getConnection();
        var rows = Rows.between(connection, tables.getFirst(), after, through, Long.MAX_VALUE)) {
      while (rows.next()) {
        contents.add(rows.content());
      }
      return contents;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Connections of one's own, more than the pool has. */
  Connection connect() throws SQLException {
    var pool = (HikariDataSource) database.dataSource();
    return DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
  }

  @Override
  public void close() {
    database.close();
  }
}
