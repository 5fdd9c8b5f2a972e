package cn.tongtu.register;

import cn.tongtu.ledger.RecordCard;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Words;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Records that were withdrawn with the import that had brought them, as they were last (撤回的记录). */
@Repository
class Withdrawn {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<List<List<String>>> LINES = new TypeReference<>() {};

  private final JdbcClient db;

  Withdrawn(JdbcClient db) {
    this.db = db;
  }

  /** Takes the records out of their register; what they said stays. */
  void withdraw(
      Register register, List<Entry> entries, List<RecordCard> cards, Actor actor, String why) {
    var ids = entries.stream().map(Entry::id).toArray(Long[]::new);
    var values = new ArrayList<@Nullable Object>();
    values.add(ids);
    values.add(register.id());
    values.add(actor.person().orElse(null));
    values.add(actor.name());
    values.add(why);
    values.add(ids);
    values.add(cards.stream().map(RecordCard::org).toArray(String[]::new));
    values.add(cards.stream().map(RecordCard::title).toArray(String[]::new));
    values.add(cards.stream().map(RecordCard::source).toArray(String[]::new));
    values.add(cards.stream().map(RecordCard::invented).toArray(Boolean[]::new));
    values.add(cards.stream().map(Withdrawn::lines).toArray(String[]::new));
    // One statement: a row leaves its table only as it is kept whole here.
    db.sql(
            """
            with gone as (delete from %s t where id = any (?) returning id, to_jsonb(t) as held)
            insert into register.withdrawn (register, person, actor, why, record, org, title, source, invented, lines, held)
            select s.register, s.person, s.actor, s.why, v.record, v.org, v.title, v.source, v.invented, v.lines::jsonb, gone.held
              from (select ?::text register, ?::bigint person, ?::text actor, ?::text why) s,
                   unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::boolean[], ?::text[])
                     as v (record, org, title, source, invented, lines)
              join gone on gone.id = v.record
            """
                .formatted(register.table()))
        .params(values)
        .update();
  }

  private static String lines(RecordCard card) {
    return JSON.writeValueAsString(
        card.lines().stream()
            .map(line -> List.of(line.label().chinese(), line.label().english(), line.value()))
            .toList());
  }

  /** A record that was withdrawn, with who did it and why above what it said. */
  Optional<RecordCard> card(Register register, long record) {
    return db.sql("select * from register.withdrawn where register = ? and record = ?")
        .params(register.id(), record)
        .query((rs, _) -> {
          var lines = new ArrayList<RecordCard.Line>();
          lines.add(
              new RecordCard.Line(
                  "已撤回",
                  "Withdrawn",
                  "%s %s：%s"
                      .formatted(
                          ZonedDateTime.ofInstant(
                                  Objects.requireNonNull(rs.getTimestamp("at")).toInstant(),
                                  Words.CHINA)
                              .toLocalDate(),
                          rs.getString("actor"),
                          rs.getString("why"))));
          for (var line : JSON.readValue(rs.getString("lines"), LINES)) {
            lines.add(new RecordCard.Line(new Label(line.get(0), line.get(1)), line.get(2)));
          }
          return new RecordCard(
              register.name(),
              Objects.requireNonNull(rs.getString("title")),
              Objects.requireNonNull(rs.getString("org")),
              lines,
              Objects.requireNonNull(rs.getString("source")),
              rs.getBoolean("invented"),
              Optional.empty());
        })
        .optional();
  }

  /** As they stand now. */
  Map<Long, Integer> revisions(Register register, List<Long> ids) {
    var revisions = new HashMap<Long, Integer>();
    db.sql("select id, _revision from %s where id = any (?)".formatted(register.table()))
        .param(ids.toArray(Long[]::new))
        .query(rs -> {
          revisions.put(rs.getLong(1), rs.getInt(2));
        });
    return revisions;
  }

  /** Which of these other records refer to. */
  List<Long> neededBy(Register register, Register other, Field field, List<Long> ids) {
    return db.sql(
            "select distinct %2$s from %1$s where %2$s = any (?)%3$s"
                .formatted(
                    other.table(),
                    field.id(),
                    other.id().equals(register.id()) ? " and not id = any (?)" : ""))
        .params(
            other.id().equals(register.id())
                ? List.of(ids.toArray(Long[]::new), ids.toArray(Long[]::new))
                : List.<Object>of((Object) ids.toArray(Long[]::new)))
        .query(Long.class)
        .list();
  }

  List<Long> commented(Register register, List<Long> ids) {
    return db.sql(
            "select distinct record from register.comment where register = ? and record = any (?)")
        .params(register.id(), ids.toArray(Long[]::new))
        .query(Long.class)
        .list();
  }
}
