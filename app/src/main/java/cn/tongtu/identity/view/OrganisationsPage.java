package cn.tongtu.identity.view;

import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Placed;
import cn.tongtu.shared.view.Sort;
import cn.tongtu.shared.view.Typed;
import java.util.List;

/** The tree of organisations as it was on a day (单位页). */
public record OrganisationsPage(
    String day,
    boolean today,
    String now,
    List<Row> rows,
    Sort sort,
    List<Placed> open,
    List<String> kinds,
    boolean keeps,
    Typed typed) {
  public record Row(Organisation organisation, int depth, long people) {}
}
