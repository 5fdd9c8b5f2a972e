package cn.tongtu.register;

import cn.tongtu.identity.PersonalData;
import cn.tongtu.register.Entry.Step;
import cn.tongtu.shared.Refusal;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The records of the registers, each in its register's own table. */
@Repository
class Entries {
  private static final int FETCHED = 1000;

  /** Nobody counts further in a list; beyond it stands a plus. */
  static final int COUNTED = 10_000;

  /** How far states are counted, which stand above every list. */
  static final int SEEN = 1000;

  private final JdbcClient db;
  private final PersonalData personal;

  Entries(JdbcClient db, PersonalData personal) {
    this.db = db;
    this.personal = personal;
  }

  long add(Register register, Entry entry) {
    var columns = new LinkedHashMap<String, @Nullable Object>();
    columns.put("org", entry.org());
    columns.put("source", entry.source());
    columns.put("note", entry.note());
    columns.put("invented", entry.invented());
    columns.putAll(changing(register, entry));
    return db.sql(
            "insert into %s (%s, _changed_at, _version) values (%s, clock_timestamp(), %s) returning id"
                .formatted(
                    register.table(),
                    String.join(", ", columns.keySet()),
                    columns.keySet().stream()
                        .map(column -> mark(register, column))
                        .collect(Collectors.joining(", ")),
                    version(register)))
        .params(new ArrayList<>(columns.values()))
        .query(Long.class)
        .single();
  }

  /** The version of the definition by which a record is entered now. */
  static String version(Register register) {
    return "coalesce((select max(version) from register.definition where register = '%s'), 1)"
        .formatted(register.id());
  }

  void put(Register register, Entry entry) {
    var columns = changing(register, entry);
    var values = new ArrayList<@Nullable Object>(columns.values());
    values.add(entry.id());
    db.sql(
            "update %s set %s, _changed_at = clock_timestamp() where id = ?"
                .formatted(
                    register.table(),
                    columns.keySet().stream()
                        .map(column -> column + " = " + mark(register, column))
                        .collect(Collectors.joining(", "))))
        .params(values)
        .update();
  }

  /** Where a value of a column goes; PostgreSQL takes no text for a shape without being told. */
  private static String mark(Register register, String column) {
    var field = register.fields().get(column);
    return field != null && field.type().column().equals("jsonb") ? "?::jsonb" : "?";
  }

  /** What is just typed and sensitive is concealed on its way in. */
  Object stored(Register register, FieldType type, Object value) {
    return value instanceof Secret secret
        ? secret
            .typed()
            .map(clear -> personal.conceal(clear, place(register)))
            .orElseGet(secret::concealed)
        : type.stored(value);
  }

  /** What a concealed value is bound to: its register, under whatever name its field goes. */
  static String place(Register register) {
    return register.table();
  }

  SequencedMap<String, @Nullable Object> changing(Register register, Entry entry) {
    var columns = new LinkedHashMap<String, @Nullable Object>();
    for (var field : register.fields().values()) {
      var value = entry.values().get(field.id());
      columns.put(field.id(), value == null ? null : stored(register, field.type(), value));
    }
    columns.put("_number", entry.number().orElse(null));
    columns.put("_state", entry.state());
    columns.put("_revision", entry.revision());
    columns.put("_rounds", entry.rounds());
    for (var move : register.life().moves().keySet()) {
      var step = entry.steps().get(move);
      columns.put(RegisterTables.on(move), step == null ? null : step.on());
      columns.put(RegisterTables.by(move), step == null ? null : step.person().orElse(null));
      columns.put(RegisterTables.behalf(move), step == null ? null : step.behalf().orElse(null));
    }
    return columns;
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

  /** Those that hold one of these in a column, which is indexed. */
  List<Entry> list(Register register, String column, List<?> values) {
    return values.isEmpty()
        ? List.of()
        : db.sql(
                "select * from %s where %s = any (?::text[]::%s[])"
                    .formatted(
                        register.table(),
                        column,
                        column.equals("id")
                            ? "bigint"
                            : column.equals("_number")
                                ? "text"
                                : register.field(column).type().column()))
            .param(values.stream().map(Object::toString).toArray(String[]::new))
            .query((rs, _) -> entry(register, rs))
            .list();
  }

  /** All that a search finds, in its order, read as they are asked for. Close the stream. */
  Stream<Entry> stream(Register register, EntrySearch search) {
    var where = search.where();
    return db
        .sql(
            "select * from %s%s order by %s"
                .formatted(register.table(), where.sql(), search.order()))
        .withFetchSize(FETCHED)
        .params(where.values())
        .query((rs, _) -> entry(register, rs))
        .stream();
  }

  boolean any(Register register) {
    return db.sql("select exists (select from %s)".formatted(register.table()))
        .query(Boolean.class)
        .single();
  }

  /**
   * How many records a register holds, and how many of them have not come to their end; counted no
   * further than to {@link #COUNTED} each, for nobody waits for a catalogue.
   */
  record Standing(long records, long going) {}

  Standing standing(Register register) {
    return db.sql(
            """
            select (select count(*) from (select from %1$s limit %2$d) counted) records,
                   (select count(*) from (select from %1$s where _state = any (?) limit %2$d) counted) going
            """
                .formatted(register.table(), COUNTED))
        .param(register.life().going())
        .query(Standing.class)
        .single();
  }

  long invented(Register register, Collection<Long> ids) {
    return db.sql(
            "select count(*) from %s where invented and id = any (?)".formatted(register.table()))
        .param(ids.toArray(Long[]::new))
        .query(Long.class)
        .single();
  }

  /** Which other record of the organisation holds this already in a field that is unique. */
  Optional<Long> twin(Register register, Entry entry, String field, Object value) {
    return db.sql(
            "select id from %s where org = ? and %s = ? and id <> ?"
                .formatted(register.table(), field))
        .params(entry.org(), register.field(field).type().stored(value), entry.id())
        .query(Long.class)
        .optional();
  }

  /** The next of a series; whoever takes one holds the series until the end of the transaction. */
  long next(Register register, int year) {
    return next(register, year, 1);
  }

  /** Several of a series at once; answers the last of them. */
  long next(Register register, int year, int count) {
    return db.sql(
            """
            insert into register.series as s (register, year, last) values (?, ?, ?)
            on conflict (register, year) do update set last = s.last + excluded.last returning last
            """)
        .params(register.id(), year, count)
        .query(Long.class)
        .single();
  }

  static Entry entry(Register register, ResultSet rs) throws SQLException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (var field : register.fields().values()) {
      var value = rs.getObject(field.id());
      if (value != null) {
        values.put(
            field.id(), field.type().taken(value instanceof Date day ? day.toLocalDate() : value));
      }
    }
    var steps = new HashMap<String, Step>();
    for (var move : register.life().moves().keySet()) {
      var on = rs.getObject(RegisterTables.on(move), LocalDate.class);
      if (on != null) {
        steps.put(
            move,
            new Step(
                on,
                Optional.ofNullable(rs.getObject(RegisterTables.by(move), Long.class)),
                Optional.ofNullable(rs.getObject(RegisterTables.behalf(move), Long.class))));
      }
    }
    return new Entry(
        rs.getLong("id"),
        rs.getString("org"),
        values,
        rs.getString("source"),
        rs.getString("note"),
        rs.getBoolean("invented"),
        Optional.ofNullable(rs.getString("_number")),
        rs.getString("_state"),
        rs.getInt("_revision"),
        rs.getInt("_rounds"),
        steps,
        Optional.ofNullable(rs.getTimestamp("_changed_at")).map(Timestamp::toInstant));
  }

  /** The sums of the fields in which numbers stand, over the records that a search finds. */
  Map<String, BigDecimal> sums(Register register, EntrySearch search) {
    var numbers =
        register.fields().values().stream()
            .filter(field -> field.type().number())
            .map(Field::id)
            .toList();
    if (numbers.isEmpty()) {
      return Map.of();
    }
    var where = search.where();
    return db.sql(
            "select %s from %s%s"
                .formatted(
                    numbers.stream()
                        .map(field -> "sum(" + field + ")")
                        .collect(Collectors.joining(", ")),
                    register.table(),
                    where.sql()))
        .params(where.values())
        .query((rs, _) -> {
          var sums = new HashMap<String, BigDecimal>();
          for (int i = 0; i < numbers.size(); i++) {
            var sum = rs.getBigDecimal(i + 1);
            if (sum != null) {
              sums.put(numbers.get(i), sum);
            }
          }
          return sums;
        })
        .single();
  }

  /** How many a search finds, counted no further than to {@code most}. */
  long count(Register register, EntrySearch search, int most) {
    var where = search.where();
    var values = new ArrayList<Object>(where.values());
    values.add(most);
    return db.sql(
            "select count(*) from (select 1 from %s%s limit ?) counted"
                .formatted(register.table(), where.sql()))
        .params(values)
        .query(Long.class)
        .single();
  }

  /** The records that have not come to their end, what is due first coming first. */
  List<Entry> going(Register register, int most) {
    var going = register.life().going();
    return going.length == 0
        ? List.of()
        : db.sql(
                "select * from %s where _state = any (?) order by %sid limit ?"
                    .formatted(
                        register.table(),
                        register.deadline().map(due -> due + " nulls last, ").orElse("")))
            .params(going, most)
            .query((rs, _) -> entry(register, rs))
            .list();
  }

  List<Entry> overdue(Register register, LocalDate today, int most) {
    return register
        .deadline()
        .map(due ->
            going(register, most).stream()
                .filter(entry ->
                    entry.values().get(due) instanceof LocalDate day && day.isBefore(today))
                .toList())
        .orElse(List.of());
  }

  /** How many stand in each state, counted no further than to {@link #SEEN}. */
  Map<String, Long> states(Register register) {
    var each =
        register.life().states().keySet().stream()
            .map(state ->
                "select '%2$s' state, count(*) from (select from %1$s where _state = '%2$s' limit %3$d) counted"
                    .formatted(register.table(), state, SEEN))
            .collect(Collectors.joining(" union all "));
    return db.sql(each)
        .query(rs -> {
          var counts = new HashMap<String, Long>();
          while (rs.next()) {
            counts.put(rs.getString(1), rs.getLong(2));
          }
          return counts;
        });
  }

  /** What a search finds behind a place in its order. */
  List<Entry> following(Register register, EntrySearch search, Optional<Place> after, int size) {
    var where = search.where();
    var values = new ArrayList<Object>(where.values());
    var behind = after.map(place -> place.behind(search, values)).orElse("");
    values.add(size);
    return db.sql(
            "select * from %s%s%s order by %s limit ?"
                .formatted(
                    register.table(),
                    where.sql(),
                    behind.isEmpty() ? "" : (where.sql().isEmpty() ? " where " : " and ") + behind,
                    search.order()))
        .params(values)
        .query((rs, _) -> entry(register, rs))
        .list();
  }

  /** A page of what a search finds: the numbers of its records first, then the records. */
  List<Entry> page(Register register, EntrySearch search, long offset, int size) {
    var where = search.where();
    var values = new ArrayList<Object>(where.values());
    values.add(size);
    values.add(offset);
    return db.sql(
            """
            select t.* from (select id, row_number() over () place
                               from (select id from %1$s%2$s order by %3$s limit ? offset ?) ids) found
              join %1$s t using (id) order by place
            """
                .formatted(register.table(), where.sql(), search.order()))
        .params(values)
        .query((rs, _) -> entry(register, rs))
        .list();
  }
}
