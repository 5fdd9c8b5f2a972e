package cn.tongtu.report.view;

import cn.tongtu.identity.Placed;
import cn.tongtu.report.Summary;
import cn.tongtu.shared.Label;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The documents and the form that opens another (文稿目录). */
public record DocumentsPage(
    List<Summary> documents,
    SequencedMap<String, Label> templates,
    List<Placed> orgs,
    Typed typed,
    Map<String, Label> errors) {
  /** What was typed, kept as it was typed. */
  public record Typed(
      String template, String org, String year, String first, String last, String watched) {
    public static final Typed NOTHING = new Typed("", "", "", "1", "12", "");
  }
}
