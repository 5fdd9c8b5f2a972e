package cn.tongtu.register;

import cn.tongtu.shared.Structure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes the tables follow the declarations (发布). It knows three verbs, create a table, add a column
 * and add an index; there is no way to drop or retype anything.
 */
@Component
class RegisterTables implements InitializingBean {
  /** What every record has; the names that begin with a line cannot be a field's. */
  private static final SequencedMap<String, String> HEAD =
      new LinkedHashMap<>(
          Map.of(
              "_number", "text",
              "_state", "text not null default ''",
              "_revision", "int not null default 1",
              "_rounds", "int not null default 0",
              "_changed_at", "timestamptz not null default clock_timestamp()"));

  private final Registers registers;
  private final JdbcClient db;
  private final Structure structure;

  RegisterTables(Registers registers, JdbcClient db, Structure structure) {
    this.registers = registers;
    this.db = db;
    this.structure = structure;
  }

  @Override
  public void afterPropertiesSet() {
    structure.change(registers.list().stream().flatMap(this::missing).toList());
  }

  /** The columns of a register besides the five that were there from the beginning. */
  static SequencedMap<String, String> columns(Register register) {
    var columns = new LinkedHashMap<String, String>();
    register.fields().values().forEach(field -> columns.put(field.id(), field.type().column()));
    columns.putAll(HEAD);
    for (var move : register.life().moves().keySet()) {
      columns.put(on(move), "date");
      columns.put(by(move), "bigint");
    }
    return columns;
  }

  /** The column with the day on which a move was last made. */
  static String on(String move) {
    return "_" + move + "_on";
  }

  static String by(String move) {
    return "_" + move + "_by";
  }

  private Stream<String> missing(Register register) {
    var there =
        new HashSet<>(
            db.sql(
                    "select column_name from information_schema.columns where table_schema = 'register' and table_name = ?")
                .param("r_" + register.id())
                .query(String.class)
                .list());
    var columns = columns(register);
    if (there.isEmpty()) {
      var statements = new ArrayList<>(List.of(table(register, columns)));
      statements.addAll(indexes(register));
      return statements.stream();
    }
    var missing = columns.keySet().stream().filter(column -> !there.contains(column)).toList();
    var statements = new ArrayList<String>();
    missing.forEach(column ->
        statements.add(
            "alter table %s add column if not exists %s %s"
                .formatted(register.table(), column, columns.get(column))));
    if (!missing.isEmpty()) {
      if (!register.life().states().isEmpty()) {
        statements.add(
            "update %s set _state = '%s' where _state = ''"
                .formatted(register.table(), register.life().begins()));
      }
      statements.addAll(indexes(register));
    }
    return statements.stream();
  }

  private static String table(Register register, SequencedMap<String, String> columns) {
    return """
    create table if not exists %s (
      id bigint generated always as identity primary key,
      org text not null,
      source text not null,
      note text not null,
      invented boolean not null,
      %s)
    """
        .formatted(
            register.table(),
            columns.entrySet().stream()
                .map(column -> column.getKey() + " " + column.getValue())
                .collect(Collectors.joining(", ")));
  }

  private static List<String> indexes(Register register) {
    var indexes =
        new ArrayList<>(
            List.of(
                "create unique index if not exists r_%s_number on %s (_number)"
                    .formatted(register.id(), register.table()),
                "create index if not exists r_%s_state on %s (_state, id)"
                    .formatted(register.id(), register.table())));
    register.fields().values().stream()
        .filter(Field::unique)
        .forEach(field ->
            indexes.add(
                "create unique index if not exists r_%s_%s_unique on %s (org, %s)"
                    .formatted(register.id(), field.id(), register.table(), field.id())));
    return indexes;
  }
}
