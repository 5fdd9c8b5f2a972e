package cn.tongtu.engine.formula;

import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Span;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Works out checked formulas over a span, reading cells from a ledger. {@code also} are filters
 * laid on every cell: one part of a whole, or one subject.
 */
public final class Calculator {
  private final Names names;
  private final Function<Cell, Optional<BigDecimal>> ledger;
  private final List<Filter> also;

  /**
   * @param ledger the amount of a cell in its measure's unit, or a count; empty when nothing was
   *     recorded
   */
  public Calculator(Names names, Function<Cell, Optional<BigDecimal>> ledger, List<Filter> also) {
    this.names = names;
    this.ledger = ledger;
    this.also = List.copyOf(also);
  }

  public Worked work(Expr expr, Span span) {
    return switch (expr) {
      case Expr.Constant(_, var amount) -> known(expr, span, Ratio.of(amount), List.of());
      case Expr.Measure measure -> bare(measure, span);
      case Expr.Indicator(_, var id) -> {
        var inner = work(names.indicator(id).orElseThrow().expr(), span);
        yield new Worked(expr, span, inner.value(), List.of(inner), Optional.empty());
      }
      case Expr.Calculation calculation -> calculate(calculation, span);
      case Expr.Shift(_, var over, var inner) -> {
        var asked =
            switch (over) {
              case YTD -> span.yearToDate();
              case LASTYEAR -> span.sameSpanLastYear();
            };
        var worked = work(inner, asked);
        yield new Worked(expr, asked, worked.value(), List.of(worked), Optional.empty());
      }
      case Expr.Reading reading -> read(reading, span);
      case Expr.Statistic statistic -> statistic(statistic, span);
    };
  }

  private Worked bare(Expr.Measure expr, Span span) {
    var measure = names.measure(expr.id()).orElseThrow();
    return switch (measure.kind()) {
      case FLOW -> cell(expr, expr, measure, span, Cell.When.over(span));
      case STOCK -> cell(expr, expr, measure, span, new Cell.When.UpTo(span.lastDay()));
      case READING -> throw new IllegalStateException("A reading stands bare in a checked formula");
    };
  }

  private Worked read(Expr.Reading expr, Span span) {
    var measure = names.measure(expr.measure().id()).orElseThrow();
    return switch (expr.way()) {
      case TARGET -> {
        var plan = names.measure(measure.target().orElseThrow()).orElseThrow();
        var inForce = span.yearToDate();
        yield cell(expr, expr.measure(), plan, inForce, Cell.When.over(inForce));
      }
      case LAST ->
          cell(
              expr,
              expr.measure(),
              measure,
              span,
              new Cell.When.LastIn(span.firstDay(), span.lastDay()));
      case OPENING ->
          cell(
              expr,
              expr.measure(),
              measure,
              span,
              new Cell.When.UpTo(span.firstDay().minusDays(1)));
    };
  }

  private Worked statistic(Expr.Statistic expr, Span span) {
    var measure = names.measure(expr.measure().id()).orElseThrow();
    var when =
        switch (measure.kind()) {
          case FLOW, READING -> Cell.When.over(span);
          case STOCK -> new Cell.When.UpTo(span.lastDay());
        };
    return switch (expr.kind()) {
      case DISTINCT -> cell(expr, expr.measure(), measure, span, when, new Cell.Take.Subjects());
      case RECORDS -> cell(expr, expr.measure(), measure, span, when, new Cell.Take.Records());
      case PERCENTILE ->
          cell(expr, expr.measure(), measure, span, when, new Cell.Take.Percentile(expr.percent()));
      case AVERAGE -> {
        var sum = cell(expr.measure(), expr.measure(), measure, span, when);
        var records =
            statistic(
                new Expr.Statistic(expr.at(), Expr.Statistics.RECORDS, expr.measure(), 0), span);
        yield sum.value() instanceof Value.Known(var amount)
                && records.value() instanceof Value.Known(var count)
            ? known(expr, span, amount.dividedBy(count), List.of(sum, records))
            : new Worked(expr, span, records.value(), List.of(sum, records), Optional.empty());
      }
    };
  }

  private Worked cell(
      Expr expr, Expr.Measure named, MeasureType measure, Span span, Cell.When when) {
    return cell(expr, named, measure, span, when, new Cell.Take.Sum());
  }

  private Worked cell(
      Expr expr,
      Expr.Measure named,
      MeasureType measure,
      Span span,
      Cell.When when,
      Cell.Take take) {
    var filters = new ArrayList<>(named.filters());
    filters.addAll(also);
    var cell = new Cell(measure.id(), filters, when, take);
    var unit = take.counts() ? Checker.COUNT : measure.unit();
    var value =
        ledger
            .apply(cell)
            .<Value>map(amount -> new Value.Known(Ratio.of(amount).times(unit.worth())))
            .orElseGet(() -> new Value.NoData("没有记录 nothing recorded: " + measure.id()));
    return new Worked(expr, span, value, List.of(), Optional.of(cell));
  }

  private Worked calculate(Expr.Calculation expr, Span span) {
    var left = work(expr.left(), span);
    var right = work(expr.right(), span);
    var parts = List.of(left, right);
    if (!(left.value() instanceof Value.Known(var a))) {
      return new Worked(expr, span, left.value(), parts, Optional.empty());
    }
    if (!(right.value() instanceof Value.Known(var b))) {
      return new Worked(expr, span, right.value(), parts, Optional.empty());
    }
    return switch (expr.operator()) {
      case PLUS -> known(expr, span, a.plus(b), parts);
      case MINUS -> known(expr, span, a.minus(b), parts);
      case TIMES -> known(expr, span, a.times(b), parts);
      case DIVIDED_BY -> known(expr, span, a.dividedBy(b), parts);
    };
  }

  private static Worked known(Expr expr, Span span, Ratio amount, List<Worked> parts) {
    var value =
        amount.hasValue() ? new Value.Known(amount) : new Value.NoData("除数为零 divided by zero");
    return new Worked(expr, span, value, parts, Optional.empty());
  }
}
