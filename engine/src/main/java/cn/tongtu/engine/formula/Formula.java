package cn.tongtu.engine.formula;

import java.util.stream.Stream;

/** An indicator's formula (指标公式), read but not yet checked against the names it uses. */
public record Formula(String text, Expr expr) {
  /**
   * @throws FormulaError when the text is no formula; it names the column
   */
  public static Formula read(String text) {
    return new Formula(text, new Reader(text).formula());
  }

  /**
   * Checks names, units, axes and circles.
   *
   * @throws FormulaError naming the first thing that is wrong and its column
   */
  public Type check(Names names) {
    return new Checker(names).type(expr);
  }

  /** The measures it reads, its indicators' included; a target counts as the measure it is of. */
  public Stream<String> measures(Names names) {
    return measures(expr, names);
  }

  private static Stream<String> measures(Expr expr, Names names) {
    return switch (expr) {
      case Expr.Constant(_, _) -> Stream.of();
      case Expr.Measure(_, var id, _) -> Stream.of(id);
      case Expr.Indicator(_, var id) ->
          names.indicator(id).stream().flatMap(formula -> formula.measures(names));
      case Expr.Calculation(_, _, var left, var right) ->
          Stream.concat(measures(left, names), measures(right, names));
      case Expr.Shift(_, _, var inner) -> measures(inner, names);
      case Expr.Reading(_, _, var measure) -> Stream.of(measure.id());
      case Expr.Statistic(_, _, var measure, _) -> Stream.of(measure.id());
    };
  }
}
