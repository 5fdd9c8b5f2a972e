package cn.tongtu.register;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the tables of the registers hold (台账存量): asked before a definition changes. */
@Repository
class Holdings {
  private static final Set<String> HEAD = Set.of("id", "org", "source", "note", "invented");

  private final JdbcClient db;

  Holdings(JdbcClient db) {
    this.db = db;
  }

  /** The columns of each table with what they hold, as far as it was noted. */
  Map<String, Map<String, String>> columns() {
    var columns = new HashMap<String, Map<String, String>>();
    db.sql(
            """
            select c.relname, a.attname, coalesce(col_description(c.oid, a.attnum), '')
              from pg_class c join pg_attribute a on a.attrelid = c.oid
             where c.relnamespace = 'register'::regnamespace and c.relkind = 'r' and a.attnum > 0
               and not a.attisdropped and c.relname like 'r\\_%'
            """)
        .query(rs -> {
          columns
              .computeIfAbsent(rs.getString(1), _ -> new TreeMap<>())
              .put(rs.getString(2), rs.getString(3));
        });
    return columns;
  }

  long all(String register) {
    return count(register, "true", List.of());
  }

  long filled(String register, String column) {
    return count(register, column + " is not null", List.of());
  }

  long holding(String register, String column, String value) {
    return count(register, column + " = ?", List.of(value));
  }

  private long count(String register, String condition, List<?> values) {
    return db.sql("select count(*) from register.r_%s where %s".formatted(register, condition))
        .params(values)
        .query(Long.class)
        .single();
  }

  /** What a register looks like that was kept before versions were: as far as its table tells. */
  Shape adopted(Register register, Map<String, String> columns) {
    var fields = new LinkedHashMap<String, Shape.Part>();
    var moves = new LinkedHashMap<String, String>();
    columns.forEach((column, meaning) -> {
      if (!column.startsWith("_") && !HEAD.contains(column)) {
        var choice =
            register
                .fieldCalled(column)
                .filter(field -> field.type() instanceof FieldType.Choice)
                .isPresent();
        fields.put(
            column,
            new Shape.Part(
                column,
                meaning,
                choice ? distinct(register.id(), column) : List.of(),
                List.of(),
                false));
      } else if (column.endsWith("_by")) {
        var move = column.substring(1, column.length() - "_by".length());
        moves.put(move, move);
      }
    });
    var states = new LinkedHashMap<String, String>();
    if (columns.containsKey("_state")) {
      distinct(register.id(), "_state").stream()
          .filter(state -> !state.isEmpty())
          .forEach(state -> states.put(state, state));
    }
    return new Shape(register.label(), fields, states, moves, Map.of());
  }

  List<String> distinct(String register, String column) {
    return List.copyOf(
        new TreeSet<>(
            db.sql(
                    "select distinct %1$s from register.r_%2$s where %1$s is not null"
                        .formatted(column, register))
                .query(String.class)
                .list()));
  }
}
