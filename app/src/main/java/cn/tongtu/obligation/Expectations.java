package cn.tongtu.obligation;

import cn.tongtu.engine.calendar.Obligation.Turn;
import cn.tongtu.obligation.Expectation.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is owed, thing by thing and period by period. */
@Repository
class Expectations {
  private static final String OF = " where register = ? and rule = ?";

  private final JdbcClient db;

  Expectations(JdbcClient db) {
    this.db = db;
  }

  /** Who makes expectations waits for those who write records, and they for it. */
  void lock(Requirement requirement, boolean alone) {
    db.sql(
            "select pg_advisory_xact_lock%s(hashtextextended('obligation ' || ? || ' ' || ?, 0))"
                .formatted(alone ? "" : "_shared"))
        .params(requirement.register().id(), requirement.id())
        .query((_, _) -> 0)
        .list();
  }

  /** From which day on it is owed; from today on when nobody has said. */
  LocalDate since(Requirement requirement, LocalDate today) {
    if (requirement.from().isPresent()) {
      return requirement.from().get();
    }
    db.sql(
            "insert into obligation.begun (register, rule, since) values (?, ?, ?) on conflict do nothing")
        .params(requirement.register().id(), requirement.id(), today)
        .update();
    return db.sql("select since from obligation.begun" + OF)
        .params(requirement.register().id(), requirement.id())
        .query(LocalDate.class)
        .single();
  }

  /** From an earlier day than it is owed from now. */
  void begin(Requirement requirement, LocalDate since) {
    db.sql(
            """
            insert into obligation.begun as b (register, rule, since) values (?, ?, ?)
            on conflict (register, rule) do update set since = least(b.since, excluded.since)
            """)
        .params(requirement.register().id(), requirement.id(), since)
        .update();
  }

  Set<String> periods(Requirement requirement) {
    return db.sql("select distinct period from obligation.expectation" + OF)
        .params(requirement.register().id(), requirement.id())
        .query(String.class)
        .set();
  }

  /** Nothing happens when it is there; an open one follows the calendar and what it is called. */
  void add(Requirement requirement, Thing thing, Turn turn) {
    db.sql(
            """
            insert into obligation.expectation as e
              (register, rule, thing, matches, org, name, period, label, english, first_day, last_day, due_on, closes_on)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (register, rule, period, thing) do update
               set due_on = excluded.due_on, closes_on = excluded.closes_on,
                   state = case e.state when 'released' then 'owed' else e.state end
             where not e.counted and (e.state = 'released' or e.due_on <> excluded.due_on or e.closes_on <> excluded.closes_on)
            """)
        .params(
            requirement.register().id(),
            requirement.id(),
            thing.key(),
            thing.matches(),
            thing.org(),
            thing.name(),
            turn.key(),
            turn.label().chinese(),
            turn.label().english(),
            turn.first(),
            turn.last(),
            turn.due(),
            turn.closes())
        .update();
  }

  Optional<Expectation> find(long id) {
    return db.sql("select * from obligation.expectation where id = ?")
        .param(id)
        .query((rs, _) -> expectation(rs))
        .optional();
  }

  /** Takes its row lock first and reads second. */
  Optional<Expectation> lock(long id) {
    return db.sql("select * from obligation.expectation where id = ? for update")
        .param(id)
        .query((rs, _) -> expectation(rs))
        .optional();
  }

  /** Those of a thing in whose period a day lies, locked. */
  List<Expectation> lock(Requirement requirement, String matches, LocalDate day) {
    return db.sql(
            "select * from obligation.expectation"
                + OF
                + " and matches = ? and ? between first_day and last_day order by id for update")
        .params(requirement.register().id(), requirement.id(), matches, day)
        .query((rs, _) -> expectation(rs))
        .list();
  }

  /** Those that were not done yet and are to be looked at once more, locked. */
  List<Expectation> lockOpen(Requirement requirement, LocalDate today) {
    return db.sql(
            "select * from obligation.expectation"
                + OF
                + " and state = 'owed' and (not counted or closes_on >= ?) order by id for update")
        .params(requirement.register().id(), requirement.id(), today)
        .query((rs, _) -> expectation(rs))
        .list();
  }

  void put(Expectation one) {
    db.sql(
            """
            update obligation.expectation set state = ?, record = ?, done_on = ?, counted = ?, person = ?, actor = ?, why = ?,
                   changed_at = clock_timestamp() where id = ?
            """)
        .params(
            Arrays.asList(
                one.state().name().toLowerCase(Locale.ROOT),
                one.record().orElse(null),
                one.done().orElse(null),
                one.counted(),
                one.person().orElse(null),
                one.actor(),
                one.why(),
                one.id()))
        .update();
  }

  /** How a period stands (一期的情况). */
  record Period(
      String key,
      String label,
      String english,
      LocalDate first,
      LocalDate due,
      LocalDate closes,
      int owed,
      int met,
      int late,
      int nil,
      int excused,
      int missed) {}

  /** The latest first. */
  List<Period> table(Requirement requirement, LocalDate today, int most) {
    return db.sql(
            """
            select period, min(label) label, min(english) english, min(first_day) first_day, max(due_on) due_on,
                   max(closes_on) closes_on,
                   count(*) filter (where state not in ('excused', 'released')) owed,
                   count(*) filter (where state = 'met') met, count(*) filter (where state = 'late') late,
                   count(*) filter (where state = 'nil') nil, count(*) filter (where state = 'excused') excused,
                   count(*) filter (where state = 'owed' and closes_on < ?) missed
              from obligation.expectation where register = ? and rule = ? group by period
             order by min(first_day) desc limit ?
            """)
        .params(today, requirement.register().id(), requirement.id(), most)
        .query((rs, _) ->
            new Period(
                rs.getString("period"),
                rs.getString("label"),
                rs.getString("english"),
                rs.getObject("first_day", LocalDate.class),
                rs.getObject("due_on", LocalDate.class),
                rs.getObject("closes_on", LocalDate.class),
                rs.getInt("owed"),
                rs.getInt("met"),
                rs.getInt("late"),
                rs.getInt("nil"),
                rs.getInt("excused"),
                rs.getInt("missed")))
        .list();
  }

  /** Those of a period; what is missing comes first. */
  List<Expectation> of(Requirement requirement, String period) {
    return db.sql(
            "select * from obligation.expectation"
                + OF
                + " and period = ? order by array_position(array['owed','late','excused','nil','met','released'], state), name")
        .params(requirement.register().id(), requirement.id(), period)
        .query((rs, _) -> expectation(rs))
        .list();
  }

  /** Those that are owed and have begun. */
  List<Expectation> owed(Requirement requirement, LocalDate today) {
    return db.sql(
            "select * from obligation.expectation"
                + OF
                + " and state = 'owed' and first_day <= ? order by due_on, name")
        .params(requirement.register().id(), requirement.id(), today)
        .query((rs, _) -> expectation(rs))
        .list();
  }

  List<Expectation> counted() {
    return db.sql("select * from obligation.expectation where counted order by id")
        .query((rs, _) -> expectation(rs))
        .list();
  }

  private static Expectation expectation(ResultSet rs) throws SQLException {
    return new Expectation(
        rs.getLong("id"),
        rs.getString("register"),
        rs.getString("rule"),
        rs.getString("thing"),
        rs.getString("matches"),
        rs.getString("org"),
        rs.getString("name"),
        rs.getString("period"),
        rs.getString("label"),
        rs.getString("english"),
        rs.getObject("first_day", LocalDate.class),
        rs.getObject("last_day", LocalDate.class),
        rs.getObject("due_on", LocalDate.class),
        rs.getObject("closes_on", LocalDate.class),
        State.valueOf(rs.getString("state").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(rs.getObject("record", Long.class)),
        Optional.ofNullable(rs.getObject("done_on", LocalDate.class)),
        rs.getBoolean("counted"),
        Optional.ofNullable(rs.getObject("person", Long.class)),
        rs.getString("actor"),
        rs.getString("why"));
  }
}
