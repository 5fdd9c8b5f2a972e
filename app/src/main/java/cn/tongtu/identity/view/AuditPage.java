package cn.tongtu.identity.view;

import cn.tongtu.identity.AuditEntry;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.view.Sort;
import java.util.List;

/** The audit trail with what was asked of it (审计页). */
public record AuditPage(
    List<String> kinds,
    String kind,
    String who,
    String record,
    String org,
    String from,
    String to,
    List<Row> rows,
    Paging paging,
    Sort sort) {
  /** An entry with the words for its action and its fields before and after. */
  public record Row(AuditEntry entry, Label action, List<Field> fields) {}

  public record Field(String name, String before, String after) {}
}
