package cn.tongtu.indicator.view;

import cn.tongtu.engine.formula.Worked;
import cn.tongtu.indicator.Figure;
import cn.tongtu.indicator.Figures;
import cn.tongtu.ledger.Known;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Chart;
import java.util.List;
import java.util.Optional;

/** A figure with its formula, its operands and its parts (指标页). */
public record FigurePage(
    Figure figure,
    Label org,
    Known known,
    List<Token> equation,
    List<Step> steps,
    Optional<String> exact,
    Optional<Fraction> fraction,
    List<Figures.Part> parts,
    String expected,
    Optional<Chart> course,
    List<Named> only,
    Optional<Label> wrongKnown) {

  /** Whether the equation has anything to work out: one operand that is the value has not. */
  public boolean worked() {
    return equation.size() > 1
        || !equation.getFirst().text().equals(exact.orElse(equation.getFirst().text()));
  }

  /** Whether printing changed anything. */
  public boolean rounded() {
    return exact.isPresent() && !exact.get().equals(figure.printed());
  }

  /** A piece of the equation: a sign, or an operand that leads to its postings. */
  public record Token(String text, String href) {
    public boolean operand() {
      return !href.isEmpty();
    }
  }

  /**
   * A line of the formula's tree.
   *
   * @param sign the operator before it; empty before a first operand
   * @param href where its postings are; empty where it is worked out from the lines under it
   */
  public record Step(
      int depth,
      String sign,
      Kind kind,
      Label label,
      List<Qualifier> qualifiers,
      Worked worked,
      String value,
      String href) {}

  /** What a line of the tree is. */
  public enum Kind {
    CELL,
    INDICATOR,
    PLUS,
    MINUS,
    TIMES,
    DIVIDED_BY,
    AVERAGE,
    CONSTANT
  }

  /** How a line is asked: over another span, read in another way, or for some members only. */
  public record Qualifier(String key, String text) {}

  /** Numerator and denominator (分子、分母) as written out. */
  public record Fraction(Token numerator, Token denominator) {}

  /** A filter as a person reads it: the dimension's id and the members' names. */
  public record Named(String dimension, boolean except, String members) {}
}
