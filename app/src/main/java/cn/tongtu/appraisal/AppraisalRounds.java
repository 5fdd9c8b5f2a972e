package cn.tongtu.appraisal;

import cn.tongtu.appraisal.Ranking.Marks;
import cn.tongtu.appraisal.Ranking.Placed;
import cn.tongtu.engine.calendar.Obligation.Turn;
import cn.tongtu.shared.Actor;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The periods of appraisals with their points and what was published of them. */
@Repository
class AppraisalRounds {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<LinkedHashMap<String, BigDecimal>> POINTS =
      new TypeReference<>() {};

  private final JdbcClient db;

  AppraisalRounds(JdbcClient db) {
    this.db = db;
  }

  /**
   * A period of an appraisal that somebody has worked on (一期考核).
   *
   * @param revision how often its points changed
   * @param published the publication that stands
   */
  record Round(long id, String period, int revision, Optional<Publication> published) {}

  record Publication(long id, LocalDate on, String actor) {}

  /** What one person gave. */
  record Point(String org, String criterion, long person, String actor, BigDecimal points) {}

  /** What was published of one (公布结果), as it was called then. */
  record Result(
      long id,
      String period,
      LocalDate on,
      String org,
      String name,
      Map<String, BigDecimal> points,
      BigDecimal total,
      int place,
      boolean awarded) {}

  private static final String ROUND =
      """
      select r.id, r.period, r.revision, p.id publication, p.published_on, p.actor
        from appraisal.round r
        left join appraisal.publication p on p.round = r.id and p.withdrawn_at is null
       where r.appraisal = ?
      """;

  List<Round> list(Appraisal appraisal) {
    return db.sql(ROUND).param(appraisal.id()).query((rs, _) -> round(rs)).list();
  }

  Optional<Round> find(Appraisal appraisal, String period) {
    return db.sql(ROUND + " and r.period = ?")
        .params(appraisal.id(), period)
        .query((rs, _) -> round(rs))
        .optional();
  }

  /** Begun when it was not yet; its row lock first, read second. */
  Round lock(Appraisal appraisal, Turn turn) {
    db.sql(
            """
            insert into appraisal.round (appraisal, period, first_day, last_day) values (?, ?, ?, ?)
            on conflict do nothing
            """)
        .params(appraisal.id(), turn.key(), turn.first(), turn.last())
        .update();
    db.sql("select id from appraisal.round where appraisal = ? and period = ? for update")
        .params(appraisal.id(), turn.key())
        .query(Long.class)
        .single();
    return find(appraisal, turn.key()).orElseThrow();
  }

  void changed(Round round) {
    db.sql("update appraisal.round set revision = revision + 1 where id = ?")
        .param(round.id())
        .update();
  }

  List<Point> points(Round round) {
    return db.sql(
            """
            select org, criterion, person, actor, points from appraisal.point
             where round = ? order by given_at, person
            """)
        .param(round.id())
        .query(Point.class)
        .list();
  }

  void give(Round round, Point point) {
    db.sql(
            """
            insert into appraisal.point as p (round, org, criterion, person, actor, points)
            values (?, ?, ?, ?, ?, ?)
            on conflict (round, org, criterion, person) do update
               set points = excluded.points, actor = excluded.actor, given_at = clock_timestamp()
            """)
        .params(
            round.id(),
            point.org(),
            point.criterion(),
            point.person(),
            point.actor(),
            point.points())
        .update();
  }

  void takeBack(Round round, String org, String criterion, Actor.Staff by) {
    db.sql(
            """
            delete from appraisal.point
             where round = ? and org = ? and criterion = ? and person = ?
            """)
        .params(round.id(), org, criterion, by.id())
        .update();
  }

  long publish(Round round, LocalDate on, Actor actor) {
    return db.sql(
            """
            insert into appraisal.publication (round, published_on, person, actor)
            values (?, ?, ?, ?) returning id
            """)
        .params(
            Arrays.<@Nullable Object>asList(
                round.id(), on, actor.person().orElse(null), actor.name()))
        .query(Long.class)
        .single();
  }

  long add(long publication, Placed placed, String name, boolean awarded) {
    Marks marks = placed.marks();
    return db.sql(
            """
            insert into appraisal.result (publication, org, name, points, total, place, awarded)
            values (?, ?, ?, ?::jsonb, ?, ?, ?) returning id
            """)
        .params(
            publication,
            marks.org(),
            name,
            JSON.writeValueAsString(marks.points()),
            placed.total(),
            placed.place(),
            awarded)
        .query(Long.class)
        .single();
  }

  void withdraw(long publication, Actor actor, String why) {
    db.sql(
            """
            update appraisal.publication
               set withdrawn_at = clock_timestamp(), withdrawer = ?, why = ? where id = ?
            """)
        .params(actor.name(), why, publication)
        .update();
  }

  private static final String RESULT =
      """
      select s.id, r.period, p.published_on, s.org, s.name, s.points, s.total, s.place, s.awarded
        from appraisal.result s
        join appraisal.publication p on p.id = s.publication
        join appraisal.round r on r.id = p.round
      """;

  /** What stands, the latest period first, the first place first. */
  List<Result> results(Appraisal appraisal) {
    return db.sql(
            RESULT
                + " where r.appraisal = ? and p.withdrawn_at is null order by r.first_day desc, s.place, s.org")
        .param(appraisal.id())
        .query((rs, _) -> result(rs))
        .list();
  }

  List<Result> results(long publication) {
    return db.sql(RESULT + " where p.id = ? order by s.place, s.org")
        .param(publication)
        .query((rs, _) -> result(rs))
        .list();
  }

  /** A result that stands, with the appraisal it is of. */
  record Standing(String appraisal, Result result) {}

  Optional<Standing> standing(long result) {
    return db.sql(
            RESULT.replace("select s.id", "select r.appraisal, s.id")
                + " where s.id = ? and p.withdrawn_at is null")
        .param(result)
        .query((rs, _) -> new Standing(rs.getString("appraisal"), result(rs)))
        .optional();
  }

  List<Standing> awarded() {
    return db.sql(
            RESULT.replace("select s.id", "select r.appraisal, s.id")
                + " where s.awarded and p.withdrawn_at is null order by s.id")
        .query((rs, _) -> new Standing(rs.getString("appraisal"), result(rs)))
        .list();
  }

  /** What was once published and then withdrawn, and why. */
  record Withdrawn(LocalDate on, String actor, String withdrawer, String why) {}

  List<Withdrawn> withdrawn(Round round) {
    return db.sql(
            """
            select published_on, actor, withdrawer, why from appraisal.publication
             where round = ? and withdrawn_at is not null order by id desc
            """)
        .param(round.id())
        .query((rs, _) ->
            new Withdrawn(
                rs.getObject("published_on", LocalDate.class),
                rs.getString("actor"),
                rs.getString("withdrawer"),
                rs.getString("why")))
        .list();
  }

  private static Round round(ResultSet rs) throws SQLException {
    var publication = rs.getObject("publication", Long.class);
    return new Round(
        rs.getLong("id"),
        rs.getString("period"),
        rs.getInt("revision"),
        publication == null
            ? Optional.empty()
            : Optional.of(
                new Publication(
                    publication,
                    rs.getObject("published_on", LocalDate.class),
                    rs.getString("actor"))));
  }

  private static Result result(ResultSet rs) throws SQLException {
    return new Result(
        rs.getLong("id"),
        rs.getString("period"),
        rs.getObject("published_on", LocalDate.class),
        rs.getString("org"),
        rs.getString("name"),
        JSON.readValue(rs.getString("points"), POINTS),
        rs.getBigDecimal("total"),
        rs.getInt("place"),
        rs.getBoolean("awarded"));
  }
}
