package cn.tongtu.engine.expression;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;

/**
 * An expression over the fields of one record (表达式), read but not yet typed against the names it
 * uses: what a computed field is, when a field is shown, what must hold for a move.
 */
public final class Expression {
  private final String text;
  private final Node node;

  private Expression(String text, Node node) {
    this.text = text;
    this.node = node;
  }

  /**
   * @throws ExpressionError when the text is no expression, is longer than 4,000 characters or
   *     nested too deeply; it names the column
   */
  public static Expression read(String text) {
    return new Expression(text, new Reader(text).expression());
  }

  /**
   * Whether a field may be called so: ASCII letters, digits, dot and underscore, no word of the
   * language.
   */
  public static boolean isName(String text) {
    return Reader.isName(text);
  }

  /**
   * Checks names, kinds and units. A number may not be mixed with one of another dimension: 公里 + 米
   * is right, 公里 + 元 is refused.
   *
   * @throws ExpressionError naming the first thing that is wrong and its column
   */
  public Typed typed(Fields fields) {
    var checker = new Checker(fields);
    var part = checker.part(node);
    if (part.kind() instanceof Kind.Rows) {
      throw new ExpressionError(
          node.at(),
          "明细本身不是一个值，请用 count、sum、every 或 some",
          "a list is no value, use count, sum, every or some");
    }
    return new Typed(text, part, checker.reads(), checker.readsToday());
  }

  /**
   * The same, and it must yield what fills a field of this kind: yes or no for a gate, a length for
   * a field in 公里.
   *
   * @throws ExpressionError also when it yields something else
   */
  public Typed typed(Fields fields, Kind wanted) {
    var typed = typed(fields);
    if (!wanted.takes(typed.kind())) {
      throw new ExpressionError(
          node.at(),
          "此处应得出%s，而表达式得出%s".formatted(wanted.chinese(), typed.kind().chinese()),
          "%s should come out, not %s".formatted(wanted.english(), typed.kind().english()));
    }
    return typed;
  }

  /** The names of the record that it reads, known without typing; of its rows none. */
  SequencedSet<String> reads(Map<String, Kind> kinds) {
    var names = new LinkedHashSet<String>();
    collect(node, List.of(kinds), names);
    return names;
  }

  private static void collect(
      Node node, List<Map<String, Kind>> levels, SequencedSet<String> names) {
    switch (node) {
      case Node.Constant _, Node.Nothing _, Node.Today _ -> {}
      case Node.Name(_, var id) -> {
        if (levels.stream().skip(1).noneMatch(row -> row.containsKey(id))) {
          var _ = names.add(id);
        }
      }
      case Node.Negative(_, var inner) -> collect(inner, levels, names);
      case Node.Not(_, var inner) -> collect(inner, levels, names);
      case Node.Binary(_, _, var left, var right) -> {
        collect(left, levels, names);
        collect(right, levels, names);
      }
      case Node.In(_, var left, _) -> collect(left, levels, names);
      case Node.Call(_, var function, var arguments) -> {
        collect(arguments.getFirst(), levels, names);
        var inside = function.walksRows() ? Checker.inside(arguments.getFirst(), levels) : levels;
        arguments.stream().skip(1).forEach(argument -> collect(argument, inside, names));
      }
    }
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Expression expression && text.equals(expression.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text);
  }
}
