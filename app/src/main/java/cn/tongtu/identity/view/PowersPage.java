package cn.tongtu.identity.view;

import cn.tongtu.identity.Placed;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Paging;
import java.util.List;

/** Who could do what on a day (权限一览页). */
public record PowersPage(
    String day,
    String action,
    String org,
    String who,
    List<Choice> actions,
    List<Placed> orgs,
    List<Row> rows,
    long all,
    Paging paging) {
  public record Choice(String id, Label label) {}

  public record Row(String name, String account, Label action, String org, Label by) {}
}
