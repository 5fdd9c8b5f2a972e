package cn.tongtu.identity;

import cn.tongtu.identity.OrganisationTree.Placing;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which organisation stands below which, as it is kept (隶属关系). */
@Repository
class Placings {
  private static final RowMapper<Placing> PLACING =
      (rs, _) ->
          new Placing(
              rs.getString("org"), rs.getString("parent"), Seats.days(rs, "first_day", "last_day"));

  private final JdbcClient db;

  Placings(JdbcClient db) {
    this.db = db;
  }

  OrganisationTree tree() {
    return new OrganisationTree(
        db.sql("select * from identity.placing order by first_day, id").query(PLACING).list());
  }

  /** As much of the tree as stands above an organisation on a day. */
  OrganisationTree above(String org, LocalDate day) {
    return new OrganisationTree(
        db.sql(
                """
                with recursive line as (
                  select * from identity.placing
                  where org = :org and :day between first_day and coalesce(last_day, 'infinity')
                  union
                  select up.* from identity.placing up join line on up.org = line.parent
                  where :day between up.first_day and coalesce(up.last_day, 'infinity')
                )
                select * from line
                """)
            .param("org", org)
            .param("day", day)
            .query(PLACING)
            .list());
  }

  /** Where an organisation stood, the latest first. */
  List<Placing> of(String org) {
    return db.sql("select * from identity.placing where org = ? order by first_day desc, id desc")
        .param(org)
        .query(PLACING)
        .list();
  }

  /** One who changes the tree at a time, or two moves could close a circle together. */
  void lock() {
    db.sql("lock table identity.placing in share row exclusive mode").update();
  }

  void add(Placing placing) {
    db.sql(
            """
            insert into identity.placing (org, parent, first_day, last_day) values (?, ?, ?, ?)
            """)
        .params(
            Arrays.asList(
                placing.org(),
                placing.parent(),
                placing.days().first(),
                placing.days().last().orElse(null)))
        .update();
  }

  void end(String org, LocalDate last) {
    db.sql(
            """
            update identity.placing set last_day = greatest(?, first_day - 1)
            where org = ? and last_day is null
            """)
        .params(last, org)
        .update();
  }
}
