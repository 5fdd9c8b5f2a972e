package cn.tongtu.report;

import cn.tongtu.engine.value.Span;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
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

  /** The document's number, and whether it is new; one that is there already is not made twice. */
  record Put(long id, boolean added) {}

  Put put(DocumentRow row) {
    var values =
        Arrays.asList(
            row.template(),
            row.org(),
            row.span().from(),
            row.span().to(),
            row.watched().orElse(null));
    var added =
        db.sql(
                """
                insert into report.document (template, org, first_month, last_month, watched) values (?, ?, ?, ?, ?)
                on conflict do nothing
                """)
            .params(values)
            .update();
    var id =
        db.sql(
                """
                select id from report.document
                 where template = ? and org = ? and first_month = ? and last_month = ?
                   and watched is not distinct from ?
                """)
            .params(values)
            .query(Long.class)
            .single();
    return new Put(id, added == 1);
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
        new Span(rs.getInt("first_month"), rs.getInt("last_month")),
        Optional.ofNullable(rs.getString("watched")));
  }
}
