package cn.tongtu.engine.text;

import java.util.List;

/**
 * What one rule found (核查结果) about some figures of a text: that they agree, that they contradict
 * each other, or what they imply.
 *
 * @param expression the arithmetic, in the words of the text
 * @param stated what the text says; empty when it does not say
 * @param computed what follows from the other figures; empty when nothing does
 * @param explanation for the reader, in Chinese
 * @param english the same in English
 */
public record Finding(
    String rule,
    Severity severity,
    Verdict verdict,
    List<Place> spans,
    String expression,
    String stated,
    String computed,
    String explanation,
    String english) {

  /** How much a finding matters (严重程度). */
  public enum Severity {
    ERROR,
    WARNING,
    INFO
  }

  /** What can be said (结论): 相符, 不符, 可推算, 存疑. */
  public enum Verdict {
    OK,
    MISMATCH,
    INFERABLE,
    AMBIGUOUS
  }

  /** A stretch of the text (位置) in code points. */
  public record Place(int start, int end) {}
}
