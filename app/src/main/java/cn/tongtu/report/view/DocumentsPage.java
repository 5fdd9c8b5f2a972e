package cn.tongtu.report.view;

import cn.tongtu.identity.Placed;
import cn.tongtu.report.Summary;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Typed;
import java.util.List;
import java.util.SequencedMap;

/** The documents and the form that opens another (文稿目录). */
public record DocumentsPage(
    List<Summary> documents,
    SequencedMap<String, Label> templates,
    List<Placed> orgs,
    Typed typed) {
  public static final String FORM = "open";
}
