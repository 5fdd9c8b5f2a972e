package cn.tongtu.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Postings into closed months (数据修订), and the documents that had quoted the figure before. */
@Repository
public class Revisions {
  private static final YearMonth FIRST = YearMonth.of(1949, 1);
  private static final YearMonth LAST = YearMonth.of(2100, 12);
  private static final String WHERE =
      " from ledger.posting where revision is not null and (? = '' or org = ?) and on_day between ? and ? ";

  private final JdbcClient db;
  private final Postings postings;

  Revisions(JdbcClient db, Postings postings) {
    this.db = db;
    this.postings = postings;
  }

  /** Which are asked for: an organisation's or all (''), of one month or all. */
  record Search(String org, Optional<YearMonth> month) {
    private List<Object> values() {
      return List.of(org, org, month.orElse(FIRST).atDay(1), month.orElse(LAST).atEndOfMonth());
    }
  }

  long count(Search search) {
    return db.sql("select count(*)" + WHERE).params(search.values()).query(Long.class).single();
  }

  /** The newest first. */
  List<Posting> list(Search search, int offset, int size) {
    var values = new ArrayList<>(search.values());
    values.add(size);
    values.add(offset);
    return postings.list(
        "select *" + WHERE + "order by posted_at desc, id desc limit ? offset ?", values);
  }

  /** How many postings revised a month of an organisation. */
  public record Count(String org, YearMonth month, long postings) {}

  /** The months of a year that were revised after they were closed. */
  public List<Count> counts(int year) {
    return db.sql(
            """
            select org, extract(month from on_day)::int as month, count(*) as postings from ledger.posting
             where revision is not null and on_day between ? and ? group by 1, 2
            """)
        .params(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31))
        .query((rs, _) ->
            new Count(
                rs.getString("org"),
                YearMonth.of(year, rs.getInt("month")),
                rs.getLong("postings")))
        .list();
  }

  /** A document that quoted a figure before it was revised (受影响文稿). */
  public record Affected(String title, String path, Instant citedAt) {}

  /** For each of these postings the documents that had quoted a cell it falls into. */
  public Map<Long, List<Affected>> affected(List<Long> revisions) {
    var affected = new LinkedHashMap<Long, List<Affected>>();
    db.sql(
            """
            select distinct p.id, c.id citation, c.title, c.path, c.cited_at
              from ledger.posting p
              join ledger.cited_cell q on q.measure = p.measure and (q.orgs is null or p.org = any (q.orgs))
               and p.on_day <= q.to_day and (q.from_day is null or p.on_day >= q.from_day)
              join ledger.citation c on c.id = q.citation and c.known_at < p.posted_at
             where p.id = any (?) and p.revision is not null
               and not exists (
                 select from unnest(q.filters) f,
                        lateral (select split_part(f, ':', 1) dimension, substr(f, strpos(f, ':') + 1) members) said
                  where (coalesce(case said.dimension when 'subject' then p.subject else p.members ->> said.dimension end, '')
                           = any (string_to_array(ltrim(said.members, '!'), '|'))) = starts_with(said.members, '!'))
             order by p.id, c.id
            """)
        .param(revisions.toArray(Long[]::new))
        .query(rs -> {
          affected
              .computeIfAbsent(rs.getLong("id"), _ -> new ArrayList<>())
              .add(
                  new Affected(
                      rs.getString("title"),
                      rs.getString("path"),
                      rs.getObject("cited_at", OffsetDateTime.class).toInstant()));
        });
    return affected;
  }
}
