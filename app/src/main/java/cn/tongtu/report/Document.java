package cn.tongtu.report;

import cn.tongtu.engine.value.Span;
import cn.tongtu.indicator.Figure;
import cn.tongtu.ledger.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A document (文稿): a template filled from the ledger for an organisation and a span. Everything
 * posted up to {@code knownAt} was counted.
 */
public record Document(
    long id,
    String label,
    View view,
    Span span,
    Instant knownAt,
    List<String> titleLines,
    List<Block> body) {
  public String title() {
    return String.join("", titleLines);
  }

  /** A filled block. */
  public sealed interface Block {
    record Heading(int level, List<Piece> text) implements Block {}

    record Paragraph(List<Piece> text) implements Block {}

    /** What the program pulled out by itself: the parts of a rate that lag. */
    record Attention(List<Piece> text) implements Block {}

    List<Piece> text();
  }

  /** A piece of filled text. */
  public sealed interface Piece {
    record Words(String text) implements Piece {}

    record Cell(Figure figure) implements Piece {
      /** Names the cell in the Word file, at most 64 characters as Word allows. */
      String tag() {
        var asked = figure.asked();
        var only = new StringBuilder();
        asked.only().forEach(filter -> only.append(';').append(filter));
        var tag =
            "%s@%d-%d%s".formatted(asked.indicator(), asked.span().from(), asked.span().to(), only);
        return tag.length() <= 64
            ? tag
            : tag.substring(0, 55) + "#" + Integer.toHexString(tag.hashCode());
      }
    }

    default String printed() {
      return switch (this) {
        case Words(var text) -> text;
        case Cell(var figure) -> figure.printed();
      };
    }
  }

  /** Every figure in it, in reading order. */
  public Stream<Figure> figures() {
    var figures = new ArrayList<Figure>();
    for (var block : body) {
      for (var piece : block.text()) {
        if (piece instanceof Piece.Cell(var figure)) {
          figures.add(figure);
        }
      }
    }
    return figures.stream();
  }
}
