package cn.tongtu.register;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What was done with many records at once, and what came of each (批量结果). */
@Repository
class Bulks {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<HashMap<String, String>> FIELDS = new TypeReference<>() {};

  private final JdbcClient db;

  Bulks(JdbcClient db) {
    this.db = db;
  }

  /**
   * A deed with many records (批量办理).
   *
   * @param id as the form brought it
   * @param deed a move; empty where rows were typed into a grid
   * @param fields what was asked once for all of them
   */
  record Bulk(
      UUID id, String register, String deed, long person, Map<String, String> fields, String why) {}

  /**
   * What came of a row.
   *
   * @param record empty while a line of a grid has become none
   * @param said why it was not done; empty while nobody tried
   * @param closed whether it wants the reason of a revision
   */
  record Row(long row, Optional<Long> record, boolean done, Label said, boolean closed) {}

  /**
   * Begins it, or goes on with it: rows that are done stay so.
   *
   * @throws NotFound when it is somebody else's, or another deed
   */
  void begin(Bulk bulk, List<Row> rows) {
    var begun =
        db.sql(
                """
                insert into register.bulk as b (id, register, deed, person, fields, why)
                values (?, ?, ?, ?, ?::jsonb, ?)
                on conflict (id) do update set fields = excluded.fields, why = excluded.why
                  where b.register = excluded.register and b.deed = excluded.deed and b.person = excluded.person
                """)
            .params(
                bulk.id,
                bulk.register,
                bulk.deed,
                bulk.person,
                JSON.writeValueAsString(bulk.fields),
                bulk.why)
            .update();
    if (begun == 0) {
      throw nothing();
    }
    db.sql(
            """
            insert into register.bulk_row (bulk, row, record)
            select ?, row, record from unnest(?::bigint[], ?::bigint[]) as v (row, record)
            on conflict do nothing
            """)
        .params(
            bulk.id,
            rows.stream().map(Row::row).toArray(Long[]::new),
            rows.stream().map(row -> row.record.orElse(null)).toArray(Long[]::new))
        .update();
  }

  static NotFound nothing() {
    return new NotFound("没有这次批量办理", "nothing was done under this number");
  }

  /** One's own. */
  Bulk get(Register register, UUID id, long person) {
    return db.sql("select * from register.bulk where id = ? and register = ? and person = ?")
        .params(id, register.id(), person)
        .query((rs, _) ->
            new Bulk(
                id,
                rs.getString("register"),
                rs.getString("deed"),
                rs.getLong("person"),
                JSON.readValue(rs.getString("fields"), FIELDS),
                rs.getString("why")))
        .optional()
        .orElseThrow(Bulks::nothing);
  }

  /** Takes the row's lock first and reads second. */
  Row lock(UUID bulk, long row) {
    return db.sql("select * from register.bulk_row where bulk = ? and row = ? for update")
        .params(bulk, row)
        .query((rs, _) -> row(rs))
        .single();
  }

  List<Row> rows(UUID bulk) {
    return db.sql("select * from register.bulk_row where bulk = ? order by row")
        .param(bulk)
        .query((rs, _) -> row(rs))
        .list();
  }

  private static Row row(ResultSet rs) throws SQLException {
    return new Row(
        rs.getLong("row"),
        Optional.ofNullable(rs.getObject("record", Long.class)),
        rs.getBoolean("done"),
        new Label(
            Objects.requireNonNull(rs.getString("chinese")),
            Objects.requireNonNull(rs.getString("english"))),
        rs.getBoolean("closed"));
  }

  /** In the transaction of the deed. */
  void done(UUID bulk, long row, long record) {
    db.sql(
            """
            update register.bulk_row set done = true, record = ?, chinese = '', english = '', closed = false
             where bulk = ? and row = ?
            """)
        .params(record, bulk, row)
        .update();
  }

  /** What was done meanwhile stays done. */
  void refused(UUID bulk, long row, Label why, boolean closed) {
    db.sql(
            """
            update register.bulk_row set chinese = ?, english = ?, closed = ?
             where bulk = ? and row = ? and not done
            """)
        .params(why.chinese(), why.english(), closed, bulk, row)
        .update();
  }
}
