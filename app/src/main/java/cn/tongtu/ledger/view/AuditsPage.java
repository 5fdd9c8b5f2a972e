package cn.tongtu.ledger.view;

import cn.tongtu.shared.Label;
import java.time.Instant;
import java.util.List;

/** The nightly audits (夜间核对), the latest first, and what the one that is looked at found. */
public record AuditsPage(List<Line> audits, long shown, List<Cell> cells) {
  public record Line(long id, Instant at, long postings, int differing) {}

  /** A cell of the roll-ups that is not the sum of its postings. */
  public record Cell(
      Label measure, String org, String members, String month, String kept, String raw) {}
}
