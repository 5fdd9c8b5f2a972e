package cn.tongtu.register;

import cn.tongtu.shared.Actor;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Writes many records of a register in one statement (批量登记). */
@Repository
class BulkEntries {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient db;

  BulkEntries(JdbcClient db) {
    this.db = db;
  }

  /** Imports into one register are taken one after the other. */
  void lock(Register register) {
    db.sql("select pg_advisory_xact_lock(hashtextextended('import ' || ?, 0))")
        .param(register.id())
        .query((_, _) -> 0)
        .list();
  }

  /**
   * In the order of their numbers, so that two who lock some of the same wait and do not stand
   * still.
   */
  void lock(Register register, List<Long> ids) {
    db.sql(
            "select id from %s where id = any (?) order by id for update"
                .formatted(register.table()))
        .param(ids.toArray(Long[]::new))
        .query(Long.class)
        .list();
  }

  /** Answers them as they are kept, in the same order. */
  List<Entry> add(Register register, List<Entry> entries) {
    if (entries.isEmpty()) {
      return List.of();
    }
    var columns = new LinkedHashMap<String, String>();
    columns.put("org", "text");
    columns.put("source", "text");
    columns.put("note", "text");
    columns.put("invented", "boolean");
    columns.putAll(changing(register));
    var rows =
        entries.stream()
            .map(entry -> {
              var row = new LinkedHashMap<String, @Nullable Object>();
              row.put("org", entry.org());
              row.put("source", entry.source());
              row.put("note", entry.note());
              row.put("invented", entry.invented());
              row.putAll(Entries.changing(register, entry));
              return (SequencedMap<String, @Nullable Object>) row;
            })
            .toList();
    var names = String.join(", ", columns.keySet());
    // They are numbered in the order in which they are inserted.
    var ids =
        db.sql(
                "insert into %s (%s, _version) select %s, %s from unnest(%s) with ordinality as v (%s, _at) order by _at returning id"
                    .formatted(
                        register.table(),
                        names,
                        names,
                        Entries.version(register),
                        arrays(columns),
                        names))
            .params(values(columns, rows))
            .query(Long.class)
            .list();
    var kept = new ArrayList<Entry>();
    for (int i = 0; i < entries.size(); i++) {
      kept.add(entries.get(i).under(ids.get(i)));
    }
    return kept;
  }

  void put(Register register, List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    var columns = new LinkedHashMap<String, String>();
    columns.put("id", "bigint");
    columns.putAll(changing(register));
    var rows =
        entries.stream()
            .map(entry -> {
              var row = new LinkedHashMap<String, @Nullable Object>();
              row.put("id", entry.id());
              row.putAll(Entries.changing(register, entry));
              return (SequencedMap<String, @Nullable Object>) row;
            })
            .toList();
    db.sql(
            "update %s r set %s, _changed_at = clock_timestamp() from unnest(%s) as v (%s) where r.id = v.id"
                .formatted(
                    register.table(),
                    changing(register).keySet().stream()
                        .map(column -> column + " = v." + column)
                        .collect(Collectors.joining(", ")),
                    arrays(columns),
                    String.join(", ", columns.keySet())))
        .params(values(columns, rows))
        .update();
  }

  private static SequencedMap<String, String> changing(Register register) {
    var columns = new LinkedHashMap<String, String>();
    RegisterTables.columns(register)
        .forEach((column, declared) -> {
          if (!column.equals("_changed_at") && !column.equals("_version")) {
            columns.put(column, declared.split(" ")[0]);
          }
        });
    return columns;
  }

  private static String arrays(SequencedMap<String, String> columns) {
    return columns.values().stream()
        .map(type -> "?::text[]::" + type + "[]")
        .collect(Collectors.joining(", "));
  }

  private static List<Object> values(
      SequencedMap<String, String> columns, List<SequencedMap<String, @Nullable Object>> rows) {
    var values = new ArrayList<Object>();
    for (var column : columns.keySet()) {
      var all = new @Nullable String[rows.size()];
      for (int i = 0; i < all.length; i++) {
        all[i] = text(rows.get(i).get(column));
      }
      values.add(all);
    }
    return values;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null
        ? null
        : value instanceof BigDecimal amount ? amount.toPlainString() : value.toString();
  }

  /** That each of them was withdrawn. */
  void withdrawn(Register register, List<Entry> last, Actor actor, String why) {
    var values = new ArrayList<@Nullable Object>();
    values.add(register.id());
    values.add(actor.person().orElse(null));
    values.add(actor.name());
    values.add(why);
    values.add(Steps.WITHDRAWN);
    values.add(last.stream().map(Entry::id).toArray(Long[]::new));
    values.add(last.stream().map(Entry::state).toArray(String[]::new));
    values.add(last.stream().map(Entry::revision).toArray(Integer[]::new));
    db.sql(
            """
            insert into register.step (register, record, deed, was, state, revision, person, actor, why, changes)
            select s.register, v.record, s.deed, v.state, v.state, v.revision, s.person, s.actor, s.why, '{}'
              from (select ?::text register, ?::bigint person, ?::text actor, ?::text why, ?::text deed) s,
                   unnest(?::bigint[], ?::text[], ?::int[]) as v (record, state, revision)
            """)
        .params(values)
        .update();
  }

  /** That each of them was entered or corrected by an import. */
  void steps(
      Register register, List<Batch.Planned> planned, List<Entry> kept, Actor actor, String why) {
    var ids = new Long[kept.size()];
    var deeds = new String[kept.size()];
    var states = new String[kept.size()];
    var revisions = new Integer[kept.size()];
    var changes = new String[kept.size()];
    for (int i = 0; i < ids.length; i++) {
      var entered = planned.get(i).before().isEmpty();
      ids[i] = kept.get(i).id();
      deeds[i] = entered ? Steps.ENTERED : Steps.CORRECTED;
      states[i] = kept.get(i).state();
      revisions[i] = kept.get(i).revision();
      changes[i] = entered ? "{}" : JSON.writeValueAsString(planned.get(i).changes());
    }
    var values = new ArrayList<@Nullable Object>();
    values.add(register.id());
    values.add(actor.person().orElse(null));
    values.add(actor.name());
    values.add(why);
    values.addAll(List.of(ids, deeds, states, revisions, changes));
    db.sql(
            """
            insert into register.step (register, record, deed, was, state, revision, person, actor, why, changes)
            select s.register, v.record, v.deed, v.state, v.state, v.revision, s.person, s.actor, s.why, v.changes::jsonb
              from (select ?::text register, ?::bigint person, ?::text actor, ?::text why) s,
                   unnest(?::bigint[], ?::text[], ?::text[], ?::int[], ?::text[]) with ordinality
                     as v (record, deed, state, revision, changes, place)
             order by v.place
            """)
        .params(values)
        .update();
  }
}
