package cn.tongtu.engine.formula;

import cn.tongtu.engine.value.Span;
import java.time.LocalDate;
import java.util.List;

/**
 * A cell of the ledger that a formula reads (台账单元): a measure under filters, over a span of days or
 * up to a day. It is also the way down: the postings that match it add up to its value.
 */
public record Cell(String measure, List<Filter> filters, When when) {
  public Cell {
    filters = List.copyOf(filters);
  }

  /** When a cell counts. */
  public sealed interface When {
    /** The days summed over. */
    record Over(LocalDate from, LocalDate to) implements When {}

    /** All days up to this one: a stock's running sum. */
    record UpTo(LocalDate day) implements When {}

    /** The last day inside on which something was posted: a reading. */
    record LastIn(LocalDate from, LocalDate to) implements When {}

    static When over(Span span) {
      return new Over(span.firstDay(), span.lastDay());
    }
  }
}
