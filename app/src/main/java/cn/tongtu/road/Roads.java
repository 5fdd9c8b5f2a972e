package cn.tongtu.road;

import cn.tongtu.engine.geo.Extent;
import cn.tongtu.engine.geo.Line;
import cn.tongtu.map.GeoJson;
import cn.tongtu.road.Route.Grade;
import cn.tongtu.road.Route.Level;
import cn.tongtu.road.Route.Survey;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.NotFound;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.geometric.PGbox;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of routes, sections, surveys and structures. */
@Repository
class Roads {
  private final JdbcClient db;
  private final JdbcTemplate batch;

  Roads(JdbcClient db, JdbcTemplate batch) {
    this.db = db;
    this.batch = batch;
  }

  void add(List<Draft> drafts, Actor actor) {
    batch.batchUpdate(
        """
        insert into road.route (code, name, level, org, opened_on, source, invented)
        values (?, ?, ?, ?, ?, ?, ?)
        """,
        rows(
            drafts,
            draft ->
                List.<Object[]>of(
                    new Object[] {
                      draft.code(),
                      draft.name(),
                      draft.level().name(),
                      draft.org(),
                      draft.openedOn(),
                      draft.source(),
                      draft.invented()
                    })));
    batch.batchUpdate(
        """
        insert into road.section (route, seq, town, from_m, to_m, grade, surface, width, lanes)
        select id, ?, ?, ?, ?, ?, ?, ?, ? from road.route where code = ?
        """,
        rows(drafts, Roads::sections));
    batch.batchUpdate(
        """
        insert into road.survey (section, rev, on_day, metres, line, extent, why, actor)
        select s.id, 1, ?, ?, ?::jsonb, ?, ?, ?
        from road.section s join road.route r on r.id = s.route where r.code = ? and s.seq = ?
        """,
        rows(drafts, draft -> surveys(draft, actor)));
    batch.batchUpdate(
        """
        insert into road.structure (route, kind, name, at_m, metres, point, extent)
        select id, ?, ?, ?, ?, ?::jsonb, ? from road.route where code = ?
        """,
        rows(drafts, Roads::structures));
  }

  private interface Rows {
    List<Object[]> of(Draft draft);
  }

  private static List<Object[]> rows(List<Draft> drafts, Rows rows) {
    return drafts.stream().flatMap(draft -> rows.of(draft).stream()).toList();
  }

  private static List<Object[]> sections(Draft draft) {
    var rows = new ArrayList<Object[]>();
    for (var section : draft.sections()) {
      rows.add(
          new Object[] {
            rows.size() + 1,
            section.town(),
            section.from(),
            section.to(),
            section.grade().label(),
            section.surface(),
            section.width(),
            section.lanes(),
            draft.code()
          });
    }
    return rows;
  }

  private static List<Object[]> surveys(Draft draft, Actor actor) {
    var rows = new ArrayList<Object[]>();
    for (var section : draft.sections()) {
      rows.add(
          new Object[] {
            draft.openedOn(),
            metres(section.line()),
            GeoJson.of(section.line()),
            box(section.line().extent()),
            draft.source(),
            actor.name(),
            draft.code(),
            rows.size() + 1
          });
    }
    return rows;
  }

  private static List<Object[]> structures(Draft draft) {
    return draft.structures().stream()
        .map(structure ->
            new Object[] {
              structure.kind().name(),
              structure.name(),
              structure.at(),
              structure.metres(),
              GeoJson.of(structure.point()),
              box(structure.point().extent()),
              draft.code()
            })
        .toList();
  }

  static int metres(Line line) {
    return Math.max(1, (int) Math.rint(line.metres()));
  }

  private static PGbox box(Extent extent) {
    return new PGbox(extent.west(), extent.south(), extent.east(), extent.north());
  }

  /** A section as it is kept, with where its last survey found it. */
  record Section(
      long id,
      long route,
      int seq,
      String town,
      int fromM,
      int toM,
      String grade,
      String surface,
      String width,
      int lanes,
      int rev,
      LocalDate onDay,
      int metres,
      String line) {}

  private static final String SECTION =
      """
      select s.id, s.route, s.seq, s.town, s.from_m, s.to_m, s.grade, s.surface,
        trim_scale(s.width)::text width, s.lanes, s.rev, v.on_day, v.metres, v.line::text line
      from road.section s join road.survey v on v.section = s.id and v.rev = s.rev
      """;

  List<Section> sections(long route) {
    return db.sql(SECTION + "where s.route = ? order by s.seq")
        .param(route)
        .query(Section.class)
        .list();
  }

  Optional<Section> findSection(long id) {
    return db.sql(SECTION + "where s.id = ?").param(id).query(Section.class).optional();
  }

  /** Takes the lock of the section's route first, since all its sections settle together. */
  Section lock(long section) {
    db.sql(
            """
            select id from road.route
            where id = (select route from road.section where id = ?) for update
            """)
        .param(section)
        .query(Long.class)
        .optional();
    return findSection(section)
        .orElseThrow(() -> new NotFound("没有这个路段", "there is no such section"));
  }

  void survey(Section section, LocalDate on, Line line, String why, Actor actor) {
    db.sql("update road.section set rev = rev + 1 where id = ?").param(section.id()).update();
    db.sql(
            """
            insert into road.survey (section, rev, on_day, metres, line, extent, why, actor)
            values (?, ?, ?, ?, ?::jsonb, ?, ?, ?)
            """)
        .params(
            section.id(),
            section.rev() + 1,
            on,
            metres(line),
            GeoJson.of(line),
            box(line.extent()),
            why,
            actor.name())
        .update();
  }

  /** What was found when, the newest first. */
  record Found(
      int rev, int fromM, int toM, LocalDate onDay, int metres, String why, String actor) {}

  List<Found> surveys(long route) {
    return db.sql(
            """
            select v.rev, s.from_m, s.to_m, v.on_day, v.metres, v.why, v.actor
            from road.survey v join road.section s on s.id = v.section
            where s.route = ? and v.rev > 1 order by v.id desc
            """)
        .param(route)
        .query(Found.class)
        .list();
  }

  record Structure(long id, String kind, String name, int atM, int metres, String point) {}

  List<Structure> structures(long route) {
    return db.sql(
            """
            select id, kind, name, at_m, metres, point::text point
            from road.structure where route = ? order by at_m
            """)
        .param(route)
        .query(Structure.class)
        .list();
  }

  Optional<Route> find(String code) {
    return routes("where r.code = ?", code).stream().findFirst();
  }

  Optional<Route> find(long id) {
    return routes("where r.id = ?", id).stream().findFirst();
  }

  /** A road by code and name, with where its chainages begin and end in metres (路线名录). */
  record Called(String code, String name, int fromM, int toM) {}

  Optional<Called> called(String code) {
    return called("r.code = :part", code, 1).stream().findFirst();
  }

  List<Called> named(String name, int most) {
    return called("r.name = :part", name, most);
  }

  /** Some whose code or name contains this. */
  List<Called> containing(String part, int most) {
    return called("strpos(lower(r.code || ' ' || r.name), lower(:part)) > 0", part, most);
  }

  private List<Called> called(String where, String part, int most) {
    return db.sql(
            """
            select r.code, r.name, coalesce(min(s.from_m), 0) from_m, coalesce(max(s.to_m), 0) to_m
              from road.route r left join road.section s on s.route = r.id where %s
             group by r.id order by r.code limit :most
            """
                .formatted(where))
        .param("part", part)
        .param("most", most)
        .query(Called.class)
        .list();
  }

  List<Route> list() {
    return routes("");
  }

  List<Route> list(Collection<String> codes) {
    return routes("where r.code = any (?)", (Object) codes.toArray(String[]::new));
  }

  private List<Route> routes(String where, Object... parameters) {
    var surveys = new LinkedHashMap<Long, List<Survey>>();
    db.sql(
            """
            select s.route, s.id, s.grade, v.rev, v.on_day, v.metres
            from road.route r join road.section s on s.route = r.id
            join road.survey v on v.section = s.id
            """
                + where
                + " order by s.route, s.seq, v.rev")
        .params(parameters)
        .query(rs -> {
          surveys
              .computeIfAbsent(rs.getLong("route"), _ -> new ArrayList<>())
              .add(
                  new Survey(
                      rs.getLong("id"),
                      Grade.of(rs.getString("grade")),
                      rs.getInt("rev"),
                      rs.getObject("on_day", LocalDate.class),
                      rs.getInt("metres")));
        });
    return db.sql("select r.* from road.route r " + where + " order by r.id")
        .params(parameters)
        .query((rs, _) -> route(rs, surveys))
        .list();
  }

  private static Route route(ResultSet rs, Map<Long, List<Survey>> surveys) throws SQLException {
    return new Route(
        rs.getLong("id"),
        rs.getString("code"),
        rs.getString("name"),
        Level.valueOf(rs.getString("level")),
        rs.getString("org"),
        rs.getObject("opened_on", LocalDate.class),
        rs.getString("source"),
        rs.getBoolean("invented"),
        surveys.getOrDefault(rs.getLong("id"), List.of()));
  }

  long invented(Collection<Long> ids) {
    return db.sql("select count(*) from road.route where invented and id = any (?)")
        .param(ids.toArray(Long[]::new))
        .query(Long.class)
        .single();
  }

  boolean any() {
    return db.sql("select exists (select from road.route)").query(Boolean.class).single();
  }

  /**
   * How much there is to draw, and between where.
   *
   * @param surveys differs with every survey; the newest number would not, where two survey at once
   */
  record Network(
      long surveys, long structures, double west, double south, double east, double north) {
    Extent extent() {
      return new Extent(west, south, east, north);
    }
  }

  Network network() {
    return db.sql(
            """
            select count(*) surveys, (select count(*) from road.structure) structures,
              coalesce(min((extent[1])[0]), 0) west, coalesce(min((extent[1])[1]), 0) south,
              coalesce(max((extent[0])[0]), 0) east, coalesce(max((extent[0])[1]), 0) north
            from road.survey
            """)
        .query(Network.class)
        .single();
  }

  long surveys() {
    return db.sql("select count(*) from road.survey").query(Long.class).single();
  }
}
