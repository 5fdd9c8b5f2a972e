package cn.tongtu.register;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.StartupProblem;
import cn.tongtu.shared.Structure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes the tables follow the declarations (台账建表): at start-up what only adds is done, and anything
 * else needs to have been asked for with {@code ./tongtu registers publish}. It creates tables,
 * adds columns and indexes; what a column means is written beside it.
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
              "_version", "int not null default 1",
              "_changed_at", "timestamptz not null default clock_timestamp()"));

  private static final String WHOSE = "whose";

  /** More numbers than these would make the index as large as the table. */
  private static final int MOST_SUMMED = 8;

  private static final int LONGEST_NAME = 63;
  private static final Actor PRODUCT = new Actor.Product("发布");
  private static final String BY_ITSELF = "随启动发布";

  private final Registers registers;
  private final Planning planning;
  private final Publishing publishing;
  private final Holdings holdings;
  private final JdbcClient db;
  private final Structure structure;
  private final String note;
  private final boolean looks;

  RegisterTables(
      Registers registers,
      Planning planning,
      Publishing publishing,
      Holdings holdings,
      JdbcClient db,
      Structure structure,
      @Value("${tongtu.registers.note:}") String note,
      @Value("${tongtu.registers.look:false}") boolean looks) {
    this.registers = registers;
    this.planning = planning;
    this.publishing = publishing;
    this.holdings = holdings;
    this.db = db;
    this.structure = structure;
    this.note = note.strip();
    this.looks = looks;
  }

  @Override
  public void afterPropertiesSet() {
    if (looks) {
      return;
    }
    var plan = planning.plan(registers);
    requirePublishable(plan);
    if (!plan.nothing()) {
      structure.requireSole();
    }
    publishing.prepare(plan, registers);
    widen();
    publishing.conclude(plan, registers, note.isEmpty() ? BY_ITSELF : note, PRODUCT);
  }

  private void requirePublishable(Plan plan) {
    if (!plan.refused().isEmpty()) {
      throw new StartupProblem(
          lines(
              "台账定义的以下变更会丢失或误读已有数据，没有改动：", Plan.told(plan.refused()).stream().map(Label::chinese)),
          lines(
              "These changes of registers would lose what is held or misread it; nothing was changed:",
              Plan.told(plan.refused()).stream().map(Label::english)));
    }
    if (!plan.free() && note.isEmpty()) {
      throw new StartupProblem(
          lines(
              "台账定义有以下变更须先发布，没有改动：",
              Stream.concat(
                  Plan.told(plan.stated()).stream().map(Label::chinese),
                  Stream.of(
                      "先看全部变更：./tongtu registers plan",
                      "确认后发布：./tongtu registers publish --note \"版本说明\"（用了 --packs 的，两处都要加上）"))),
          lines(
              "These changes of registers must be published first; nothing was changed:",
              Stream.concat(
                  Plan.told(plan.stated()).stream().map(Label::english),
                  Stream.of(
                      "See them all: ./tongtu registers plan",
                      "Publish them: ./tongtu registers publish --note \"…\" (with the same --packs)"))));
    }
  }

  private static String lines(String first, Stream<String> others) {
    return Stream.concat(Stream.of(first), others)
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private void widen() {
    var columns = holdings.columns();
    var indexes =
        db.sql("select indexname from pg_indexes where schemaname = 'register'")
            .query(String.class)
            .set();
    structure.change(
        registers.list().stream()
            .flatMap(register ->
                missing(
                    register,
                    columns.getOrDefault("r_" + register.id(), Map.of()).keySet(),
                    indexes))
            .toList());
    structure.change(unsaid(holdings.columns()));
  }

  private List<String> unsaid(Map<String, Map<String, String>> columns) {
    return registers.list().stream()
        .flatMap(register ->
            register.fields().values().stream()
                .filter(field ->
                    columns
                        .getOrDefault("r_" + register.id(), Map.of())
                        .getOrDefault(field.id(), "")
                        .isEmpty())
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
    var whose = whose(register);
    indexes.stream()
        .filter(name -> name.matches(indexed(register, WHOSE) + "(_[0-9a-f]{8})?"))
        .filter(name -> !name.equals(whose))
        .forEach(name -> statements.add("drop index if exists register." + name));
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
    indexes.put(
        whose(register),
        "create index if not exists %s on %s (org, _state, %sid desc)%s"
            .formatted(
                whose(register),
                register.table(),
                register.deadline().map(due -> due + " desc nulls last, ").orElse(""),
                summed(register).isEmpty()
                    ? ""
                    : " include (" + String.join(", ", summed(register)) + ")"));
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

  /** The index of an organisation's list; one with other sums than before is made anew. */
  private static String whose(Register register) {
    var summed = summed(register);
    return indexed(
        register,
        WHOSE + (summed.isEmpty() ? "" : "_%08x".formatted(String.join(" ", summed).hashCode())));
  }

  /**
   * The numbers at the foot of a list, which the index has beside it: no record is opened for them.
   */
  private static List<String> summed(Register register) {
    var numbers =
        register.fields().values().stream()
            .filter(field -> field.type().number())
            .map(Field::id)
            .toList();
    return numbers.size() > MOST_SUMMED ? List.of() : numbers;
  }

  private static void index(
      Map<String, String> indexes, Register register, String of, String unique, String columns) {
    var name = indexed(register, of);
    indexes.put(
        name,
        "create %sindex if not exists %s on %s (%s)"
            .formatted(unique, name, register.table(), columns));
  }

  /** PostgreSQL would cut a name off by itself, and two could become one. */
  static String indexed(Register register, String of) {
    var full = "r_" + register.id() + "_" + of;
    return full.length() <= LONGEST_NAME
        ? full
        : full.substring(0, LONGEST_NAME - 9) + "_" + "%08x".formatted(full.hashCode());
  }
}
