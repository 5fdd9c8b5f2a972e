package cn.tongtu.register;

import cn.tongtu.shared.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What was done to records (办理记录), and who has opened them. */
@Repository
class Steps {
  static final String ENTERED = "entered";
  static final String CORRECTED = "corrected";

  /** It was withdrawn with the import that had brought it. */
  static final String WITHDRAWN = "withdrawn";

  /** More time was given. */
  static final String EXTENDED = "extended";

  /** A day was worked out anew. */
  static final String RECOUNTED = "recounted";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<LinkedHashMap<String, List<String>>> CHANGES =
      new TypeReference<>() {};

  private final JdbcClient db;

  Steps(JdbcClient db) {
    this.db = db;
  }

  /**
   * What was done (办理).
   *
   * @param deed {@link #ENTERED}, {@link #CORRECTED}, {@link #EXTENDED}, {@link #RECOUNTED}, {@link
   *     #WITHDRAWN} or a move
   * @param behalf for whom, where somebody stood in; else empty
   * @param changes what each changed field held before and holds since, as people read it
   */
  record Done(
      String deed,
      String was,
      String state,
      int revision,
      Instant at,
      Optional<Long> person,
      String actor,
      String behalf,
      String why,
      SequencedMap<String, List<String>> changes) {}

  void add(
      Register register,
      Entry before,
      Entry after,
      String deed,
      Actor actor,
      String behalf,
      String why,
      Map<String, List<String>> changes) {
    db.sql(
            """
            insert into register.step (register, record, deed, was, state, revision, person, actor, behalf, why, changes)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            """)
        .params(
            Arrays.asList(
                register.id(),
                after.id(),
                deed,
                before.state(),
                after.state(),
                after.revision(),
                actor.person().orElse(null),
                actor.name(),
                behalf,
                why,
                JSON.writeValueAsString(changes)))
        .update();
  }

  /** The latest first. */
  List<Done> of(Register register, long record) {
    return db.sql("select * from register.step where register = ? and record = ? order by id desc")
        .params(register.id(), record)
        .query((rs, _) -> done(rs))
        .list();
  }

  private static Done done(ResultSet rs) throws SQLException {
    return new Done(
        rs.getString("deed"),
        rs.getString("was"),
        rs.getString("state"),
        rs.getInt("revision"),
        Objects.requireNonNull(rs.getTimestamp("at")).toInstant(),
        Optional.ofNullable(rs.getObject("person", Long.class)),
        rs.getString("actor"),
        rs.getString("behalf"),
        rs.getString("why"),
        JSON.readValue(rs.getString("changes"), CHANGES));
  }

  void opened(Register register, Entry entry, long person) {
    db.sql(
            """
            insert into register.opened as o (register, record, person, revision) values (?, ?, ?, ?)
            on conflict (register, record, person) do update
               set revision = excluded.revision, at = clock_timestamp() where o.revision < excluded.revision
            """)
        .params(register.id(), entry.id(), person, entry.revision())
        .update();
  }

  /** Whether anybody but this person has opened the record as it is now. */
  boolean openedByOthers(Register register, Entry entry, long person) {
    return db.sql(
            "select exists (select from register.opened where register = ? and record = ? and revision = ? and person <> ?)")
        .params(register.id(), entry.id(), entry.revision(), person)
        .query(Boolean.class)
        .single();
  }
}
