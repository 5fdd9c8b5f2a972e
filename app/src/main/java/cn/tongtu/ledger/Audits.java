package cn.tongtu.ledger;

import cn.tongtu.ledger.Rollups.Difference;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The comparisons of the roll-ups with their postings (汇总核对记录), as they were made. */
@Repository
class Audits {
  private final JdbcClient db;

  Audits(JdbcClient db) {
    this.db = db;
  }

  record Audit(long id, Instant at, long postings, int differing) {}

  /** Whoever audits holds this till the end of the transaction; empty while somebody else does. */
  boolean lock() {
    return db.sql("select pg_try_advisory_xact_lock(hashtextextended('ledger.audit', 0))")
        .query(Boolean.class)
        .single();
  }

  void add(long postings, List<Difference> differences) {
    var id =
        db.sql("insert into ledger.audit (postings, differing) values (?, ?) returning id")
            .params(postings, differences.size())
            .query(Long.class)
            .single();
    for (var each : differences) {
      db.sql("insert into ledger.audit_difference values (?, ?, ?, ?, ?, ?, ?, ?)")
          .params(
              id,
              each.measure(),
              each.org(),
              each.member1(),
              each.member2(),
              each.month(),
              each.kept(),
              each.raw())
          .update();
    }
  }

  Optional<Audit> last() {
    return list(1).stream().findFirst();
  }

  /** The latest first. */
  List<Audit> list(int most) {
    return db.sql("select id, at, postings, differing from ledger.audit order by id desc limit ?")
        .param(most)
        .query((row, _) ->
            new Audit(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("postings"),
                row.getInt("differing")))
        .list();
  }

  List<Difference> differences(long audit) {
    return db.sql(
            """
            select measure, org, member1, member2, month, kept, raw from ledger.audit_difference
             where audit = ? order by measure, org, member1, member2, month
            """)
        .param(audit)
        .query(Difference.class)
        .list();
  }
}
