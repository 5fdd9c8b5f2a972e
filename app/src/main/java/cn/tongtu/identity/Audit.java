package cn.tongtu.identity;

import cn.tongtu.identity.AuditEntry.Kind;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.view.Sort;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The audit trail (审计): who changed what from what to what, who was refused, who signed in. Entries
 * are only ever added, in the transaction of the deed they tell of.
 */
@Repository
public class Audit {
  private static final ZoneId CHINA = cn.tongtu.shared.Words.CHINA;

  private final JdbcClient db;

  Audit(JdbcClient db) {
    this.db = db;
  }

  /** A record as it was and as it is (变更); nothing before is a new record. */
  public record Change(
      RecordRef record, String org, Map<String, String> before, Map<String, String> after) {
    public static Change added(RecordRef record, String org, Map<String, String> after) {
      return new Change(record, org, Map.of(), after);
    }
  }

  public void changed(Actor actor, String action, Change change, String why) {
    add(Kind.CHANGE, action, actor, change.org, Optional.of(change), why);
  }

  /** What is sensitive was read, or a document left the house. */
  public void read(Actor actor, String action, RecordRef record, String why) {
    add(Kind.READ, action, actor, "", Optional.of(new Change(record, "", Map.of(), Map.of())), why);
  }

  /** What is sensitive and no one record was read. */
  public void read(Actor actor, String action, String why) {
    add(Kind.READ, action, actor, "", Optional.empty(), why);
  }

  /** A request that never reached a page: by its form's token, say. */
  void refused(Actor actor, String action, String why) {
    add(Kind.REFUSED, action, actor, "", Optional.empty(), why);
  }

  /** To be called after the refused deed's transaction is gone, or the entry goes with it. */
  public void refused(Forbidden refusal) {
    add(
        Kind.REFUSED,
        refusal.action(),
        refusal.actor(),
        refusal.org(),
        Optional.empty(),
        refusal.chinese());
  }

  void told(Kind kind, Actor actor, String why) {
    add(kind, "sign-in", actor, "", Optional.empty(), why);
  }

  private void add(
      Kind kind, String action, Actor actor, String org, Optional<Change> change, String why) {
    db.sql(
            """
            insert into identity.audit (kind, action, actor, person, seat, address, org,
              record_kind, record_id, before, after, why)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, json_object(?::text[], ?::text[]), json_object(?::text[], ?::text[]), ?)
            """)
        .params(
            Arrays.<@Nullable Object>asList(
                kind.name(),
                action,
                actor.name(),
                actor.person().orElse(null),
                actor.seat().orElse(null),
                actor.address(),
                org,
                change.map(is -> is.record.kind()).orElse(null),
                change.map(is -> is.record.id()).orElse(null),
                names(change.map(Change::before)),
                values(change.map(Change::before)),
                names(change.map(Change::after)),
                values(change.map(Change::after)),
                why))
        .update();
  }

  private static String @Nullable [] names(Optional<Map<String, String>> fields) {
    return fields
        .filter(some -> !some.isEmpty())
        .map(some -> some.keySet().toArray(String[]::new))
        .orElse(null);
  }

  private static String @Nullable [] values(Optional<Map<String, String>> fields) {
    return fields
        .filter(some -> !some.isEmpty())
        .map(some -> some.values().toArray(String[]::new))
        .orElse(null);
  }

  /** What an auditor looks for (审计查询); what is empty is not asked. */
  record Search(
      Optional<Kind> kind,
      String actor,
      Optional<RecordRef> record,
      String org,
      Optional<LocalDate> from,
      Optional<LocalDate> to) {}

  long count(Search search) {
    var parameters = new ArrayList<Object>();
    return db.sql("select count(*) from identity.audit" + where(search, parameters))
        .params(parameters)
        .query(Long.class)
        .single();
  }

  static final Map<String, String> COLUMNS =
      Map.of(
          "at",
          "id",
          "kind",
          "kind",
          "actor",
          "actor",
          "action",
          "action",
          "record",
          "record_kind");

  List<AuditEntry> page(Search search, Sort sort, int offset, int size) {
    var parameters = new ArrayList<Object>();
    var sql = "select * from identity.audit" + where(search, parameters);
    parameters.add(size);
    parameters.add(offset);
    return db.sql(sql + sort.sql(COLUMNS, "id desc") + " limit ? offset ?")
        .params(parameters)
        .query((rs, _) ->
            new AuditEntry(
                rs.getLong("id"),
                rs.getTimestamp("at").toInstant(),
                Kind.valueOf(rs.getString("kind")),
                rs.getString("action"),
                rs.getString("actor"),
                Optional.ofNullable(rs.getObject("seat", Long.class)),
                rs.getString("address"),
                rs.getString("org"),
                Optional.ofNullable(rs.getString("record_kind"))
                    .map(kind -> record(kind, rs, "record_id")),
                Optional.ofNullable(rs.getString("before")).orElse(""),
                Optional.ofNullable(rs.getString("after")).orElse(""),
                rs.getString("why")))
        .list();
  }

  private static RecordRef record(String kind, java.sql.ResultSet rs, String column) {
    try {
      return new RecordRef(kind, rs.getLong(column));
    } catch (java.sql.SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static String where(Search search, List<Object> parameters) {
    var sql = new StringBuilder(" where true");
    search.kind.ifPresent(kind -> {
      sql.append(" and kind = ?");
      parameters.add(kind.name());
    });
    if (!search.actor.isBlank()) {
      sql.append(" and actor = ?");
      parameters.add(search.actor.strip());
    }
    search.record.ifPresent(record -> {
      sql.append(" and record_kind = ? and record_id = ?");
      parameters.add(record.kind());
      parameters.add(record.id());
    });
    if (!search.org.isBlank()) {
      sql.append(" and org = ?");
      parameters.add(search.org.strip());
    }
    search.from.ifPresent(day -> {
      sql.append(" and at >= ?");
      parameters.add(day.atStartOfDay(CHINA).toOffsetDateTime());
    });
    search.to.ifPresent(day -> {
      sql.append(" and at < ?");
      parameters.add(day.plusDays(1).atStartOfDay(CHINA).toOffsetDateTime());
    });
    return sql.toString();
  }
}
