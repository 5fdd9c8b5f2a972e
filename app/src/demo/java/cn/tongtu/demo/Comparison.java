package cn.tongtu.demo;

import cn.tongtu.engine.formula.Filter;
import cn.tongtu.engine.value.Span;
import cn.tongtu.indicator.Asked;
import cn.tongtu.indicator.Figure;
import cn.tongtu.indicator.Figures;
import cn.tongtu.ledger.View;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;

/** What the two documents printed beside what the ledger gives (与原文对照). */
@Service
class Comparison {
  private static final List<String> COLUMNS =
      List.of("document", "org", "span", "indicator", "subject", "printed", "expected", "note");

  private final Figures figures;

  Comparison(Figures figures) {
    this.figures = figures;
  }

  /**
   * @param printed as the document printed it; empty where it hides a figure that follows from its
   *     others
   * @param expected what the ledger must give
   */
  record Line(String document, String printed, String expected, String note, Figure figure) {
    boolean holds() {
      return figure.printed().equals(expected);
    }
  }

  /** Empty for a sample that was taken from no document. */
  List<Line> lines(SampleFolder folder) {
    var rows =
        folder.find("printed.csv").orElse(List.of()).stream()
            .map(row -> row.only(COLUMNS))
            .toList();
    var read = figures.list(rows.stream().map(Comparison::asked).toList());
    return IntStream.range(0, rows.size())
        .mapToObj(i ->
            new Line(
                rows.get(i).text("document"),
                rows.get(i).orEmpty("printed"),
                rows.get(i).text("expected"),
                rows.get(i).orEmpty("note"),
                read.get(i)))
        .toList();
  }

  private static Asked asked(SampleRow row) {
    var asked =
        Asked.of(row.text("indicator"), Span.parse(row.text("span")), View.of(row.text("org")));
    return row.optional("subject")
        .map(subject -> asked.of(Filter.only(Filter.SUBJECT, subject)))
        .orElse(asked);
  }
}
