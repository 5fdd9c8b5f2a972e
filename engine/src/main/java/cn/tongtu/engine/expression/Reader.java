package cn.tongtu.engine.expression;

import cn.tongtu.engine.expression.Node.Operator;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Unit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads an expression from left to right; one method a rule of the grammar. */
final class Reader {
  static final int LONGEST = 4_000;
  private static final int DEEPEST = 100;
  private static final int MOST_SIGNS = 300;
  private static final int LONGEST_UNIT = 6;
  private static final Pattern DAY =
      Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})(?!\\d)|(\\d{4})年(\\d{1,2})月(\\d{1,2})日");
  private static final Pattern MONTH = Pattern.compile("(\\d{4})年(\\d{1,2})月");

  private static final Set<String> RESERVED =
      Set.of("and", "or", "not", "in", "null", "true", "false", "today");

  private final String text;

  /** The same text with full-width signs made half-width, column for column. */
  private final String signs;

  private int position;
  private int depth;
  private int count;

  Reader(String text) {
    if (text.length() > LONGEST) {
      throw new ExpressionError(
          LONGEST + 1, "表达式过长，最多 " + LONGEST + " 字", "longer than " + LONGEST + " characters");
    }
    this.text = text;
    this.signs = halfWidth(text);
  }

  private static String halfWidth(String text) {
    var half = new StringBuilder(text.length());
    text.chars().forEach(sign -> half.append((char) halfWidth(sign)));
    return half.toString();
  }

  private static int halfWidth(int sign) {
    if (sign >= '！' && sign <= '～') {
      return sign - '！' + '!';
    }
    return Character.isWhitespace(sign) || Character.isSpaceChar(sign) ? ' ' : sign;
  }

  Node expression() {
    var whole = either();
    skipBlanks();
    if (position < text.length()) {
      throw error("此处多出“" + here() + "”", "unexpected “" + here() + "”");
    }
    return whole;
  }

  private Node either() {
    deeper();
    var left = both();
    while (true) {
      var at = column();
      if (!takesWord("or", "或")) {
        depth--;
        return left;
      }
      left = binary(at, Operator.OR, left, both());
    }
  }

  private Node both() {
    var left = negation();
    while (true) {
      var at = column();
      if (!takesWord("and", "且")) {
        return left;
      }
      left = binary(at, Operator.AND, left, negation());
    }
  }

  private Node negation() {
    var at = column();
    if (!takesWord("not", "非")) {
      return comparison();
    }
    deeper();
    var inner = negation();
    depth--;
    return new Node.Not(at, inner);
  }

  private Node comparison() {
    var left = sum();
    var at = column();
    if (takesWord("in", "属于")) {
      return new Node.In(at, left, among());
    }
    var operator = comparator();
    if (operator == null) {
      return left;
    }
    var whole = binary(at, operator, left, sum());
    var next = column();
    if (comparator() != null) {
      throw new ExpressionError(
          next, "比较不能连写，请用“且”连接", "comparisons do not follow one another, join them with “and”");
    }
    return whole;
  }

  private @Nullable Operator comparator() {
    if (takes("!=") || takes("≠")) {
      return Operator.UNEQUAL;
    }
    if (takes("<=") || takes("≤")) {
      return Operator.AT_MOST;
    }
    if (takes(">=") || takes("≥")) {
      return Operator.AT_LEAST;
    }
    if (takes("==") || takes("=")) {
      return Operator.EQUAL;
    }
    return takes("<") ? Operator.LESS : takes(">") ? Operator.MORE : null;
  }

  private Node sum() {
    var left = product();
    while (true) {
      var at = column();
      if (takes("+")) {
        left = binary(at, Operator.PLUS, left, product());
      } else if (takes("-") || takes("−")) {
        left = binary(at, Operator.MINUS, left, product());
      } else {
        return left;
      }
    }
  }

  private Node product() {
    var left = signed();
    while (true) {
      var at = column();
      if (takes("*") || takes("×")) {
        left = binary(at, Operator.TIMES, left, signed());
      } else if (takes("/") || takes("÷")) {
        left = binary(at, Operator.DIVIDED_BY, left, signed());
      } else {
        return left;
      }
    }
  }

  private Node signed() {
    var at = column();
    if (!takes("-") && !takes("−")) {
      return part();
    }
    deeper();
    var inner = signed();
    depth--;
    return new Node.Negative(at, inner);
  }

  private Node part() {
    var at = column();
    if (takes("(")) {
      var inner = either();
      expect(")");
      return inner;
    }
    if (position == text.length()) {
      throw error("表达式在此处中断", "the expression ends where a value should stand");
    }
    var next = signs.charAt(position);
    if (isDigit(next)) {
      return literal();
    }
    if (isQuote(next)) {
      return quoted();
    }
    if (isLetter(next)) {
      return named(at, name());
    }
    if (takes("空")) {
      return new Node.Nothing(at);
    }
    if (takes("是") || takes("否")) {
      return new Node.Constant(at, new Kind.YesNo(), text.charAt(position - 1) == '是');
    }
    throw Character.isLetter(next)
        ? error("“" + here() + "…”不是名称，文字请加引号", "“" + here() + "…” is no name, put text in quotes")
        : error(
            "此处应为数、文字或名称，而不是“" + here() + "”", "a value should stand here, not “" + here() + "”");
  }

  private Node named(int at, String name) {
    if (name.equals("today")) {
      if (takes("(")) {
        expect(")");
      }
      return new Node.Today(at);
    }
    if (takes("(")) {
      return call(at, name);
    }
    return switch (name) {
      case "null" -> new Node.Nothing(at);
      case "true" -> new Node.Constant(at, new Kind.YesNo(), true);
      case "false" -> new Node.Constant(at, new Kind.YesNo(), false);
      case "and", "or", "not", "in" ->
          throw new ExpressionError(
              at, "此处应为数、文字或名称，而不是 " + name, "a value should stand here, not " + name);
      default -> new Node.Name(at, name);
    };
  }

  private Node call(int at, String name) {
    var function =
        Function.named(name)
            .orElseThrow(() ->
                new ExpressionError(
                    at,
                    "没有函数 " + name + "，可用：" + Function.all(),
                    "no such function: " + name + ", there are: " + Function.all()));
    var arguments = new ArrayList<Node>();
    do {
      arguments.add(either());
      counted();
    } while (takes(","));
    expect(")");
    if (!function.takes(arguments.size())) {
      throw new ExpressionError(
          at, name + " 的参数个数不对，应写作 " + function.usage(), "write " + function.usage());
    }
    return new Node.Call(at, function, List.copyOf(arguments));
  }

  private List<Node.Constant> among() {
    expect("[");
    var among = new ArrayList<Node.Constant>();
    do {
      among.add(member());
    } while (takes(",") || takes("、"));
    expect("]");
    return List.copyOf(among);
  }

  /** A constant, or bare words up to the next separator, such as 一级公路. */
  private Node.Constant member() {
    var at = column();
    var start = position;
    if (start < text.length() && isQuote(signs.charAt(start))) {
      return quoted();
    }
    while (position < text.length() && ",、]".indexOf(signs.charAt(position)) < 0) {
      position++;
    }
    var end = position;
    var words = text.substring(start, end).strip();
    if (words.isEmpty()) {
      throw new ExpressionError(at, "方括号里缺少一项", "an entry of the list is missing");
    }
    if (isDigit(signs.charAt(start))) {
      position = start;
      var literal = literal();
      skipBlanks();
      if (position == end) {
        return literal;
      }
      position = end;
    }
    return new Node.Constant(at, new Kind.Text(), words);
  }

  private Node.Constant literal() {
    var at = column();
    var day = DAY.matcher(signs).region(position, text.length());
    if (day.lookingAt()) {
      position = day.end();
      var first = day.group(1) == null ? 4 : 1;
      return dated(
          at,
          () ->
              new Node.Constant(
                  at,
                  new Kind.Day(),
                  LocalDate.of(
                      Integer.parseInt(day.group(first)),
                      Integer.parseInt(day.group(first + 1)),
                      Integer.parseInt(day.group(first + 2)))));
    }
    var month = MONTH.matcher(signs).region(position, text.length());
    if (month.lookingAt()) {
      position = month.end();
      return dated(
          at,
          () ->
              new Node.Constant(
                  at,
                  new Kind.Month(),
                  YearMonth.of(
                      Integer.parseInt(month.group(1)), Integer.parseInt(month.group(2)))));
    }
    var amount = Ratio.of(number());
    var unit = unit().orElse(Unit.ONE);
    return new Node.Constant(at, new Kind.Number(unit), amount.times(unit.worth()));
  }

  private static Node.Constant dated(int at, Supplier<Node.Constant> date) {
    try {
      return date.get();
    } catch (DateTimeException none) {
      throw new ExpressionError(at, "没有这一天", "there is no such day");
    }
  }

  private BigDecimal number() {
    var start = position;
    while (position < text.length()
        && (isDigit(signs.charAt(position)) || signs.charAt(position) == '.')) {
      position++;
    }
    var digits = signs.substring(start, position);
    try {
      if (digits.length() <= Numbers.MOST_DIGITS) {
        return new BigDecimal(digits);
      }
    } catch (NumberFormatException malformed) {
      // Told below, as a number too long is.
    }
    throw new ExpressionError(start + 1, "不是一个数：" + digits, "not a number: " + digits);
  }

  /** The longest unit that stands here: 个月 before 个. */
  private Optional<Unit> unit() {
    skipBlanks();
    for (var end = Math.min(text.length(), position + LONGEST_UNIT); end > position; end--) {
      var unit = Unit.find(signs.substring(position, end));
      if (unit.isPresent()) {
        position = end;
        return unit;
      }
    }
    return Optional.empty();
  }

  private Node.Constant quoted() {
    var at = column();
    var closing = closing(signs.charAt(position));
    var end = position + 1;
    while (end < text.length() && closing.indexOf(signs.charAt(end)) < 0) {
      end++;
    }
    if (end == text.length()) {
      throw new ExpressionError(at, "引号没有结束", "the quotation does not end");
    }
    var words = text.substring(position + 1, end);
    if (words.isBlank()) {
      throw new ExpressionError(at, "空文字请写作 空 或 empty(…)", "write null or empty(…) for no text");
    }
    position = end + 1;
    return new Node.Constant(at, new Kind.Text(), words);
  }

  private static boolean isQuote(char sign) {
    return "\"'“”‘’「".indexOf(sign) >= 0;
  }

  private static String closing(char opening) {
    return switch (opening) {
      case '“', '”' -> "“”";
      case '‘', '’' -> "‘’";
      case '「' -> "」";
      default -> String.valueOf(opening);
    };
  }

  private String name() {
    var start = position;
    while (position < text.length() && isOfName(signs.charAt(position))) {
      position++;
    }
    return signs.substring(start, position);
  }

  private Node binary(int at, Operator operator, Node left, Node right) {
    counted();
    return new Node.Binary(at, operator, left, right);
  }

  /** A chain of signs is a tree as deep as it is long. */
  private void counted() {
    if (++count > MOST_SIGNS) {
      throw error("表达式过于复杂，请拆成几个计算字段", "too many signs, split it into several computed fields");
    }
  }

  private void deeper() {
    if (++depth > DEEPEST) {
      throw error("表达式嵌套过深", "nested too deeply");
    }
  }

  private void expect(String sign) {
    if (!takes(sign)) {
      throw error("此处缺少 " + sign, "missing " + sign);
    }
  }

  private boolean takes(String sign) {
    skipBlanks();
    if (signs.startsWith(sign, position)) {
      position += sign.length();
      return true;
    }
    return false;
  }

  private boolean takesWord(String english, String chinese) {
    skipBlanks();
    var end = position + english.length();
    if (signs.startsWith(english, position)
        && (end == text.length() || !isOfName(signs.charAt(end)))) {
      position = end;
      return true;
    }
    return takes(chinese);
  }

  private int column() {
    skipBlanks();
    return position + 1;
  }

  private void skipBlanks() {
    while (position < text.length() && signs.charAt(position) == ' ') {
      position++;
    }
  }

  private String here() {
    return Character.toString(text.codePointAt(position));
  }

  private ExpressionError error(String chinese, String english) {
    return new ExpressionError(position + 1, chinese, english);
  }

  static boolean isName(String text) {
    return !text.isEmpty()
        && isLetter(text.charAt(0))
        && text.chars().allMatch(sign -> isOfName((char) sign))
        && !RESERVED.contains(text);
  }

  private static boolean isOfName(char sign) {
    return isLetter(sign) || isDigit(sign) || sign == '.' || sign == '_';
  }

  private static boolean isLetter(char sign) {
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
  }

  private static boolean isDigit(char sign) {
    return sign >= '0' && sign <= '9';
  }
}
