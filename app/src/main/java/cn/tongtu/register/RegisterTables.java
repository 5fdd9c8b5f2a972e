package cn.tongtu.register;

import cn.tongtu.shared.StartupProblem;
import cn.tongtu.shared.Structure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes the tables follow the declarations (发布). It knows three verbs, create a table, add a column
 * and add an index; there is no way to drop or retype anything. What a column means is written
 * beside it, and a declaration that means something else by it is refused.
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

  private static final int LONGEST_NAME = 63;

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
    var columns = new HashMap<String, Set<String>>();
    db.sql(
            "select table_name, column_name from information_schema.columns where table_schema = 'register'")
        .query(rs -> {
          columns.computeIfAbsent(rs.getString(1), _ -> new HashSet<>()).add(rs.getString(2));
        });
    var indexes =
        db.sql("select indexname from pg_indexes where schemaname = 'register'")
            .query(String.class)
            .set();
    var meanings = meanings();
    requireSame(meanings);
    structure.change(
        registers.list().stream()
            .flatMap(register ->
                missing(register, columns.getOrDefault("r_" + register.id(), Set.of()), indexes))
            .toList());
    structure.change(unsaid(meanings));
  }

  /** What each column was declared to hold, by table and column. */
  private Map<String, String> meanings() {
    var meanings = new HashMap<String, String>();
    db.sql(
            """
            select c.relname || '.' || a.attname, col_description(c.oid, a.attnum)
              from pg_class c join pg_attribute a on a.attrelid = c.oid
             where c.relnamespace = 'register'::regnamespace and c.relkind = 'r' and a.attnum > 0
               and col_description(c.oid, a.attnum) is not null
            """)
        .query(rs -> {
          meanings.put(rs.getString(1), rs.getString(2));
        });
    return meanings;
  }

  private void requireSame(Map<String, String> meanings) {
    for (var register : registers.list()) {
      for (var field : register.fields().values()) {
        var before = meanings.get("r_" + register.id() + "." + field.id());
        var now = field.type().meaning();
        if (before != null && !before.equals(now)) {
          throw new StartupProblem(
              "台账 %s 的字段 %s 原按“%s”保存，现声明为“%s”；已有数据会被读错，没有改动。请恢复原来的类型，或另用一个新的字段编号。"
                  .formatted(register.id(), field.id(), before, now),
              "The field %s of the register %s was kept as \"%s\" and is declared as \"%s\" now; what it holds would be misread, so nothing was changed. Put its type back, or use a new id."
                  .formatted(field.id(), register.id(), before, now));
        }
      }
    }
  }

  private List<String> unsaid(Map<String, String> meanings) {
    return registers.list().stream()
        .flatMap(register ->
            register.fields().values().stream()
                .filter(field -> !meanings.containsKey("r_" + register.id() + "." + field.id()))
                .map(field ->
                    "comment on column %s.%s is '%s'"
                        .formatted(register.table(), field.id(), field.type().meaning())))
        .toList();
  }

  /** The columns of a register besides the five that were there from the beginning. */
  static SequencedMap<String, String> columns(Register register) {
    var columns = new LinkedHashMap<String, String>();
    register.fields().values().forEach(field -> columns.put(field.id(), field.type().column()));
    columns.putAll(HEAD);
    for (var move : register.life().moves().keySet()) {
      columns.put(on(move), "date");
      columns.put(by(move), "bigint");
      columns.put(behalf(move), "bigint");
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

  /** The column with the person for whom it was made, where somebody stood in. */
  static String behalf(String move) {
    return "_" + move + "_for";
  }

  private Stream<String> missing(Register register, Set<String> there, Set<String> indexes) {
    var columns = columns(register);
    var statements = new ArrayList<String>();
    if (there.isEmpty()) {
      statements.add(table(register, columns));
    }
    var missing =
        there.isEmpty()
            ? List.<String>of()
            : columns.keySet().stream().filter(column -> !there.contains(column)).toList();
    missing.forEach(column ->
        statements.add(
            "alter table %s add column if not exists %s %s"
                .formatted(register.table(), column, columns.get(column))));
    if (!missing.isEmpty() && !register.life().states().isEmpty()) {
      statements.add(
          "update %s set _state = '%s' where _state = ''"
              .formatted(register.table(), register.life().begins()));
    }
    indexes(register)
        .forEach((name, statement) -> {
          if (!indexes.contains(name)) {
            statements.add(statement);
          }
        });
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

  private static SequencedMap<String, String> indexes(Register register) {
    var indexes = new LinkedHashMap<String, String>();
    index(indexes, register, "number", "unique ", "_number");
    index(indexes, register, "state", "", "_state, id");
    index(
        indexes,
        register,
        "whose",
        "",
        "org, _state, %sid desc"
            .formatted(register.deadline().map(due -> due + " desc nulls last, ").orElse("")));
    register.deadline().ifPresent(due -> index(indexes, register, "due", "", due + ", id"));
    register
        .repeats()
        .forEach(repeat ->
            index(
                indexes,
                register,
                repeat.field() + "_repeats",
                "",
                String.join(", ", repeat.same()) + ", " + repeat.on()));
    register.fields().values().stream()
        .filter(Field::unique)
        .forEach(field ->
            index(indexes, register, field.id() + "_unique", "unique ", "org, " + field.id()));
    return indexes;
  }

  private static void index(
      Map<String, String> indexes, Register register, String of, String unique, String columns) {
    var full = "r_" + register.id() + "_" + of;
    // PostgreSQL would cut it off by itself, and two could become one.
    var name =
        full.length() <= LONGEST_NAME
            ? full
            : full.substring(0, LONGEST_NAME - 9) + "_" + "%08x".formatted(full.hashCode());
    indexes.put(
        name,
        "create %sindex if not exists %s on %s (%s)"
            .formatted(unique, name, register.table(), columns));
  }
}
