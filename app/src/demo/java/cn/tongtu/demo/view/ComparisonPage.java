package cn.tongtu.demo.view;

import cn.tongtu.indicator.Figure;
import java.util.List;

/** The two documents' figures beside the ledger's (与原文对照). */
public record ComparisonPage(List<Group> groups, long figures, long differing) {
  /** One document's figures. */
  public record Group(String org, List<Line> lines) {}

  /** A figure: as printed, as the ledger gives it, and what there is to say about the two. */
  public record Line(Figure figure, String printed, Verdict verdict, String note) {}

  /** How the ledger's figure stands to the printed one. */
  public enum Verdict {
    SAME,
    DIFFERENT,
    NOT_PRINTED
  }
}
