package cn.tongtu.register;

import cn.tongtu.register.Register.Entry;
import cn.tongtu.shared.Refusal;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The records of the registers, each in its register's own table. */
@Repository
class Entries {
  private final JdbcClient db;

  Entries(JdbcClient db) {
    this.db = db;
  }

  long add(Register register, Entry entry) {
    var columns = new ArrayList<>(List.of("org", "source", "note", "invented"));
    var values =
        new ArrayList<Object>(List.of(entry.org(), entry.source(), entry.note(), entry.invented()));
    entry
        .values()
        .forEach((field, value) -> {
          columns.add(field);
          values.add(value);
        });
    return db.sql(
            "insert into %s (%s) values (%s) returning id"
                .formatted(
                    register.table(),
                    String.join(", ", columns),
                    columns.stream().map(_ -> "?").collect(Collectors.joining(", "))))
        .params(values)
        .query(Long.class)
        .single();
  }

  void put(Register register, Entry entry) {
    var values = new ArrayList<@org.jspecify.annotations.Nullable Object>();
    var sets =
        register.fields().keySet().stream()
            .map(field -> {
              values.add(entry.values().get(field));
              return field + " = ?";
            })
            .collect(Collectors.joining(", "));
    values.add(entry.id());
    db.sql("update %s set %s where id = ?".formatted(register.table(), sets))
        .params(values)
        .update();
  }

  /** Takes the record's row lock first and reads second. */
  Entry lock(Register register, long id) {
    db.sql("select id from %s where id = ? for update".formatted(register.table()))
        .param(id)
        .query(Long.class)
        .optional();
    return find(register, id)
        .orElseThrow(() ->
            new Refusal(
                register.label() + "没有第 " + id + " 号记录",
                "no record " + id + " in " + register.english()));
  }

  Optional<Entry> find(Register register, long id) {
    return db.sql("select * from %s where id = ?".formatted(register.table()))
        .param(id)
        .query((rs, _) -> entry(register, rs))
        .optional();
  }

  List<Entry> list(Register register) {
    return db.sql("select * from %s order by id".formatted(register.table()))
        .query((rs, _) -> entry(register, rs))
        .list();
  }

  long count(Register register) {
    return db.sql("select count(*) from " + register.table()).query(Long.class).single();
  }

  long invented(Register register, Collection<Long> ids) {
    return db.sql(
            "select count(*) from %s where invented and id = any (?)".formatted(register.table()))
        .param(ids.toArray(Long[]::new))
        .query(Long.class)
        .single();
  }

  List<Entry> page(Register register, int offset, int size) {
    return db.sql("select * from %s order by id limit ? offset ?".formatted(register.table()))
        .params(size, offset)
        .query((rs, _) -> entry(register, rs))
        .list();
  }

  /** The sum of a field over all records; empty when no record fills it. */
  Optional<BigDecimal> sum(Register register, String field) {
    return db.sql("select sum(%s) from %s".formatted(field, register.table()))
        .query(BigDecimal.class)
        .optional();
  }

  private static Entry entry(Register register, ResultSet rs) throws SQLException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (var field : register.fields().keySet()) {
      var value = rs.getObject(field);
      if (value != null) {
        values.put(field, value instanceof Date day ? day.toLocalDate() : value);
      }
    }
    return new Entry(
        rs.getLong("id"),
        rs.getString("org"),
        values,
        rs.getString("source"),
        rs.getString("note"),
        rs.getBoolean("invented"));
  }
}
