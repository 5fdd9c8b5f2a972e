package cn.tongtu.exchange;

import cn.tongtu.register.Batch.Kind;
import cn.tongtu.register.Batch.Planned;
import cn.tongtu.register.Register;
import cn.tongtu.register.Sent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Files that were handed in for registers, row by row, until they are taken and after (导入暂存). */
@Repository
class Imports {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final int PIECE = 1 << 20;
  private static final TypeReference<LinkedHashMap<String, List<String>>> CHANGES =
      new TypeReference<>() {};
  private static final TypeReference<HashMap<String, String>> FIELDS = new TypeReference<>() {};

  private final JdbcClient db;

  Imports(JdbcClient db) {
    this.db = db;
  }

  /**
   * A file that was handed in (导入).
   *
   * @param file what its sender called it; empty for a pasted block
   * @param org whose the new records are where the file does not say
   * @param twin the latest taken import of the same file, when it was checked
   * @param takenAt empty until it is taken
   * @param undoneAt empty unless it was undone afterwards, with why
   */
  record Import(
      long id,
      String register,
      long person,
      String file,
      String digest,
      String org,
      Layout layout,
      Optional<Long> twin,
      Instant at,
      Optional<Instant> takenAt,
      Optional<Instant> undoneAt,
      String undoneWhy) {
    String href() {
      return "/registers/" + register + "/import/" + id;
    }
  }

  /** A row as the page shows it. */
  record Shown(
      int row,
      Kind kind,
      boolean hidden,
      Optional<Long> record,
      Optional<Integer> revision,
      String title,
      String org,
      Sent sent,
      SequencedMap<String, List<String>> changes) {}

  /** Problems with one cause: how many rows have it, and where the first of them stand. */
  record Cause(String chinese, String english, long rows, List<String> places) {}

  long add(Register register, long person, String file, String digest, String org, Layout layout) {
    return db.sql(
            """
            insert into exchange.import (register, person, file, digest, org, layout)
            values (?, ?, ?, ?, ?, ?::jsonb) returning id
            """)
        .params(register.id(), person, file, digest, org, JSON.writeValueAsString(layout))
        .query(Long.class)
        .single();
  }

  void keep(long id, Path file) {
    try (var in = Files.newInputStream(file)) {
      int seq = 0;
      for (var piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        db.sql("insert into exchange.piece (import, seq, content) values (?, ?, ?)")
            .params(id, seq++, piece)
            .update();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its file again; whoever asks deletes it. */
  Path file(long id) {
    try {
      var file = Files.createTempFile("import", ".sheet");
      try (var out = Files.newOutputStream(file)) {
        for (int seq = 0; ; seq++) {
          var piece =
              db.sql("select content from exchange.piece where import = ? and seq = ?")
                  .params(id, seq)
                  .query(byte[].class)
                  .optional();
          if (piece.isEmpty()) {
            return file;
          }
          try (InputStream in = new ByteArrayInputStream(piece.get())) {
            var _ = in.transferTo(out);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<Import> find(Register register, long id) {
    return db.sql("select * from exchange.import where register = ? and id = ?")
        .params(register.id(), id)
        .query((rs, _) -> read(rs))
        .optional();
  }

  /** Takes its lock first and reads second. */
  Optional<Import> lock(Register register, long id) {
    db.sql("select id from exchange.import where id = ? for update")
        .param(id)
        .query(Long.class)
        .optional();
    return find(register, id);
  }

  /** A person's, the latest first. */
  List<Import> list(Register register, long person, int most) {
    return db.sql(
            "select * from exchange.import where person = ? and register = ? order by id desc limit ?")
        .params(person, register.id(), most)
        .query((rs, _) -> read(rs))
        .list();
  }

  private static Import read(ResultSet rs) throws SQLException {
    return new Import(
        rs.getLong("id"),
        rs.getString("register"),
        rs.getLong("person"),
        rs.getString("file"),
        rs.getString("digest"),
        rs.getString("org"),
        JSON.readValue(rs.getString("layout"), Layout.class),
        Optional.ofNullable(rs.getObject("twin", Long.class)),
        Objects.requireNonNull(rs.getTimestamp("at")).toInstant(),
        Optional.ofNullable(rs.getTimestamp("taken_at")).map(at -> at.toInstant()),
        Optional.ofNullable(rs.getTimestamp("undone_at")).map(at -> at.toInstant()),
        Objects.requireNonNull(rs.getString("undone_why")));
  }

  /** The latest taken import of the same file. */
  Optional<Import> twin(Register register, String digest) {
    return db.sql(
            """
            select * from exchange.import where register = ? and digest = ? and state = 'TAKEN' and undone_at is null
             order by taken_at desc limit 1
            """)
        .params(register.id(), digest)
        .query((rs, _) -> read(rs))
        .optional();
  }

  /** Begins to check it anew: what was found before is forgotten. */
  void begin(Import one, Optional<Long> twin) {
    db.sql("update exchange.import set layout = ?::jsonb, org = ?, twin = ? where id = ?")
        .params(
            Arrays.asList(
                JSON.writeValueAsString(one.layout()), one.org(), twin.orElse(null), one.id()))
        .update();
    db.sql("delete from exchange.problem where import = ?").param(one.id()).update();
    db.sql("delete from exchange.row where import = ?").param(one.id()).update();
  }

  void stage(Register register, Import one, List<Planned> rows) {
    var size = rows.size();
    var numbers = new Integer[size];
    var kinds = new String[size];
    var hidden = new Boolean[size];
    var records = new @Nullable Long[size];
    var revisions = new @Nullable Integer[size];
    var titles = new String[size];
    var orgs = new String[size];
    var sent = new String[size];
    var changes = new String[size];
    var before = new String[size];
    var problems = new ArrayList<String[]>();
    for (int i = 0; i < size; i++) {
      var row = rows.get(i);
      numbers[i] = row.sent().row();
      kinds[i] = row.kind().name();
      hidden[i] = row.sent().hidden();
      records[i] = row.record().orElse(null);
      revisions[i] = row.revision().orElse(null);
      titles[i] = row.title();
      orgs[i] = row.org();
      sent[i] = JSON.writeValueAsString(row.sent());
      changes[i] = JSON.writeValueAsString(row.changes());
      before[i] = JSON.writeValueAsString(row.was(register));
      for (var said : row.problems()) {
        var problem = said.at(one.layout().place(row.sent().row(), said.field()));
        problems.add(
            new String[] {
              String.valueOf(row.sent().row()),
              problem.place(),
              problem.cause(),
              problem.chinese(),
              problem.english()
            });
      }
    }
    db.sql(
            """
            insert into exchange.row (import, row, kind, hidden, record, revision, title, org, sent, changes, before)
            select ?, row, kind, hidden, record, revision, title, org, sent::jsonb, changes::jsonb, before::jsonb
              from unnest(?::int[], ?::text[], ?::boolean[], ?::bigint[], ?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[])
                     as v (row, kind, hidden, record, revision, title, org, sent, changes, before)
            """)
        .params(
            one.id(), numbers, kinds, hidden, records, revisions, titles, orgs, sent, changes,
            before)
        .update();
    if (!problems.isEmpty()) {
      db.sql(
              """
              insert into exchange.problem (import, row, place, cause, chinese, english)
              select ?, row::int, place, cause, chinese, english
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) as v (row, place, cause, chinese, english)
              """)
          .params(
              one.id(),
              column(problems, 0),
              column(problems, 1),
              column(problems, 2),
              column(problems, 3),
              column(problems, 4))
          .update();
    }
  }

  private static String[] column(List<String[]> rows, int at) {
    return rows.stream().map(row -> row[at]).toArray(String[]::new);
  }

  Map<Kind, Long> counts(long id) {
    return db.sql("select kind, count(*) from exchange.row where import = ? group by 1")
        .param(id)
        .query(rs -> {
          var counts = new EnumMap<Kind, Long>(Kind.class);
          while (rs.next()) {
            counts.put(Kind.valueOf(rs.getString(1)), rs.getLong(2));
          }
          return counts;
        });
  }

  List<Shown> rows(long id, Kind kind, long after, int size) {
    return db.sql(
            "select * from exchange.row where import = ? and kind = ? order by row limit ? offset ?")
        .params(id, kind.name(), size, after)
        .query((rs, _) -> shown(rs))
        .list();
  }

  /** Those that would be written, the next below a row. */
  List<Shown> writing(long id, int below, int size) {
    return db.sql(
            """
            select * from exchange.row where import = ? and kind in ('NEW', 'CHANGED') and row > ? order by row limit ?
            """)
        .params(id, below, size)
        .query((rs, _) -> shown(rs))
        .list();
  }

  List<Long> records(long id) {
    return db.sql("select record from exchange.row where import = ? and kind = 'CHANGED'")
        .param(id)
        .query(Long.class)
        .list();
  }

  private static Shown shown(ResultSet rs) throws SQLException {
    return new Shown(
        rs.getInt("row"),
        Kind.valueOf(rs.getString("kind")),
        rs.getBoolean("hidden"),
        Optional.ofNullable(rs.getObject("record", Long.class)),
        Optional.ofNullable(rs.getObject("revision", Integer.class)),
        rs.getString("title"),
        rs.getString("org"),
        JSON.readValue(rs.getString("sent"), Sent.class),
        JSON.readValue(rs.getString("changes"), CHANGES));
  }

  /** The commonest first. */
  List<Cause> causes(long id, int most) {
    return db.sql(
            """
            select min(chinese) chinese, min(english) english, count(distinct row) rows,
                   (array_agg(place order by row))[1:12] places
              from exchange.problem where import = ? group by cause order by 3 desc, min(row) limit ?
            """)
        .params(id, most)
        .query((rs, _) ->
            new Cause(
                rs.getString("chinese"),
                rs.getString("english"),
                rs.getLong("rows"),
                List.of((String[]) rs.getArray("places").getArray())))
        .list();
  }

  /** What is wrong, by the rows' numbers. */
  Map<Integer, String> notes(long id) {
    return db.sql(
            """
            select row, string_agg(chinese, '；' order by place) from exchange.problem where import = ? group by 1
            union all
            select row, '这条记录在导出之后已被他人更新：请按最新内容重新填写' from exchange.row where import = ? and kind = 'CONFLICT'
            """)
        .params(id, id)
        .query(rs -> {
          var notes = new HashMap<Integer, String>();
          while (rs.next()) {
            notes.put(rs.getInt(1), rs.getString(2));
          }
          return notes;
        });
  }

  /**
   * @param records by row
   */
  void became(long id, Map<Integer, Long> records) {
    var rows = List.copyOf(records.keySet());
    db.sql(
            """
            update exchange.row r set record = v.record from unnest(?::int[], ?::bigint[]) as v (row, record)
             where r.import = ? and r.row = v.row
            """)
        .params(
            rows.toArray(Integer[]::new), rows.stream().map(records::get).toArray(Long[]::new), id)
        .update();
  }

  void taken(long id) {
    db.sql("update exchange.import set state = 'TAKEN', taken_at = clock_timestamp() where id = ?")
        .param(id)
        .update();
  }

  void undone(long id, String why) {
    db.sql("update exchange.import set undone_at = clock_timestamp(), undone_why = ? where id = ?")
        .params(why, id)
        .update();
  }

  /** The records that it brought. */
  List<Long> brought(long id) {
    return db.sql(
            "select record from exchange.row where import = ? and kind = 'NEW' order by record")
        .param(id)
        .query(Long.class)
        .list();
  }

  /**
   * A record that it changed (改过的记录).
   *
   * @param revision that it has since
   * @param before what its changed fields held, as a form writes it
   */
  record Altered(int row, long record, int revision, Map<String, String> before) {}

  /** Those that it changed, the next below a row. */
  List<Altered> altered(long id, int below, int size) {
    return db.sql(
            """
            select row, record, revision + 1, before from exchange.row
             where import = ? and kind = 'CHANGED' and row > ? order by row limit ?
            """)
        .params(id, below, size)
        .query((rs, _) ->
            new Altered(
                rs.getInt(1),
                rs.getLong(2),
                rs.getInt(3),
                JSON.readValue(rs.getString("before"), FIELDS)))
        .list();
  }

  Map<String, String> remembered(Register register, String fingerprint) {
    return db.sql("select fields from exchange.remembered where register = ? and fingerprint = ?")
        .params(register.id(), fingerprint)
        .query((rs, _) -> (Map<String, String>) JSON.readValue(rs.getString(1), FIELDS))
        .optional()
        .orElse(Map.of());
  }

  void remember(Register register, String fingerprint, Map<String, String> fields) {
    db.sql(
            """
            insert into exchange.remembered (register, fingerprint, fields) values (?, ?, ?::jsonb)
            on conflict (register, fingerprint) do update set fields = excluded.fields
            """)
        .params(register.id(), fingerprint, JSON.writeValueAsString(fields))
        .update();
  }
}
