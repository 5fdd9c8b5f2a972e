package cn.tongtu.engine.formula;

/** An indicator's formula (指标公式), read but not yet checked against the names it uses. */
public record Formula(String text, Expr expr) {
  /**
   * @throws FormulaError when the text is no formula; it names the column
   */
  public static Formula read(String text) {
    return new Formula(text, new Reader(text).formula());
  }

  /**
   * Checks names, units, axes and circles.
   *
   * @throws FormulaError naming the first thing that is wrong and its column
   */
  public Type check(Names names) {
    return new Checker(names).type(expr);
  }
}
