package cn.tongtu.engine.text;

import java.util.Comparator;
import java.util.List;

/** A text examined for contradictions (文稿核查): its figures and what the rules found. */
public record TextCheck(List<TextFigure> figures, List<Finding> findings) {
  private static final List<Rule> RULES =
      List.of(
          new PartsMakeWhole(),
          new RestCompletesWhole(),
          new ShareOfWhole(),
          new RateOfDone(),
          new SectionsAsAnnounced());

  /** Reads and checks a text; findings come in the order of their first place. */
  public static TextCheck of(String text) {
    var read = FigureReader.readText(text);
    var findings =
        RULES.stream()
            .flatMap(rule -> rule.check(read).stream())
            .sorted(Comparator.comparingInt((Finding f) -> f.spans().getFirst().start()))
            .toList();
    return new TextCheck(read.readings().stream().map(Reading::figure).toList(), findings);
  }
}
