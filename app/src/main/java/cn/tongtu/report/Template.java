package cn.tongtu.report;

import cn.tongtu.engine.value.Span;
import java.util.List;

/**
 * A report template (报告模板): prose in which every figure is a slot bound to an indicator; {@code
 * main} are the indicators that stand on the document's card. The title is broken by sense, a list
 * of pieces a line.
 */
record Template(
    String id,
    String label,
    String english,
    List<String> main,
    List<List<Piece>> title,
    List<Block> body) {

  /** A block of the body, in the order of the document. */
  sealed interface Block {
    /** A heading: level 1 is 一、, level 2 is （一）. */
    record Heading(int level, List<Piece> text) implements Block {}

    record Paragraph(List<Piece> text) implements Block {}

    /** The sentence on what lags, which the program writes by itself from the parts of a rate. */
    record Lagging(String indicator) implements Block {}
  }

  /** A piece of text. */
  sealed interface Piece {
    record Words(String text) implements Piece {}

    /**
     * A figure's place: which indicator, over which span seen from the report's, and whether for
     * the watched project alone.
     */
    record Slot(String indicator, When when, boolean watched) implements Piece {}

    record Field(Name name) implements Piece {}

    default boolean needsWatched() {
      return switch (this) {
        case Words(_) -> false;
        case Slot(_, _, var watched) -> watched;
        case Field(var name) -> name == Name.WATCHED;
      };
    }
  }

  /** What the report itself is about. */
  enum Name {
    ORG,
    YEAR,
    NEXTYEAR,
    SPAN,
    /** 重点跟踪项目: the one project that a document follows by itself. */
    WATCHED
  }

  /** A slot's span, seen from the report's span. */
  sealed interface When {
    record Same() implements When {}

    /** {@code @1-6}: these months of the report's year. */
    record Months(int first, int last) implements When {}

    /** {@code @next}: the whole year after. */
    record NextYear() implements When {}

    default Span from(Span report) {
      return switch (this) {
        case Same() -> report;
        case Months(var first, var last) -> Span.months(report.year(), first, last);
        case NextYear() -> report.nextYear();
      };
    }
  }
}
