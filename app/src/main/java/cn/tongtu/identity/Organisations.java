package cn.tongtu.identity;

import cn.tongtu.shared.Refusal;
import java.util.List;
import java.util.Optional;
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
