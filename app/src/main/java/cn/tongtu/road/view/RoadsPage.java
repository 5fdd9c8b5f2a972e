package cn.tongtu.road.view;

import cn.tongtu.identity.Organisation;
import cn.tongtu.road.Route;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.view.Sort;
import java.util.List;

/** The roads that match (路网一览), and how long they are by level. */
public record RoadsPage(
    List<Route.Level> levels,
    List<Organisation> towns,
    String level,
    String town,
    String q,
    List<Row> rows,
    List<Sum> sums,
    Sum total,
    Paging paging,
    Sort sort,
    boolean any) {
  /** A road; in a town only its part there. */
  public record Row(
      String code,
      String name,
      Label level,
      String org,
      String grades,
      int sections,
      String kilometres,
      boolean invented) {}

  /** So many roads of a level, so long together. */
  public record Sum(Label level, long roads, String kilometres) {}
}
