package cn.tongtu.engine.expression;

import java.util.Optional;

/**
 * An expression that cannot stand (表达式有误): what is wrong in both languages, at which column,
 * counted from 1, and in the expression of which computed field where several were read together.
 */
public final class ExpressionError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int column;
  private final String chinese;
  private final String english;
  private final Optional<String> field;

  ExpressionError(int column, String chinese, String english) {
    this(column, chinese, english, Optional.empty());
  }

  private ExpressionError(int column, String chinese, String english, Optional<String> field) {
    super(chinese + " " + english);
    this.column = column;
    this.chinese = chinese;
    this.english = english;
    this.field = field;
  }

  ExpressionError in(String name) {
    return new ExpressionError(column, chinese, english, Optional.of(name));
  }

  public int column() {
    return column;
  }

  public String chinese() {
    return chinese;
  }

  public String english() {
    return english;
  }

  /** The computed field whose expression it is, told by {@link Order}. */
  public Optional<String> field() {
    return field;
  }
}
