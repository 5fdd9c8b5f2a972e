package cn.tongtu.register;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How people want to see registers, and what they share of it (个人视图). */
@Repository
class SavedViews {
  private final JdbcClient db;

  SavedViews(JdbcClient db) {
    this.db = db;
  }

  /**
   * A view that somebody keeps (视图).
   *
   * @param query of the register's page
   * @param org with whom it is shared
   */
  record Saved(long id, long person, String name, String query, Optional<String> org) {
    /** By which it is called as somebody's usual one. */
    String mark() {
      return "#" + id;
    }
  }

  /** One's own, and what others share with one of these organisations. */
  List<Saved> of(Register register, long person, List<String> orgs) {
    return db.sql(
            """
            select * from register.saved_view where register = ? and (person = ? or org = any (?))
             order by person <> ?, name, id
            """)
        .params(register.id(), person, orgs.toArray(String[]::new), person)
        .query((rs, _) ->
            new Saved(
                rs.getLong("id"),
                rs.getLong("person"),
                Objects.requireNonNull(rs.getString("name")),
                Objects.requireNonNull(rs.getString("query")),
                Optional.ofNullable(rs.getString("org"))))
        .list();
  }

  /**
   * @return empty where the person has one of this name already
   */
  Optional<Long> add(
      Register register, long person, String name, String query, Optional<String> org) {
    return db.sql(
            """
            insert into register.saved_view (register, person, name, query, org) values (?, ?, ?, ?, ?)
            on conflict do nothing returning id
            """)
        .params(Arrays.asList(register.id(), person, name, query, org.orElse(null)))
        .query(Long.class)
        .optional();
  }

  /** Only one's own; false where it is none of one's own, or another is called so. */
  boolean put(long id, long person, String name, Optional<String> org) {
    try {
      return db.sql("update register.saved_view set name = ?, org = ? where id = ? and person = ?")
              .params(Arrays.asList(name, org.orElse(null), id, person))
              .update()
          == 1;
    } catch (DuplicateKeyException taken) {
      return false;
    }
  }

  /** Only one's own. */
  void delete(long id, long person) {
    db.sql("delete from register.saved_view where id = ? and person = ?")
        .params(id, person)
        .update();
  }

  Optional<String> usual(Register register, long person) {
    return db.sql("select view from register.usual_view where register = ? and person = ?")
        .params(register.id(), person)
        .query(String.class)
        .optional();
  }

  /**
   * @param view empty for the plain list
   */
  void prefer(Register register, long person, String view) {
    if (view.isEmpty()) {
      db.sql("delete from register.usual_view where register = ? and person = ?")
          .params(register.id(), person)
          .update();
    } else {
      db.sql(
              """
              insert into register.usual_view (person, register, view) values (?, ?, ?)
              on conflict (person, register) do update set view = excluded.view
              """)
          .params(person, register.id(), view)
          .update();
    }
  }
}
