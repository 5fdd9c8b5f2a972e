package cn.tongtu.engine.formula;

import cn.tongtu.engine.value.Dimension;
import cn.tongtu.engine.value.Unit;
import java.util.LinkedHashSet;
import java.util.SequencedSet;

/** Gives each part of a formula its type, or says why it cannot have one. */
final class Checker {
  /** Subjects and records are counted in 个. */
  static final Unit COUNT = Unit.of("个");

  private final Names names;
  private final SequencedSet<String> path = new LinkedHashSet<>();

  Checker(Names names) {
    this.names = names;
  }

  Type type(Expr expr) {
    return switch (expr) {
      case Expr.Constant(_, _) -> Type.plain(Dimension.NONE, false);
      case Expr.Measure measure -> bare(measure);
      case Expr.Indicator indicator -> indicator(indicator);
      case Expr.Calculation calculation -> calculation(calculation);
      case Expr.Shift shift -> shift(shift);
      case Expr.Reading reading -> reading(reading);
      case Expr.Statistic statistic -> statistic(statistic);
    };
  }

  private Type bare(Expr.Measure expr) {
    var measure = measure(expr);
    return switch (measure.kind()) {
      case FLOW -> new Type(Type.Axis.FLOW, measure.unit().dimension(), false);
      case STOCK -> new Type(Type.Axis.STOCK, measure.unit().dimension(), true);
      case READING ->
          throw new FormulaError(
              expr.at(),
              expr.id() + " 是读数，不能累加，请写 last(" + expr.id() + ")",
              expr.id() + " is a reading and adds to nothing, write last(" + expr.id() + ")");
    };
  }

  private MeasureType measure(Expr.Measure expr) {
    var measure =
        names
            .measure(expr.id())
            .orElseThrow(() ->
                new FormulaError(
                    expr.at(),
                    "没有计量项 " + expr.id() + meant(expr.id(), "，是否为 "),
                    "no such measure: " + expr.id() + meant(expr.id(), ", did you mean ")));
    for (var filter : expr.filters()) {
      if (!filter.dimension().equals(Filter.SUBJECT)) {
        check(expr, measure, filter);
      }
    }
    return measure;
  }

  private void check(Expr.Measure expr, MeasureType measure, Filter filter) {
    var members = measure.dimensions().get(filter.dimension());
    if (members == null) {
      throw new FormulaError(
          expr.at(),
          "计量项 %s 没有维度 %s，它有：%s"
              .formatted(expr.id(), filter.dimension(), measure.dimensions().keySet()),
          expr.id() + " has no dimension " + filter.dimension());
    }
    for (var member : filter.members()) {
      if (!members.hold(member)) {
        var meant = names.nearest(member, members.declared().orElseThrow());
        throw new FormulaError(
            expr.at(),
            "计量项 %s 的维度 %s 没有成员 %s%s，它有：%s"
                .formatted(
                    expr.id(),
                    filter.dimension(),
                    member,
                    meant.map("，是否为 "::concat).orElse(""),
                    members),
            expr.id() + " has no " + filter.dimension() + " " + member);
      }
    }
  }

  private String meant(String unknown, String lead) {
    return names.nearest(unknown).map(lead::concat).orElse("");
  }

  private Type indicator(Expr.Indicator expr) {
    var formula =
        names
            .indicator(expr.id())
            .orElseThrow(() ->
                new FormulaError(
                    expr.at(),
                    "没有指标 " + expr.id() + meant(expr.id(), "，是否为 "),
                    "no such indicator: " + expr.id() + meant(expr.id(), ", did you mean ")));
    if (!path.add(expr.id())) {
      var circle = String.join(" → ", path) + " → " + expr.id();
      throw new FormulaError(
          expr.at(), "公式循环引用：" + circle, "the formulas run in a circle: " + circle);
    }
    var type = type(formula.expr());
    path.remove(expr.id());
    return type;
  }

  private Type calculation(Expr.Calculation expr) {
    var left = type(expr.left());
    var right = type(expr.right());
    var stock = left.holdsStock() || right.holdsStock();
    return switch (expr.operator()) {
      case PLUS, MINUS -> {
        if (!left.dimension().equals(right.dimension())) {
          throw new FormulaError(
              expr.at(),
              "两边单位不同，不能加减：%s 与 %s".formatted(left.dimension(), right.dimension()),
              "%s and %s do not add".formatted(left.dimension(), right.dimension()));
        }
        if (left.axis() != right.axis()) {
          throw new FormulaError(
              expr.at(), "流量、存量与比率不能相加减", "a flow, a stock and a rate do not add to one another");
        }
        yield new Type(left.axis(), left.dimension(), stock);
      }
      case TIMES ->
          new Type(scaled(expr, left, right), left.dimension().times(right.dimension()), stock);
      case DIVIDED_BY ->
          new Type(
              expr.right() instanceof Expr.Constant ? left.axis() : Type.Axis.PLAIN,
              left.dimension().dividedBy(right.dimension()),
              stock);
    };
  }

  private static Type.Axis scaled(Expr.Calculation expr, Type left, Type right) {
    if (expr.right() instanceof Expr.Constant) {
      return left.axis();
    }
    return expr.left() instanceof Expr.Constant ? right.axis() : Type.Axis.PLAIN;
  }

  private Type shift(Expr.Shift expr) {
    var inner = type(expr.inner());
    if (expr.over() == Expr.Over.YTD && inner.holdsStock()) {
      throw new FormulaError(
          expr.at(), "存量不能按月累计，请直接写该存量", "a stock is not accumulated over months, name it bare");
    }
    return inner;
  }

  private Type reading(Expr.Reading expr) {
    var measure = measure(expr.measure());
    return switch (expr.way()) {
      case TARGET -> {
        if (measure.target().isEmpty()) {
          throw new FormulaError(
              expr.at(),
              "计量项 " + measure.id() + " 没有声明目标 (target)",
              measure.id() + " declares no target");
        }
        yield new Type(Type.Axis.FLOW, measure.unit().dimension(), false);
      }
      case LAST -> {
        expect(expr, measure, MeasureKind.READING, "last() 只用于读数", "last() is for readings");
        yield Type.plain(measure.unit().dimension(), false);
      }
      case OPENING -> {
        expect(expr, measure, MeasureKind.STOCK, "opening() 只用于存量", "opening() is for stocks");
        yield new Type(Type.Axis.STOCK, measure.unit().dimension(), true);
      }
    };
  }

  /** Of no span by itself: what was counted or averaged once is not added up over months. */
  private Type statistic(Expr.Statistic expr) {
    var measure = measure(expr.measure());
    var stock = measure.kind() == MeasureKind.STOCK;
    return switch (expr.kind()) {
      case DISTINCT -> {
        if (measure.kind() == MeasureKind.READING) {
          throw new FormulaError(
              expr.at(),
              "distinct() 不用于读数，" + measure.id() + " 是读数",
              "distinct() is not for readings, " + measure.id() + " is a reading");
        }
        yield Type.plain(COUNT.dimension(), stock);
      }
      case RECORDS -> Type.plain(COUNT.dimension(), stock);
      case AVERAGE, PERCENTILE -> Type.plain(measure.unit().dimension(), stock);
    };
  }

  private static void expect(
      Expr.Reading expr, MeasureType measure, MeasureKind kind, String chinese, String english) {
    if (measure.kind() != kind) {
      throw new FormulaError(
          expr.at(),
          chinese + "，" + measure.id() + " 是" + measure.kind().chinese(),
          english
              + ", "
              + measure.id()
              + " is a "
              + measure.kind().name().toLowerCase(java.util.Locale.ROOT));
    }
  }
}
