package cn.tongtu.engine.expression;

import static cn.tongtu.engine.expression.Part.both;
import static cn.tongtu.engine.expression.Part.one;

import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Rounding;
import cn.tongtu.engine.value.Unit;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The functions: what each asks of its arguments and what it does with them. */
final class Calls {
  private static final int MOST_DECIMALS = 10;

  private final Checker checker;

  Calls(Checker checker) {
    this.checker = checker;
  }

  Part part(Node.Call call) {
    return switch (call.function()) {
      case EVERY -> {
        var list = checker.list(call).step();
        var body = checker.body(call).step();
        yield new Part(Checker.YES_NO, scope -> rows(list, scope).allMatch(body::holds));
      }
      case SOME -> {
        var list = checker.list(call).step();
        var body = checker.body(call).step();
        yield new Part(Checker.YES_NO, scope -> rows(list, scope).anyMatch(body::holds));
      }
      case COUNT -> count(call);
      case SUM -> sum(call);
      case IF -> choice(call);
      case FILLED -> checker.emptiness(call.arguments().getFirst(), false);
      case EMPTY -> checker.emptiness(call.arguments().getFirst(), true);
      case MIN -> outermost(call, -1);
      case MAX -> outermost(call, 1);
      case ROUND -> round(call);
      case ABS -> {
        var number = checker.number(call.arguments().getFirst());
        yield new Part(number.kind(), one(number, Calls::abs));
      }
      case DAYS ->
          Checker.daysBetween(
              checker.day(call.arguments().getFirst()), checker.day(call.arguments().getLast()));
      case WORKDAYS -> workdays(call);
      case YEAR -> partOfDay(call, LocalDate::getYear, YearMonth::getYear);
      case MONTH -> partOfDay(call, LocalDate::getMonthValue, YearMonth::getMonthValue);
      case COALESCE -> coalesce(call);
      case LENGTH ->
          new Part(
              Kind.Number.PLAIN,
              one(
                  checker.text(call.arguments().getFirst()),
                  text -> Ratio.of(((String) text).codePoints().count())));
      case STARTS -> {
        var text = checker.text(call.arguments().getFirst());
        var beginning = checker.text(call.arguments().getLast());
        Part.Step step = both(text, beginning, (a, b) -> ((String) a).startsWith((String) b));
        yield new Part(Checker.YES_NO, step::holds);
      }
    };
  }

  private static Stream<Part.Scope> rows(Part.Step list, Part.Scope scope) {
    return list.of(scope) instanceof List<?> rows ? rows.stream().map(scope::row) : Stream.of();
  }

  private Part count(Node.Call call) {
    var list = checker.list(call).step();
    if (call.arguments().size() == 1) {
      return new Part(Kind.Number.PLAIN, scope -> Ratio.of(rows(list, scope).count()));
    }
    var body = checker.body(call).step();
    return new Part(
        Kind.Number.PLAIN, scope -> Ratio.of(rows(list, scope).filter(body::holds).count()));
  }

  /** A row whose number is unknown makes the sum unknown; no rows add to 0. */
  private Part sum(Node.Call call) {
    var list = checker.list(call).step();
    var body = checker.body(call);
    return new Part(
        body.kind(),
        scope -> {
          @Nullable Ratio total = Ratio.of(0);
          for (var row : rows(list, scope).toList()) {
            var amount = body.step().of(row);
            total = amount == null ? null : Numbers.kept(total.plus((Ratio) amount));
            if (total == null) {
              return null;
            }
          }
          return total;
        });
  }

  private Part choice(Node.Call call) {
    var condition = checker.yesNo(call.arguments().getFirst()).step();
    var branches = checker.joined(call.arguments().subList(1, 3), Node::at);
    var then = branches.parts().getFirst().step();
    var otherwise = branches.parts().getLast().step();
    return new Part(
        branches.kind(), scope -> condition.holds(scope) ? then.of(scope) : otherwise.of(scope));
  }

  private Part coalesce(Node.Call call) {
    var joined = checker.joined(call.arguments(), Node::at);
    return new Part(
        joined.kind(),
        scope -> {
          for (var part : joined.parts()) {
            var value = part.step().of(scope);
            if (value != null) {
              return value;
            }
          }
          return null;
        });
  }

  private Part outermost(Node.Call call, int sign) {
    var joined = checker.joined(call.arguments(), Node::at);
    Checker.mustHaveOrder(call.at(), joined.kind());
    return joined.parts().stream()
        .reduce((left, right) ->
            new Part(
                joined.kind(),
                both(left, right, (a, b) -> Values.compare(a, b) * sign >= 0 ? a : b)))
        .map(part -> new Part(joined.kind(), part.step()))
        .orElseThrow();
  }

  /** In the unit that the number stands in; where units were mixed, in the base unit. */
  private Part round(Node.Call call) {
    var number = checker.number(call.arguments().getFirst());
    var worth = ((Kind.Number) number.kind()).unit().worth();
    var decimals = decimals(call.arguments().getLast());
    return new Part(
        number.kind(),
        one(
            number,
            amount -> {
              var here = ((Ratio) amount).dividedBy(worth);
              return Numbers.kept(Ratio.of(Rounding.HALF_UP.apply(here, decimals)).times(worth));
            }));
  }

  private static int decimals(Node node) {
    if (node instanceof Node.Constant(_, Kind.Number(var unit), Ratio amount)
        && unit.equals(Unit.ONE)) {
      var whole = Numbers.whole(amount);
      if (whole != null && whole <= MOST_DECIMALS) {
        return whole.intValue();
      }
    }
    throw new ExpressionError(
        node.at(),
        "小数位数应为 0 到 " + MOST_DECIMALS + " 的整数",
        "decimals are a whole number from 0 to " + MOST_DECIMALS);
  }

  private static Object abs(Object amount) {
    var number = (Ratio) amount;
    return number.compareTo(Ratio.of(0)) < 0 ? number.negate() : number;
  }

  private Part workdays(Node.Call call) {
    var from = checker.day(call.arguments().getFirst()).step();
    var to = checker.day(call.arguments().getLast()).step();
    return new Part(
        Checker.DAYS,
        scope -> {
          if (from.of(scope) instanceof LocalDate first && to.of(scope) instanceof LocalDate last) {
            var days = scope.workdays().between(first, last);
            return days.isPresent() ? Ratio.of(days.getAsLong()) : null;
          }
          return null;
        });
  }

  private interface OfDay {
    int of(LocalDate day);
  }

  private interface OfMonth {
    int of(YearMonth month);
  }

  private Part partOfDay(Node.Call call, OfDay ofDay, OfMonth ofMonth) {
    var node = call.arguments().getFirst();
    var part = checker.part(node);
    if (!(part.kind() instanceof Kind.Day || part.kind() instanceof Kind.Month)) {
      throw Checker.unfit(node, "此处应为日期或月份", "a day or a month should stand here", part);
    }
    return new Part(
        Kind.Number.PLAIN,
        one(
            part,
            value ->
                Ratio.of(
                    value instanceof YearMonth month
                        ? ofMonth.of(month)
                        : ofDay.of((LocalDate) value))));
  }
}
