package cn.tongtu.engine.text;

import cn.tongtu.engine.text.Finding.Place;
import cn.tongtu.engine.text.Finding.Severity;
import cn.tongtu.engine.text.Finding.Verdict;
import java.util.Arrays;
import java.util.List;

/** One thing that must hold between the figures of a text. */
interface Rule {
  List<Finding> check(ReadText text);

  /** The arithmetic of a finding: what stands in the text and what follows. */
  record Sum(String expression, String stated, String computed) {}

  /** An explanation in both languages. */
  record Words(String chinese, String english) {}

  static Finding finding(
      String rule,
      Severity severity,
      Verdict verdict,
      Sum sum,
      Words words,
      List<Reading> figures) {
    var spans = figures.stream().map(r -> new Place(r.figure().start(), r.figure().end())).toList();
    return new Finding(
        rule,
        severity,
        verdict,
        spans,
        sum.expression(),
        sum.stated(),
        sum.computed(),
        words.chinese(),
        words.english());
  }

  static List<Reading> places(Reading... figures) {
    return Arrays.asList(figures);
  }
}
