package cn.tongtu.engine.expression;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The functions of the language, with how each is written. */
enum Function {
  EVERY(2, 2, "every(list, condition)"),
  SOME(2, 2, "some(list, condition)"),
  COUNT(1, 2, "count(list) or count(list, condition)"),
  SUM(2, 2, "sum(list, number)"),
  IF(3, 3, "if(condition, a, b)"),
  FILLED(1, 1, "filled(x)"),
  EMPTY(1, 1, "empty(x)"),
  MIN(2, Integer.MAX_VALUE, "min(a, b)"),
  MAX(2, Integer.MAX_VALUE, "max(a, b)"),
  ROUND(2, 2, "round(number, 2)"),
  ABS(1, 1, "abs(number)"),
  DAYS(2, 2, "days(from, to)"),
  WORKDAYS(2, 2, "workdays(from, to)"),
  YEAR(1, 1, "year(day)"),
  MONTH(1, 1, "month(day)"),
  COALESCE(2, Integer.MAX_VALUE, "coalesce(a, b)"),
  LENGTH(1, 1, "length(text)"),
  STARTS(2, 2, "starts(text, beginning)");

  private final int fewest;
  private final int most;
  private final String usage;

  Function(int fewest, int most, String usage) {
    this.fewest = fewest;
    this.most = most;
    this.usage = usage;
  }

  boolean takes(int arguments) {
    return arguments >= fewest && arguments <= most;
  }

  /** Whether its first argument is a list and its last one is asked of each row. */
  boolean walksRows() {
    return switch (this) {
      case EVERY, SOME, COUNT, SUM -> true;
      default -> false;
    };
  }

  String usage() {
    return usage;
  }

  static Optional<Function> named(String name) {
    return Arrays.stream(values()).filter(function -> function.toString().equals(name)).findFirst();
  }

  static String all() {
    return Arrays.stream(values()).map(Function::toString).collect(Collectors.joining(" "));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
