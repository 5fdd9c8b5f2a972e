package cn.tongtu.register;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.Refusal;
import java.math.BigDecimal;
import java.sql.Date;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Reads anew what a field holds when its type changes (类型转换): each value is written out as people
 * read it and read back as the new type, by what reads forms and files. What cannot be read is
 * named before anything is done.
 */
@Repository
class Conversions {
  private static final int AT_ONCE = 1000;
  private static final int NAMED = 3;

  private final JdbcClient db;

  Conversions(JdbcClient db) {
    this.db = db;
  }

  /** Why what is held cannot be read as the new type; nothing when all of it can. */
  Optional<Label> hindrance(Register register, String column, String was, Field field) {
    if (!readable(field.type())) {
      return Optional.of(
          new Label(
              "不能转换为此类字段，请另用一个新的字段编号",
              "nothing is converted to a field of this type, use a new id"));
    }
    var wrong = new LinkedHashMap<Long, String>();
    var from = 0L;
    var all = 0L;
    for (var some = held(register, column, from, ""); !some.isEmpty(); ) {
      for (var one : some.entrySet()) {
        from = one.getKey();
        if (read(was, one.getValue(), field).isEmpty()) {
          all++;
          if (wrong.size() < NAMED) {
            wrong.put(one.getKey(), FieldType.meant(was).print(one.getValue()));
          }
        }
      }
      some = held(register, column, from, "");
    }
    if (all == 0) {
      return Optional.empty();
    }
    var named =
        wrong.entrySet().stream()
            .map(one -> "#" + one.getKey() + " “" + one.getValue() + "”")
            .toList();
    return Optional.of(
        new Label(
            "有 %,d 条不能按新类型读入（%s），请先更正这些记录".formatted(all, String.join("、", named)),
            "%,d cannot be read as the new type (%s), correct them first"
                .formatted(all, String.join(", ", named))));
  }

  private static boolean readable(FieldType type) {
    return switch (type) {
      case FieldType.Text(),
          FieldType.LongText(),
          FieldType.Whole(),
          FieldType.Amount(_),
          FieldType.Sum(_),
          FieldType.Day(),
          FieldType.Month(),
          FieldType.Choice(_),
          FieldType.YesNo() ->
          true;
      case FieldType.Person(),
          FieldType.Org(),
          FieldType.Coded(_),
          FieldType.Record(_),
          FieldType.Along(),
          FieldType.OnMap(_),
          FieldType.Files(_, _) ->
          false;
    };
  }

  private static Optional<Object> read(String was, Object value, Field field) {
    try {
      return field.type().read(FieldType.meant(was).print(value));
    } catch (Refusal unreadable) {
      return Optional.empty();
    }
  }

  /** What some records hold in a column, by record. */
  private Map<Long, Object> held(Register register, String column, long after, String and) {
    var held = new LinkedHashMap<Long, Object>();
    db.sql(
            "select id, %1$s from %2$s where id > ? and %1$s is not null%3$s order by id limit %4$d"
                .formatted(column, register.table(), and, AT_ONCE))
        .param(after)
        .query(rs -> {
          var value = rs.getObject(2);
          held.put(rs.getLong(1), value instanceof Date day ? day.toLocalDate() : value);
        });
    return held;
  }

  /** Fills the new column from the old, some at a time; what is filled already stays. */
  void fill(Register register, String old, String was, String fresh, Field field) {
    var from = 0L;
    var missing = " and " + fresh + " is null";
    for (var some = held(register, old, from, missing); !some.isEmpty(); ) {
      var ids = new ArrayList<Long>();
      var texts = new ArrayList<String>();
      for (var one : some.entrySet()) {
        from = one.getKey();
        read(was, one.getValue(), field)
            .ifPresent(value -> {
              ids.add(one.getKey());
              texts.add(text(field.type().stored(value)));
            });
      }
      db.sql(
              "update %s r set %s = v.value::%s from unnest(?::bigint[], ?::text[]) as v (id, value) where r.id = v.id"
                  .formatted(register.table(), fresh, field.type().column()))
          .params(List.of(ids.toArray(Long[]::new), texts.toArray(String[]::new)))
          .update();
      some = held(register, old, from, missing);
    }
  }

  private static String text(Object stored) {
    return stored instanceof BigDecimal amount ? amount.toPlainString() : stored.toString();
  }
}
