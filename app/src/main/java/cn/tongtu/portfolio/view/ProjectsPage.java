package cn.tongtu.portfolio.view;

import cn.tongtu.identity.Placed;
import cn.tongtu.shared.view.Sort;
import java.util.List;

/** The projects that match, as they stand on a day (项目库). */
public record ProjectsPage(
    List<Placed> orgs,
    List<String> classes,
    String org,
    String projectClass,
    String day,
    String q,
    List<Row> rows,
    int all,
    Sort sort) {
  /** A project on the asked day. */
  public record Row(
      String code,
      String name,
      String org,
      String mode,
      String projectClass,
      String key,
      String origin,
      boolean invented) {}
}
