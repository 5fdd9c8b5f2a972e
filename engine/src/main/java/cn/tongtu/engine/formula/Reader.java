package cn.tongtu.engine.formula;

import cn.tongtu.engine.formula.Expr.Operator;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Reads a formula from left to right; one method a rule of the grammar. */
final class Reader {
  private static final int DEEPEST = 100;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final String text;
  private int position;
  private int depth;

  Reader(String text) {
    this.text = text;
  }

  Expr formula() {
    var whole = sum();
    skipBlanks();
    if (position < text.length()) {
      throw error(
          "此处多出“" + text.charAt(position) + "”", "unexpected “" + text.charAt(position) + "”");
    }
    return whole;
  }

  private Expr sum() {
    if (++depth > DEEPEST) {
      throw error("公式嵌套过深", "nested too deeply");
    }
    var left = product();
    while (true) {
      var at = column();
      if (takes('+')) {
        left = new Expr.Calculation(at, Operator.PLUS, left, product());
      } else if (takes('-') || takes('−')) {
        left = new Expr.Calculation(at, Operator.MINUS, left, product());
      } else {
        depth--;
        return left;
      }
    }
  }

  private Expr product() {
    var left = part();
    while (true) {
      var at = column();
      if (takes('*') || takes('×')) {
        left = new Expr.Calculation(at, Operator.TIMES, left, part());
      } else if (takes('/') || takes('÷')) {
        left = new Expr.Calculation(at, Operator.DIVIDED_BY, left, part());
      } else {
        return left;
      }
    }
  }

  private Expr part() {
    var at = column();
    if (takes('(') || takes('（')) {
      var inner = sum();
      expectClosing();
      return inner;
    }
    if (position == text.length()) {
      throw error("公式在此处中断", "the formula ends where a value should stand");
    }
    var next = text.charAt(position);
    if (isDigit(next)) {
      return new Expr.Constant(at, number());
    }
    if (isLetter(next)) {
      return named(at, name());
    }
    throw error("此处应为数、计量项或指标，而不是“" + next + "”", "a value should stand here, not “" + next + "”");
  }

  private Expr named(int at, String name) {
    if (takes('(') || takes('（')) {
      var call =
          switch (name) {
            case "ytd" -> new Expr.Shift(at, Expr.Over.YTD, sum());
            case "lastyear" -> new Expr.Shift(at, Expr.Over.LASTYEAR, sum());
            case "target" -> new Expr.Reading(at, Expr.Way.TARGET, measureInside(name));
            case "last" -> new Expr.Reading(at, Expr.Way.LAST, measureInside(name));
            case "opening" -> new Expr.Reading(at, Expr.Way.OPENING, measureInside(name));
            case "distinct" -> statistic(at, Expr.Statistics.DISTINCT, name);
            case "records" -> statistic(at, Expr.Statistics.RECORDS, name);
            case "average" -> statistic(at, Expr.Statistics.AVERAGE, name);
            case "percentile" -> percentile(at, name);
            default ->
                throw new FormulaError(
                    at,
                    "没有函数 "
                        + name
                        + "，可用：ytd lastyear target last opening distinct records average percentile",
                    "no such function: " + name);
          };
      expectClosing();
      return call;
    }
    if (Character.isUpperCase(name.charAt(0))) {
      return new Expr.Indicator(at, name);
    }
    return new Expr.Measure(at, name, filters());
  }

  private Expr statistic(int at, Expr.Statistics kind, String name) {
    return new Expr.Statistic(at, kind, measureInside(name), 0);
  }

  private Expr percentile(int at, String name) {
    var measure = measureInside(name);
    if (!takes(',') && !takes('，')) {
      throw error("百分位写作 percentile(计量项, 90)", "write percentile(measure, 90)");
    }
    var where = column();
    var percent = number();
    if (percent.stripTrailingZeros().scale() > 0
        || percent.signum() <= 0
        || percent.compareTo(HUNDRED) > 0) {
      throw new FormulaError(
          where, "百分位应为 1 到 100 的整数", "a percentile is a whole number from 1 to 100");
    }
    return new Expr.Statistic(at, Expr.Statistics.PERCENTILE, measure, percent.intValueExact());
  }

  private Expr.Measure measureInside(String function) {
    if (sum() instanceof Expr.Measure measure) {
      return measure;
    }
    throw error(function + "() 里只能写一个计量项", function + "() takes one measure");
  }

  private List<Filter> filters() {
    var filters = new ArrayList<Filter>();
    if (!takes('[')) {
      return filters;
    }
    do {
      skipBlanks();
      var dimension = name();
      var except = takes('!') || takes('≠');
      if (!takes('=') && text.charAt(position - 1) != '≠') {
        throw error("口径应写作 维度=成员", "a filter reads dimension=member");
      }
      var members = new LinkedHashSet<String>();
      do {
        members.add(member());
      } while (takes('|'));
      filters.add(new Filter(dimension, except, members));
    } while (takes(','));
    if (!takes(']')) {
      throw error("缺少 ]", "missing ]");
    }
    return filters;
  }

  private String member() {
    var start = position;
    while (position < text.length() && ",|]".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    var member = text.substring(start, position).strip();
    if (member.isEmpty()) {
      throw error("口径缺少成员", "the filter names no member");
    }
    return member;
  }

  private String name() {
    var start = position;
    while (position < text.length()
        && (isLetter(text.charAt(position))
            || isDigit(text.charAt(position))
            || text.charAt(position) == '.'
            || text.charAt(position) == '_')) {
      position++;
    }
    if (start == position) {
      throw error("此处应为名称", "a name should stand here");
    }
    return text.substring(start, position);
  }

  private BigDecimal number() {
    var start = position;
    while (position < text.length()
        && (isDigit(text.charAt(position)) || text.charAt(position) == '.')) {
      position++;
    }
    try {
      return new BigDecimal(text.substring(start, position));
    } catch (NumberFormatException malformed) {
      throw new FormulaError(
          start + 1,
          "不是一个数：" + text.substring(start, position),
          "not a number: " + text.substring(start, position));
    }
  }

  private void expectClosing() {
    if (!takes(')') && !takes('）')) {
      throw error("缺少右括号", "missing )");
    }
  }

  private boolean takes(char sign) {
    skipBlanks();
    if (position < text.length() && text.charAt(position) == sign) {
      position++;
      return true;
    }
    return false;
  }

  private int column() {
    skipBlanks();
    return position + 1;
  }

  private void skipBlanks() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
  }

  private FormulaError error(String chinese, String english) {
    return new FormulaError(position + 1, chinese, english);
  }

  private static boolean isLetter(char sign) {
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
  }

  private static boolean isDigit(char sign) {
    return sign >= '0' && sign <= '9';
  }
}
