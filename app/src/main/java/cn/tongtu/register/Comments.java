package cn.tongtu.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was said of records (评论); only ever added to. */
@Repository
class Comments {
  private final JdbcClient db;

  Comments(JdbcClient db) {
    this.db = db;
  }

  /** A comment: by whom, when. */
  record Said(String actor, String text, Instant at) {}

  void add(Register register, long record, long person, String actor, String text) {
    db.sql(
            "insert into register.comment (register, record, person, actor, text) values (?, ?, ?, ?, ?)")
        .params(register.id(), record, person, actor, text)
        .update();
  }

  /** The oldest first, as people talk. */
  List<Said> of(Register register, long record) {
    return db.sql("select * from register.comment where register = ? and record = ? order by id")
        .params(register.id(), record)
        .query((rs, _) -> said(rs))
        .list();
  }

  private static Said said(ResultSet rs) throws SQLException {
    return new Said(
        rs.getString("actor"),
        rs.getString("text"),
        Objects.requireNonNull(rs.getTimestamp("at")).toInstant());
  }
}
