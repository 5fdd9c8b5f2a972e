package cn.tongtu.indicator.view;

import cn.tongtu.engine.value.Span;
import cn.tongtu.identity.Placed;
import cn.tongtu.indicator.Figure;
import cn.tongtu.ledger.View;
import java.util.List;

/** All indicators for an organisation and a span, by field of work (指标目录). */
public record FiguresPage(
    List<Placed> orgs, View view, Span span, String q, List<Group> groups, long found, long all) {
  /** The indicators whose ids begin alike: {@code INV} is 投资. */
  public record Group(String id, List<Figure> figures) {}
}
