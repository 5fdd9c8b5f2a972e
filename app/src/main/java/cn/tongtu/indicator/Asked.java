package cn.tongtu.indicator;

import cn.tongtu.engine.formula.Filter;
import cn.tongtu.engine.value.Span;
import cn.tongtu.ledger.View;
import java.util.List;

/**
 * What is asked of an indicator (取数口径): over which span, from which view of the ledger, and for
 * which part or subject alone.
 */
public record Asked(String indicator, Span span, View view, List<Filter> only) {
  public Asked {
    only = List.copyOf(only);
  }

  public static Asked of(String indicator, Span span, View view) {
    return new Asked(indicator, span, view, List.of());
  }

  public Asked over(Span other) {
    return new Asked(indicator, other, view, only);
  }

  public Asked of(Filter part) {
    return new Asked(
        indicator,
        span,
        view,
        java.util.stream.Stream.concat(only.stream(), java.util.stream.Stream.of(part)).toList());
  }
}
