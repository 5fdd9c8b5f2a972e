package cn.tongtu.indicator;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.Expr;
import cn.tongtu.engine.formula.Value;
import cn.tongtu.engine.formula.Worked;
import cn.tongtu.engine.value.Dimension;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.indicator.view.FigurePage.Fraction;
import cn.tongtu.indicator.view.FigurePage.Kind;
import cn.tongtu.indicator.view.FigurePage.Qualifier;
import cn.tongtu.indicator.view.FigurePage.Step;
import cn.tongtu.indicator.view.FigurePage.Token;
import cn.tongtu.ledger.CellAddress;
import cn.tongtu.ledger.InFull;
import cn.tongtu.ledger.Measure;
import cn.tongtu.ledger.Measures;
import cn.tongtu.shared.Label;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lays a worked formula out for reading (算式展开): as an equation, and as a tree of lines. */
final class Explained {
  private static final int DIGITS = 8;
  private static final String NO_DATA = "—";

  private final Figure figure;
  private final Indicators indicators;
  private final Measures measures;
  private final String back;

  Explained(Figure figure, Indicators indicators, Measures measures) {
    this.figure = figure;
    this.indicators = indicators;
    this.measures = measures;
    this.back = FigureAddress.of(figure.asked());
  }

  /** 17.8亿元 ÷ 14.79亿元, each operand a link. */
  List<Token> equation() {
    return equation(figure.worked(), false);
  }

  private List<Token> equation(Worked worked, boolean inner) {
    var tokens = new ArrayList<Token>();
    if (worked.expr() instanceof Expr.Calculation(_, var operator, _, _)) {
      if (inner) {
        tokens.add(new Token("(", ""));
      }
      tokens.addAll(equation(worked.parts().getFirst(), true));
      tokens.add(new Token(operator.sign(), ""));
      tokens.addAll(equation(worked.parts().getLast(), true));
      if (inner) {
        tokens.add(new Token(")", ""));
      }
    } else if (worked.expr() instanceof Expr.Statistic && !worked.parts().isEmpty()) {
      tokens.addAll(equation(worked.parts().getFirst(), true));
      tokens.add(new Token(Expr.Operator.DIVIDED_BY.sign(), ""));
      tokens.addAll(equation(worked.parts().getLast(), true));
    } else if (worked.parts().size() == 1) {
      tokens.addAll(equation(worked.parts().getFirst(), inner));
    } else {
      tokens.add(new Token(value(worked), href(worked)));
    }
    return tokens;
  }

  List<Step> steps() {
    var steps = new ArrayList<Step>();
    lay(figure.worked(), 0, "", List.of(), Optional.empty(), steps);
    return steps;
  }

  private void lay(
      Worked worked,
      int depth,
      String sign,
      List<Qualifier> qualifiers,
      Optional<Label> indicator,
      List<Step> into) {
    switch (worked.expr()) {
      case Expr.Indicator(_, var id) ->
          lay(worked.parts().getFirst(), depth, sign, qualifiers, Optional.of(label(id)), into);
      case Expr.Shift(_, var over, _) -> {
        var more = new ArrayList<>(qualifiers);
        more.add(new Qualifier(over.name().toLowerCase(java.util.Locale.ROOT), ""));
        lay(worked.parts().getFirst(), depth, sign, more, indicator, into);
      }
      case Expr.Calculation(_, var operator, _, _) -> {
        into.add(
            new Step(
                depth,
                sign,
                indicator.isPresent() ? Kind.INDICATOR : Kind.valueOf(operator.name()),
                indicator.orElse(new Label("", "")),
                qualifiers,
                worked,
                value(worked),
                ""));
        lay(worked.parts().getFirst(), depth + 1, "", List.of(), Optional.empty(), into);
        lay(
            worked.parts().getLast(),
            depth + 1,
            operator.sign(),
            List.of(),
            Optional.empty(),
            into);
      }
      case Expr.Constant(_, var amount) ->
          into.add(
              new Step(
                  depth,
                  sign,
                  Kind.CONSTANT,
                  new Label("", ""),
                  qualifiers,
                  worked,
                  amount.toPlainString(),
                  ""));
      case Expr.Measure _ -> into.add(cell(worked, depth, sign, qualifiers));
      case Expr.Statistic statistic when worked.cell().isEmpty() -> {
        into.add(
            new Step(
                depth,
                sign,
                indicator.isPresent() ? Kind.INDICATOR : Kind.valueOf(statistic.kind().name()),
                indicator.orElse(new Label("", "")),
                qualifiers,
                worked,
                value(worked),
                ""));
        lay(worked.parts().getFirst(), depth + 1, "", List.of(), Optional.empty(), into);
        lay(
            worked.parts().getLast(),
            depth + 1,
            Expr.Operator.DIVIDED_BY.sign(),
            List.of(),
            Optional.empty(),
            into);
      }
      case Expr.Statistic(_, var kind, _, var percent) -> {
        var more = new ArrayList<>(qualifiers);
        more.add(
            new Qualifier(kind.name().toLowerCase(java.util.Locale.ROOT), String.valueOf(percent)));
        into.add(cell(worked, depth, sign, more));
      }
      case Expr.Reading(_, var way, _) -> {
        var more = new ArrayList<>(qualifiers);
        more.add(new Qualifier(way.name().toLowerCase(java.util.Locale.ROOT), ""));
        into.add(cell(worked, depth, sign, more));
      }
    }
  }

  private Step cell(Worked worked, int depth, String sign, List<Qualifier> qualifiers) {
    var cell = worked.cell().orElseThrow();
    var more = new ArrayList<>(qualifiers);
    cell.filters()
        .forEach(filter ->
            more.add(
                new Qualifier(
                    filter.except() ? "except" : "only", String.join("、", filter.members()))));
    var measure = measure(cell);
    return new Step(
        depth,
        sign,
        Kind.CELL,
        new Label(measure.label(), measure.english()),
        more,
        worked,
        value(worked),
        href(worked));
  }

  /** The two sides of a rate; empty where the formula is no division. */
  Optional<Fraction> fraction() {
    return figure.worked().expr() instanceof Expr.Calculation(_, var operator, _, _)
            && operator == Expr.Operator.DIVIDED_BY
        ? Optional.of(
            new Fraction(
                side(figure.worked().parts().getFirst()), side(figure.worked().parts().getLast())))
        : Optional.empty();
  }

  private Token side(Worked worked) {
    var tokens = equation(worked, false);
    return tokens.size() == 1 ? tokens.getFirst() : new Token(value(worked), "");
  }

  /** What it comes to before rounding; an endless decimal is cut with an ellipsis. */
  Optional<String> exact() {
    return switch (figure.worked().value()) {
      case Value.Known(var amount) ->
          Optional.of(
              figure.indicator().unit().dimension().equals(Dimension.NONE)
                  ? decimal(amount)
                  : decimal(amount.dividedBy(figure.indicator().unit().worth()))
                      + figure.indicator().unit());
      case Value.NoData(_) -> Optional.empty();
    };
  }

  private String value(Worked worked) {
    if (!(worked.value() instanceof Value.Known(var amount))) {
      return NO_DATA;
    }
    return worked
        .cell()
        .map(cell -> {
          var unit = measure(cell).unit(cell);
          return InFull.of(amount.dividedBy(unit.worth()).exactDecimal(), unit);
        })
        .orElseGet(() -> unitOf(worked).map(unit -> inFull(amount, unit)).orElse(decimal(amount)));
  }

  /** The unit that a sum of like cells stands in; a product or a rate has none of its own. */
  private Optional<Unit> unitOf(Worked worked) {
    if (worked.cell().isPresent()) {
      return worked.cell().map(cell -> measure(cell).unit(cell));
    }
    if (worked.expr() instanceof Expr.Calculation(_, var operator, _, _)
        && operator != Expr.Operator.PLUS
        && operator != Expr.Operator.MINUS) {
      return Optional.empty();
    }
    return worked.parts().stream().findFirst().flatMap(this::unitOf);
  }

  private static String inFull(Ratio amount, Unit unit) {
    var inUnit = amount.dividedBy(unit.worth());
    return inUnit.isExactDecimal()
        ? InFull.of(inUnit.exactDecimal(), unit)
        : decimal(inUnit) + unit;
  }

  private static String decimal(Ratio amount) {
    if (amount.isExactDecimal()) {
      var bare = amount.exactDecimal().stripTrailingZeros();
      if (bare.scale() <= DIGITS) {
        return minus(bare.scale() < 0 ? bare.setScale(0) : bare);
      }
    }
    return minus(amount.numerator().divide(amount.denominator(), DIGITS, RoundingMode.DOWN)) + "…";
  }

  private static String minus(BigDecimal amount) {
    return amount.toPlainString().replace('-', '−');
  }

  private String href(Worked worked) {
    return worked
        .cell()
        .map(cell -> CellAddress.of(cell, figure.asked().view()).with("back", back).text())
        .orElse("");
  }

  private Label label(String id) {
    var indicator = indicators.get(id);
    return new Label(indicator.label(), indicator.english());
  }

  private Measure measure(Cell cell) {
    return measures.get(cell.measure());
  }
}
