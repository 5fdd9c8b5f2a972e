package cn.tongtu.identity;

import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.WrongField;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** People with their accounts, as they are kept (人员名册). */
@Repository
class People {
  private static final String PERSON =
      "select id, account, name, demo, password, left_on from identity.person ";

  private final JdbcClient db;

  People(JdbcClient db) {
    this.db = db;
  }

  Optional<Person> find(long id) {
    return db.sql(PERSON + "where id = ?").param(id).query((rs, _) -> person(rs)).optional();
  }

  Person get(long id) {
    return find(id).orElseThrow(People::nobody);
  }

  private static NotFound nobody() {
    return new NotFound("没有这个人员", "no such person");
  }

  Optional<Person> find(String account) {
    return db.sql(PERSON + "where account = ?")
        .param(plain(account))
        .query((rs, _) -> person(rs))
        .optional();
  }

  List<Person> list() {
    return db.sql(PERSON + "order by id").query((rs, _) -> person(rs)).list();
  }

  /** Whoever changes what a person may do holds this lock; whoever acts shares it. */
  Person lock(long person) {
    return db.sql(PERSON + "where id = ? for update")
        .param(person)
        .query((rs, _) -> person(rs))
        .optional()
        .orElseThrow(People::nobody);
  }

  /**
   * The person and whoever lets this person act for them, each held until the deed is done: a seat
   * that ends meanwhile ends after it.
   */
  List<Person> share(long person) {
    return db.sql(
            PERSON
                + """
                where id = :person or id in (
                  select s.person from identity.delegation d join identity.seat s on s.id = d.seat
                  where d.delegate = :person)
                order by id for share
                """)
        .param("person", person)
        .query((rs, _) -> person(rs))
        .list();
  }

  long add(String account, String name, boolean demo) {
    return db.sql(
            """
            insert into identity.person (account, name, demo) values (?, ?, ?)
            on conflict (account) do nothing returning id
            """)
        .params(plain(account), name.strip(), demo)
        .query(Long.class)
        .optional()
        .orElseThrow(() ->
            new WrongField("account", "账号已被使用：" + account, "the account is taken: " + account));
  }

  private static String plain(String account) {
    return account.strip().toLowerCase(Locale.ROOT);
  }

  void putPassword(long person, String hash) {
    db.sql("update identity.person set password = ? where id = ?").params(hash, person).update();
  }

  void leave(long person, LocalDate on) {
    db.sql("update identity.person set left_on = ? where id = ?").params(on, person).update();
  }

  private static Person person(ResultSet rs) throws SQLException {
    return new Person(
        rs.getLong("id"),
        rs.getString("account"),
        rs.getString("name"),
        rs.getBoolean("demo"),
        Optional.ofNullable(rs.getString("password")),
        Optional.ofNullable(Seats.day(rs, "left_on")));
  }
}
