package cn.tongtu.register;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The versions of the registers' definitions (台账定义版本). */
@Repository
class Definitions {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<List<Label>> LABELS = new TypeReference<>() {};

  private final JdbcClient db;

  Definitions(JdbcClient db) {
    this.db = db;
  }

  /**
   * A published version.
   *
   * @param text as it was written; empty where the register was declared no more
   * @param changes what it changed
   */
  record Version(
      String register,
      int version,
      String text,
      Shape shape,
      List<Label> changes,
      String note,
      String actor,
      Instant at) {
    boolean stands() {
      return !text.isEmpty();
    }
  }

  /** The latest of each register that is still declared by it. */
  Map<String, Version> latest() {
    var latest = new HashMap<String, Version>();
    db.sql(
            "select distinct on (register) * from register.definition order by register, version desc")
        .query((rs, _) -> version(rs))
        .list()
        .forEach(version -> latest.put(version.register, version));
    return latest;
  }

  /** The latest first. */
  List<Version> of(String register) {
    return db.sql("select * from register.definition where register = ? order by version desc")
        .param(register)
        .query((rs, _) -> version(rs))
        .list();
  }

  /** Under which version a record was entered. */
  Optional<Integer> under(Register register, long record) {
    return db.sql("select _version from %s where id = ?".formatted(register.table()))
        .param(record)
        .query(Integer.class)
        .optional();
  }

  /** Two who publish the same version leave the first; answers whether it was this one. */
  boolean add(
      String register,
      int version,
      String text,
      Shape shape,
      List<Label> changes,
      String note,
      Actor actor) {
    return db.sql(
                """
                insert into register.definition (register, version, text, shape, changes, note, person, actor)
                values (?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?) on conflict do nothing
                """)
            .params(
                Arrays.asList(
                    register,
                    version,
                    text,
                    JSON.writeValueAsString(shape),
                    JSON.writeValueAsString(changes),
                    note,
                    actor.person().orElse(null),
                    actor.name()))
            .update()
        == 1;
  }

  private static Version version(ResultSet rs) throws SQLException {
    return new Version(
        rs.getString("register"),
        rs.getInt("version"),
        rs.getString("text"),
        JSON.readValue(rs.getString("shape"), Shape.class),
        JSON.readValue(rs.getString("changes"), LABELS),
        rs.getString("note"),
        rs.getString("actor"),
        Objects.requireNonNull(rs.getTimestamp("at")).toInstant());
  }
}
