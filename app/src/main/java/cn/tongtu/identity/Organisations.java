package cn.tongtu.identity;

import cn.tongtu.shared.Refusal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The organisations known (单位名录). */
@Repository
public class Organisations {
  private final JdbcClient db;

  Organisations(JdbcClient db) {
    this.db = db;
  }

  public List<Organisation> list() {
    return db.sql("select code, name, english, kind from identity.organisation order by code")
        .query(Organisation.class)
        .list();
  }

  public Optional<Organisation> find(String code) {
    return db.sql("select code, name, english, kind from identity.organisation where code = ?")
        .param(code)
        .query(Organisation.class)
        .optional();
  }

  /**
   * @throws Refusal when there is no such organisation
   */
  public Organisation get(String code) {
    return find(code)
        .orElseThrow(() -> new Refusal("没有这个单位：" + code, "no such organisation: " + code));
  }

  /**
   * Which organisation stood directly below which on a day (隶属): the parent of each by its code.
   */
  public Map<String, String> parents(LocalDate day) {
    var parents = new TreeMap<String, String>();
    db.sql(
            """
            select org, parent from identity.placing
             where first_day <= ? and coalesce(last_day, 'infinity') >= ?
            """)
        .params(day, day)
        .query(rs -> {
          parents.put(rs.getString(1), rs.getString(2));
        });
    return parents;
  }

  public void put(Organisation organisation) {
    db.sql(
            """
            insert into identity.organisation (code, name, english, kind) values (?, ?, ?, ?)
            on conflict (code) do update
              set name = excluded.name, english = excluded.english, kind = excluded.kind
            """)
        .params(
            organisation.code(),
            organisation.name(),
            organisation.english(),
            organisation.kind().name())
        .update();
  }
}
