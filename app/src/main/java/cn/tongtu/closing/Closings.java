package cn.tongtu.closing;

import cn.tongtu.closing.ClosingEvent.Step;
import cn.tongtu.shared.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of what was done about closing months. */
@Repository
class Closings {
  private static final int YEAR = 12;
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final JdbcClient db;

  Closings(JdbcClient db) {
    this.db = db;
  }

  static int number(YearMonth month) {
    return month.getYear() * YEAR + month.getMonthValue() - 1;
  }

  static YearMonth month(int number) {
    return YearMonth.of(number / YEAR, number % YEAR + 1);
  }

  /**
   * Waits until nobody writes into the books of these organisations, and keeps writers out until
   * the transaction ends. It waits less than PostgreSQL does before it looks for a deadlock, so
   * that it is never a writer who has to give way.
   *
   * @return false when writers did not come to an end in that time; the transaction is then spent
   */
  boolean lockBooks(Collection<String> orgs) {
    var _ = db.sql("select set_config('lock_timeout', '700ms', true)").query(String.class).single();
    try {
      for (var org : orgs.stream().sorted().toList()) {
        db.sql("select pg_advisory_xact_lock(ledger.books(?))").param(org).query(_ -> {});
      }
      return true;
    } catch (DataAccessException failed) {
      if (failed.getMostSpecificCause() instanceof SQLException told
          && LOCK_NOT_AVAILABLE.equals(told.getSQLState())) {
        return false;
      }
      throw failed;
    }
  }

  void add(String org, YearMonth month, Step step, Actor actor, String why) {
    db.sql(
            "insert into ledger.closing (org, month, step, actor, person, why) values (?, ?, ?, ?, ?, ?)")
        .params(
            Arrays.<@Nullable Object>asList(
                org, number(month), step.name(), actor.name(), actor.person().orElse(null), why))
        .update();
  }

  Map<String, YearMonth> closedThrough() {
    var closed = new LinkedHashMap<String, YearMonth>();
    db.sql("select org, max(month) from ledger.closing where step = 'SIGNED' group by org")
        .query(rs -> {
          closed.put(rs.getString(1), month(rs.getInt(2)));
        });
    return closed;
  }

  List<ClosingEvent> events(String org, YearMonth month) {
    return db.sql("select * from ledger.closing where org = ? and month = ? order by id")
        .params(org, number(month))
        .query((rs, _) -> event(rs))
        .list();
  }

  /** What was last done about each month of a year. */
  List<ClosingEvent> last(int year) {
    return db.sql(
            """
            select distinct on (org, month) * from ledger.closing
             where month between ? and ? order by org, month, id desc
            """)
        .params(year * YEAR, year * YEAR + YEAR - 1)
        .query((rs, _) -> event(rs))
        .list();
  }

  /** Proposals that wait for a signature, the oldest first. */
  List<ClosingEvent> waiting() {
    return db.sql(
            """
            select * from (select distinct on (org, month) * from ledger.closing order by org, month, id desc) last
             where step <> 'SIGNED' order by id
            """)
        .query((rs, _) -> event(rs))
        .list();
  }

  /** Which of these organisations have a posting that counts up to the end of a month. */
  List<String> kept(Collection<String> orgs, YearMonth month) {
    return orgs.isEmpty()
        ? List.of()
        : new ArrayList<>(
            db.sql(
                    """
                    select code from unnest(?) asked (code)
                     where exists (select from ledger.measure m
                                    where exists (select from ledger.posting p
                                                   where p.measure = m.id and p.org = code and p.on_day <= ?))
                    """)
                .params(orgs.toArray(String[]::new), month.atEndOfMonth())
                .query(String.class)
                .list());
  }

  /** Postings into a month since an instant of its closing. */
  long postedSince(String org, YearMonth month, java.time.Instant since) {
    return db.sql(
            """
            select count(*) from ledger.measure m join ledger.posting p on p.measure = m.id
             where p.org = ? and p.on_day between ? and ? and p.posted_at > ?
            """)
        .params(org, month.atDay(1), month.atEndOfMonth(), since.atOffset(java.time.ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  private static ClosingEvent event(ResultSet rs) throws SQLException {
    return new ClosingEvent(
        rs.getString("org"),
        month(rs.getInt("month")),
        Step.valueOf(rs.getString("step")),
        rs.getObject("at", OffsetDateTime.class).toInstant(),
        rs.getString("actor"),
        Optional.ofNullable(rs.getObject("person", Long.class)).orElse(ClosingEvent.NOBODY),
        rs.getString("why"));
  }
}
