package cn.tongtu.engine.text;

import cn.tongtu.engine.text.TextFigure.Kind;
import java.math.BigDecimal;
import java.util.List;

/**
 * Tells a date that says when something happened or is due (节点) from one that only says which
 * period other figures belong to.
 */
final class Milestones {
  private static final int FARTHEST = 40;
  private static final List<String> UNTIL =
      List.of("截至", "截止", "截止到", "截至到", "以来", "自", "从", "较", "比");
  private static final List<String> ON = List.of("于", "定于", "预计", "拟于", "力争", "确保", "计划");

  private final Letters text;

  Milestones(Letters text) {
    this.text = text;
  }

  boolean isMilestone(DatePhrase date, boolean planChapter) {
    int before = text.backSpaces(date.from());
    if (date.span()
        || date.isYearOnly()
        || text.anyEndsAt(before, UNTIL)
        || text.has(date.to(), "以来")) {
      return false;
    }
    boolean end = date.part() != DatePhrase.Part.WHOLE;
    if (date.deadline() || (end && planChapter && date.month() != 0)) {
      return true;
    }
    if (date.part() == DatePhrase.Part.START && date.month() == 0) {
      return false;
    }
    boolean pastEnd = end && date.month() == 0 && "上去".indexOf(text.at(before - 1)) >= 0;
    if (pastEnd
        || text.has(date.to(), "至")
        || text.has(date.to(), "起")
        || text.has(date.to(), "的")) {
      return false;
    }
    return text.anyEndsAt(before, ON) || !leadsToFigure(date.to());
  }

  /** Whether the clause that the date opens states a figure, whose period the date then is. */
  private boolean leadsToFigure(int i) {
    int at = text.skipSpaces(i);
    if (text.at(at) == '，' || text.at(at) == ',') {
      at++;
    }
    for (int end = at + FARTHEST; at < end && "，。；\n".indexOf(text.at(at)) < 0; at++) {
      boolean numeral = DigitNumerals.isPart(text.at(at)) || HanziNumerals.starts(text.at(at));
      if (numeral && (QuantityReader.read(text, at) != null)) {
        return true;
      }
    }
    return false;
  }

  Quantity quantity(DatePhrase date, int contextYear) {
    var iso = date.iso(contextYear);
    return new Quantity(
        date.from(), date.to(), null, BigDecimal.ONE, iso == null, null, "日期", Kind.DATE, iso);
  }
}
