package cn.tongtu.engine.expression;

import java.util.List;

/**
 * A part of an expression as read: {@code at} is its column, of a sign between two parts its own.
 */
sealed interface Node {
  int at();

  /** A number is kept in base units. */
  record Constant(int at, Kind kind, Object value) implements Node {}

  record Nothing(int at) implements Node {}

  record Today(int at) implements Node {}

  record Name(int at, String id) implements Node {}

  record Negative(int at, Node inner) implements Node {}

  record Not(int at, Node inner) implements Node {}

  record Binary(int at, Operator operator, Node left, Node right) implements Node {}

  record In(int at, Node left, List<Constant> among) implements Node {}

  record Call(int at, Function function, List<Node> arguments) implements Node {}

  enum Operator {
    OR("或"),
    AND("且"),
    EQUAL("="),
    UNEQUAL("≠"),
    LESS("<"),
    AT_MOST("≤"),
    MORE(">"),
    AT_LEAST("≥"),
    PLUS("+"),
    MINUS("−"),
    TIMES("×"),
    DIVIDED_BY("÷");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }
}
