package cn.tongtu.engine.text;

import java.util.List;

/** Shorthand for tests of rules. */
final class Checking {
  private Checking() {}

  /** What one rule says of a text, as "VERDICT computed". */
  static List<String> verdicts(Rule rule, String text) {
    return rule.check(FigureReader.readText(text)).stream()
        .map(finding -> finding.verdict() + " " + finding.computed())
        .toList();
  }
}
