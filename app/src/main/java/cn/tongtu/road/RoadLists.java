package cn.tongtu.road;

import cn.tongtu.map.Window;
import cn.tongtu.road.Route.Level;
import cn.tongtu.shared.view.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Lists of roads with their kilometres, and what maps show of them. */
@Repository
class RoadLists {
  private final JdbcClient db;

  RoadLists(JdbcClient db) {
    this.db = db;
  }

  /**
   * What somebody looks for; of a road that runs through several towns only the asked one's part
   * counts.
   */
  record Search(Optional<Level> level, String town, String text) {}

  record Row(
      String code,
      String name,
      String level,
      String org,
      int sections,
      int metres,
      String grades,
      boolean invented) {}

  private static final String FROM =
      """
      from road.route r
      join road.section s on s.route = r.id
      join road.survey v on v.section = s.id and v.rev = s.rev
      """;

  /** What the list of roads is sorted by. */
  static final Map<String, String> COLUMNS =
      Map.of(
          "code", "position(left(r.code, 1) in 'GSXYC') * 100 + length(r.code)",
          "name", "r.name",
          "level", "position(left(r.code, 1) in 'GSXYC')",
          "org", "r.org",
          "sections", "count(*)",
          "length", "sum(v.metres)");

  List<Row> page(Search search, Sort sort, int offset, int size) {
    var parameters = new ArrayList<Object>();
    var where = where(search, parameters);
    parameters.add(size);
    parameters.add(offset);
    return db.sql(
            """
            select r.code, r.name, r.level, r.org, count(*) sections, sum(v.metres) metres,
              string_agg(distinct s.grade, '、') grades, r.invented
            """
                + FROM
                + where
                + " group by r.id"
                + sort.sql(COLUMNS, "r.code" + (sort.by("code") && sort.down() ? " desc" : ""))
                + " limit ? offset ?")
        .params(parameters)
        .query(Row.class)
        .list();
  }

  /** Of one level: how many roads, and how long. */
  record Sum(String level, long roads, long metres) {}

  List<Sum> sums(Search search) {
    var parameters = new ArrayList<Object>();
    return db.sql(
            "select r.level, count(distinct r.id) roads, sum(v.metres) metres "
                + FROM
                + where(search, parameters)
                + " group by r.level")
        .params(parameters)
        .query(Sum.class)
        .list();
  }

  private static String where(Search search, List<Object> parameters) {
    var sql = new StringBuilder(" where true");
    search.level.ifPresent(level -> {
      sql.append(" and r.level = ?");
      parameters.add(level.name());
    });
    if (!search.town.isBlank()) {
      sql.append(" and s.town = ?");
      parameters.add(search.town);
    }
    if (!search.text.isBlank()) {
      sql.append(" and (strpos(lower(r.code), lower(?)) > 0 or strpos(r.name, ?) > 0)");
      parameters.add(search.text.strip());
      parameters.add(search.text.strip());
    }
    return sql.toString();
  }

  /** A section on a map; the longest of its road bear the road's code. */
  record Shown(
      long id,
      String code,
      String name,
      String level,
      int fromM,
      int toM,
      String grade,
      int metres,
      String line,
      boolean lettered) {}

  private static final String SHOWN =
      """
      select s.id, r.code, r.name, r.level, s.from_m, s.to_m, s.grade, v.metres, v.line::text line,
        row_number() over (partition by r.id order by v.metres desc, s.id)
          <= case r.level when 'NATIONAL' then 4 when 'PROVINCIAL' then 2 else 1 end lettered
      """;

  /**
   * All, or what may lie in a window. Villages' roads first, so that the larger ones are drawn
   * above them.
   */
  List<Shown> shown(Optional<Window> window) {
    return db.sql(
            SHOWN
                + FROM
                + within(window, "v")
                + " order by position(left(r.code, 1) in 'GSXYC') desc, s.id")
        .params(corners(window))
        .query(Shown.class)
        .list();
  }

  private static String within(Optional<Window> window, String table) {
    return window.isPresent()
        ? "where %s.extent && box(point(?, ?), point(?, ?))".formatted(table)
        : "";
  }

  private static List<Double> corners(Optional<Window> window) {
    return window
        .map(Window::box)
        .map(box -> List.of(box.west(), box.south(), box.east(), box.north()))
        .orElse(List.of());
  }

  List<Shown> shown(String code) {
    return db.sql(SHOWN + FROM + "where r.code = ? order by s.seq")
        .param(code)
        .query(Shown.class)
        .list();
  }

  /** A bridge or tunnel on a map. */
  record Built(long id, String code, String kind, String name, int atM, int metres, String point) {}

  List<Built> structures(Optional<Window> window) {
    return db.sql(
            """
            select t.id, r.code, t.kind, t.name, t.at_m, t.metres, t.point::text point
            from road.structure t join road.route r on r.id = t.route
            """
                + within(window, "t")
                + " order by t.id")
        .params(corners(window))
        .query(Built.class)
        .list();
  }
}
