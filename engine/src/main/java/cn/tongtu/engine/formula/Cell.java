package cn.tongtu.engine.formula;

import cn.tongtu.engine.value.Span;
import java.time.LocalDate;
import java.util.List;

/**
 * A cell of the ledger that a formula reads (台账单元): a measure under filters, over a span of days or
 * up to a day. It is also the way down: the postings that match it are what its value was taken
 * from, and where it is a sum they add up to it.
 */
public record Cell(String measure, List<Filter> filters, When when, Take take) {
  public Cell {
    filters = List.copyOf(filters);
  }

  /** Whether its value is the sum of its postings. */
  public boolean isSum() {
    return take instanceof Take.Sum;
  }

  /** A sum. */
  public Cell(String measure, List<Filter> filters, When when) {
    this(measure, filters, when, new Take.Sum());
  }

  /** How its value is taken from the postings (取值方式). */
  public sealed interface Take {
    /** 合计: the sum of the postings. */
    record Sum() implements Take {}

    /** 不重复计数: how many different subjects moved, or stand in a stock. */
    record Subjects() implements Take {}

    /** 记录数: how many records say something, a corrected one once. */
    record Records() implements Take {}

    /**
     * 百分位: of the quantities of the records, each with what it says last, the smallest that at
     * least so many per cent do not exceed (nearest rank, 最近秩).
     */
    record Percentile(int percent) implements Take {}

    /** Whether it counts things instead of adding quantities of the measure's unit. */
    default boolean counts() {
      return switch (this) {
        case Subjects(), Records() -> true;
        case Sum(), Percentile(_) -> false;
      };
    }
  }

  /** When a cell counts. */
  public sealed interface When {
    /** The last day that counts. */
    default LocalDate last() {
      return switch (this) {
        case Over(_, var to) -> to;
        case UpTo(var day) -> day;
        case LastIn(_, var to) -> to;
      };
    }

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
