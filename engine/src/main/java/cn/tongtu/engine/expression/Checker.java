package cn.tongtu.engine.expression;

import static cn.tongtu.engine.expression.Part.both;
import static cn.tongtu.engine.expression.Part.one;

import cn.tongtu.engine.expression.Node.Operator;
import cn.tongtu.engine.value.Dimension;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Unit;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.function.ToIntFunction;

/** Gives each part of an expression its kind and its working, or says why it cannot have one. */
final class Checker {
  static final Kind YES_NO = new Kind.YesNo();
  static final Kind DAY = new Kind.Day();
  static final Kind.Number DAYS = new Kind.Number(Unit.of("天"));

  /** Parts that are now one and now the other, and the kind that they then have in common. */
  record Joined(Kind kind, List<Part> parts) {}

  private final Fields fields;
  private final SequencedSet<String> reads = new LinkedHashSet<>();
  private List<Map<String, Kind>> levels;
  private boolean readsToday;

  Checker(Fields fields) {
    this.fields = fields;
    this.levels = List.of(fields.kinds());
  }

  SequencedSet<String> reads() {
    return reads;
  }

  boolean readsToday() {
    return readsToday;
  }

  Part part(Node node) {
    return switch (node) {
      case Node.Constant(_, var kind, var value) -> new Part(kind, _ -> value);
      case Node.Nothing _ -> new Part(new Kind.Nothing(), _ -> null);
      case Node.Today _ -> {
        readsToday = true;
        yield new Part(DAY, Part.Scope::today);
      }
      case Node.Name name -> name(name);
      case Node.Negative(_, var inner) -> {
        var number = number(inner);
        yield new Part(number.kind(), one(number, value -> ((Ratio) value).negate()));
      }
      case Node.Not(_, var inner) -> {
        var step = yesNo(inner).step();
        yield new Part(YES_NO, scope -> !step.holds(scope));
      }
      case Node.Binary binary -> binary(binary);
      case Node.In in -> in(in);
      case Node.Call call -> new Calls(this).part(call);
    };
  }

  // --- names ---

  private Part name(Node.Name name) {
    for (var up = 0; up < levels.size(); up++) {
      var level = levels.size() - 1 - up;
      var kind = levels.get(level).get(name.id());
      if (kind != null) {
        if (level == 0) {
          reads.add(name.id());
        }
        return new Part(kind, new Part.Look(name.id(), kind, up));
      }
    }
    var visible = levels.stream().flatMap(level -> level.keySet().stream()).distinct().toList();
    var meant = fields.nearest().apply(name.id(), visible);
    throw new ExpressionError(
        name.at(),
        "没有字段 " + name.id() + meant.map("，是否为 "::concat).orElse(""),
        "no such field: " + name.id() + meant.map(", did you mean "::concat).orElse(""));
  }

  /** The levels inside a list, if the node names one of the innermost level. */
  static List<Map<String, Kind>> inside(Node list, List<Map<String, Kind>> levels) {
    if (list instanceof Node.Name(_, var id)
        && levels.getLast().get(id) instanceof Kind.Rows(var row)) {
      var deeper = new ArrayList<>(levels);
      deeper.add(row);
      return deeper;
    }
    return levels;
  }

  /**
   * A list that is walked over. Inside a row it must be the row's own: rows times rows would not
   * end in any useful time.
   */
  Part list(Node.Call call) {
    var list = call.arguments().getFirst();
    if (list instanceof Node.Name(_, var id)
        && levels.size() > 1
        && !levels.getLast().containsKey(id)
        && part(list).kind() instanceof Kind.Rows) {
      throw new ExpressionError(list.at(), id + " 不是这一行自己的明细", id + " is no list of this row");
    }
    var part = part(list);
    if (!(list instanceof Node.Name) || !(part.kind() instanceof Kind.Rows)) {
      throw unfit(list, "应为明细，写作 " + call.function().usage(), "a list should stand here", part);
    }
    return part;
  }

  /** The last argument, in which the fields of a row are names. */
  Part body(Node.Call call) {
    var outside = levels;
    levels = inside(call.arguments().getFirst(), levels);
    var body = call.arguments().getLast();
    var part = call.function() == Function.SUM ? number(body) : yesNo(body);
    levels = outside;
    return part;
  }

  // --- what must stand somewhere ---

  Part yesNo(Node node) {
    var part = part(node);
    if (!(part.kind() instanceof Kind.YesNo)) {
      throw unfit(node, "此处应为条件（是否）", "a condition should stand here", part);
    }
    return part;
  }

  Part number(Node node) {
    var part = part(node);
    if (!(part.kind() instanceof Kind.Number)) {
      throw unfit(node, "此处应为数", "a number should stand here", part);
    }
    return part;
  }

  Part day(Node node) {
    var part = part(node);
    if (!(part.kind() instanceof Kind.Day)) {
      throw unfit(node, "此处应为日期", "a day should stand here", part);
    }
    return part;
  }

  Part text(Node node) {
    var part = part(node);
    if (!(part.kind() instanceof Kind.Text || part.kind() instanceof Kind.Choice)) {
      throw unfit(node, "此处应为文本", "a text should stand here", part);
    }
    return part;
  }

  static ExpressionError unfit(Node node, String chinese, String english, Part part) {
    return new ExpressionError(
        node.at(),
        chinese + "，而不是" + part.kind().chinese(),
        english + ", not " + part.kind().english());
  }

  /** Parts that must be of one kind. A bare 0 is of any unit, for 0 元 is 0 万元. */
  Joined joined(List<? extends Node> nodes, ToIntFunction<Node> at) {
    return joined(nodes, nodes.stream().map(this::part).toList(), at);
  }

  private static Joined joined(
      List<? extends Node> nodes, List<Part> parts, ToIntFunction<Node> at) {
    Kind kind = new Kind.Nothing();
    for (var zeros : new boolean[] {false, true}) {
      for (int i = 0; i < parts.size(); i++) {
        if (isZero(nodes.get(i)) != zeros || (zeros && kind instanceof Kind.Number)) {
          continue;
        }
        var known = kind;
        var next = parts.get(i).kind();
        var where = nodes.get(i);
        kind =
            known
                .joined(next)
                .filter(common -> !(common instanceof Kind.Rows))
                .orElseThrow(() -> mismatch(at.applyAsInt(where), known, next));
      }
    }
    return new Joined(kind, parts);
  }

  private static boolean isZero(Node node) {
    return node instanceof Node.Constant(_, var kind, var value)
        && kind.equals(Kind.Number.PLAIN)
        && ((Ratio) value).numerator().signum() == 0;
  }

  private static ExpressionError mismatch(int at, Kind left, Kind right) {
    var unit = unitMissing(left, right);
    return new ExpressionError(
        at,
        "%s与%s不能放在一起%s"
            .formatted(left.chinese(), right.chinese(), unit.isEmpty() ? "" : "，请写明单位，如 5" + unit),
        "%s and %s do not go together%s"
            .formatted(
                left.english(),
                right.english(),
                unit.isEmpty() ? "" : ", name the unit as in 5" + unit));
  }

  private static String unitMissing(Kind left, Kind right) {
    if (left instanceof Kind.Number(var one) && right instanceof Kind.Number(var other)) {
      return one.equals(Unit.ONE) ? other.symbol() : other.equals(Unit.ONE) ? one.symbol() : "";
    }
    return "";
  }

  // --- operators ---

  private Part binary(Node.Binary binary) {
    return switch (binary.operator()) {
      case OR -> {
        var left = yesNo(binary.left()).step();
        var right = yesNo(binary.right()).step();
        yield new Part(YES_NO, scope -> left.holds(scope) || right.holds(scope));
      }
      case AND -> {
        var left = yesNo(binary.left()).step();
        var right = yesNo(binary.right()).step();
        yield new Part(YES_NO, scope -> left.holds(scope) && right.holds(scope));
      }
      case EQUAL, UNEQUAL -> equality(binary);
      case LESS, AT_MOST, MORE, AT_LEAST -> comparison(binary);
      case PLUS, MINUS -> sum(binary);
      case TIMES, DIVIDED_BY -> product(binary);
    };
  }

  private Part equality(Node.Binary binary) {
    var equal = binary.operator() == Operator.EQUAL;
    if (binary.right() instanceof Node.Nothing) {
      return emptiness(binary.left(), equal);
    }
    if (binary.left() instanceof Node.Nothing) {
      return emptiness(binary.right(), equal);
    }
    var joined = joined(List.of(binary.left(), binary.right()), _ -> binary.at());
    mustBeSomething(joined, binary.at());
    known(binary.left(), joined.parts().getLast().kind());
    known(binary.right(), joined.parts().getFirst().kind());
    return compared(joined, (left, right) -> Values.same(left, right) == equal);
  }

  /** Only {@code = null} asks after nothing; any other comparison with it would never hold. */
  private static void mustBeSomething(Joined joined, int at) {
    for (var part : joined.parts()) {
      if (part.kind() instanceof Kind.Nothing) {
        throw mismatch(at, joined.parts().getFirst().kind(), joined.parts().getLast().kind());
      }
    }
  }

  /** Compared with nothing, whatever it is, nothing holds. */
  private static Part compared(Joined joined, Part.OfTwo comparison) {
    var step = both(joined.parts().getFirst(), joined.parts().getLast(), comparison);
    return new Part(YES_NO, step::holds);
  }

  Part emptiness(Node node, boolean wanted) {
    var step = part(node).step();
    return new Part(YES_NO, scope -> Values.isNothing(step.of(scope)) == wanted);
  }

  /** A word that a choice does not have is a slip: the comparison would never hold. */
  private void known(Node node, Kind other) {
    if (node instanceof Node.Constant(var at, Kind.Text(), var word)
        && other instanceof Kind.Choice(var words)
        && !words.contains(word)) {
      var meant = fields.nearest().apply((String) word, words);
      throw new ExpressionError(
          at,
          "没有选项 %s%s，可选：%s"
              .formatted(word, meant.map("，是否为 "::concat).orElse(""), String.join("、", words)),
          "no such choice: " + word + meant.map(", did you mean "::concat).orElse(""));
    }
  }

  private Part comparison(Node.Binary binary) {
    var joined = joined(List.of(binary.left(), binary.right()), _ -> binary.at());
    mustBeSomething(joined, binary.at());
    mustHaveOrder(binary.at(), joined.kind());
    return compared(
        joined,
        (left, right) -> {
          var order = Values.compare(left, right);
          return switch (binary.operator()) {
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case MORE -> order > 0;
            case AT_LEAST -> order >= 0;
            default -> throw new IllegalStateException("not a comparison: " + binary.operator());
          };
        });
  }

  static void mustHaveOrder(int at, Kind kind) {
    if (!(kind instanceof Kind.Number || kind instanceof Kind.Day || kind instanceof Kind.Month)) {
      throw new ExpressionError(
          at,
          "只有数、日期、月份能比大小，而不是" + kind.chinese(),
          "only numbers, days and months have an order, not " + kind.english());
    }
  }

  private Part in(Node.In in) {
    var nodes = new ArrayList<Node>(in.among());
    nodes.addFirst(in.left());
    var joined = joined(nodes, Node::at);
    mustBeSomething(joined, in.at());
    var left = joined.parts().getFirst();
    in.among().forEach(constant -> known(constant, left.kind()));
    var among = in.among().stream().map(Node.Constant::value).toList();
    var step = one(left, value -> among.stream().anyMatch(each -> Values.same(value, each)));
    return new Part(YES_NO, step::holds);
  }

  private Part sum(Node.Binary binary) {
    var left = part(binary.left());
    var right = part(binary.right());
    var minus = binary.operator() == Operator.MINUS;
    if (left.kind() instanceof Kind.Day) {
      if (minus && right.kind() instanceof Kind.Day) {
        return daysBetween(right, left);
      }
      return moved(binary, left, right, minus ? -1 : 1);
    }
    if (!minus && right.kind() instanceof Kind.Day) {
      return moved(binary, right, left, 1);
    }
    if (!(left.kind() instanceof Kind.Number) || !(right.kind() instanceof Kind.Number)) {
      throw mismatch(binary.at(), left.kind(), right.kind());
    }
    var joined =
        joined(List.of(binary.left(), binary.right()), List.of(left, right), _ -> binary.at());
    return new Part(
        joined.kind(),
        both(
            left,
            right,
            (a, b) ->
                Numbers.kept(minus ? ((Ratio) a).minus((Ratio) b) : ((Ratio) a).plus((Ratio) b))));
  }

  static Part daysBetween(Part from, Part to) {
    return new Part(
        DAYS,
        both(
            from,
            to,
            (first, last) ->
                Ratio.of(ChronoUnit.DAYS.between((LocalDate) first, (LocalDate) last))));
  }

  private static Part moved(Node.Binary binary, Part day, Part by, int sign) {
    if (!(by.kind() instanceof Kind.Number(var unit))
        || !(unit.equals(Unit.ONE) || unit.addsTo(DAYS.unit()))) {
      throw mismatch(binary.at(), day.kind(), by.kind());
    }
    return new Part(
        DAY, both(day, by, (from, days) -> Values.moved((LocalDate) from, (Ratio) days, sign)));
  }

  private Part product(Node.Binary binary) {
    var left = number(binary.left());
    var right = number(binary.right());
    var one = ((Kind.Number) left.kind()).unit();
    var other = ((Kind.Number) right.kind()).unit();
    return binary.operator() == Operator.TIMES
        ? new Part(
            times(one, other),
            both(left, right, (a, b) -> Numbers.kept(((Ratio) a).times((Ratio) b))))
        : new Part(
            dividedBy(one, other),
            both(left, right, (a, b) -> Numbers.kept(((Ratio) a).dividedBy((Ratio) b))));
  }

  /** Three times 5 公里 stays in 公里, as does 30 % of it. */
  private static Kind.Number times(Unit one, Unit other) {
    if (one.equals(Unit.ONE)) {
      return new Kind.Number(other);
    }
    if (other.dimension().equals(Dimension.NONE)) {
      return new Kind.Number(one);
    }
    return one.dimension().equals(Dimension.NONE)
        ? new Kind.Number(other)
        : Kind.Number.base(one.dimension().times(other.dimension()));
  }

  private static Kind.Number dividedBy(Unit one, Unit other) {
    return other.equals(Unit.ONE)
            || (other.dimension().equals(Dimension.NONE) && !one.dimension().equals(Dimension.NONE))
        ? new Kind.Number(one)
        : Kind.Number.base(one.dimension().dividedBy(other.dimension()));
  }
}
