package cn.tongtu.report;

import cn.tongtu.engine.value.Span;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of documents. */
@Repository
class Documents {
  private final JdbcClient db;

  Documents(JdbcClient db) {
    this.db = db;
  }

  /** The document's number; one that is there already is found, not made twice. */
  long put(String template, String org, Span span) {
    db.sql(
            """
            insert into report.document (template, org, first_month, last_month) values (?, ?, ?, ?)
            on conflict do nothing
            """)
        .params(template, org, span.from(), span.to())
        .update();
    return db.sql(
            """
            select id from report.document
             where template = ? and org = ? and first_month = ? and last_month = ?
            """)
        .params(template, org, span.from(), span.to())
        .query(Long.class)
        .single();
  }

  List<DocumentRow> list() {
    return db.sql("select * from report.document order by id").query((rs, _) -> row(rs)).list();
  }

  Optional<DocumentRow> find(long id) {
    return db.sql("select * from report.document where id = ?")
        .param(id)
        .query((rs, _) -> row(rs))
        .optional();
  }

  private static DocumentRow row(ResultSet rs) throws SQLException {
    return new DocumentRow(
        rs.getLong("id"),
        rs.getString("template"),
        rs.getString("org"),
        new Span(rs.getInt("first_month"), rs.getInt("last_month")));
  }
}
