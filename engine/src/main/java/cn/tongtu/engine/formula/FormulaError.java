package cn.tongtu.engine.formula;

/** A formula that cannot stand (公式有误): what is wrong, and at which column, counted from 1. */
public final class FormulaError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int column;

  FormulaError(int column, String chinese, String english) {
    super(chinese + " " + english);
    this.column = column;
  }

  public int column() {
    return column;
  }
}
