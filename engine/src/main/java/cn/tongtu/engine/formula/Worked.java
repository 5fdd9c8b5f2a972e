package cn.tongtu.engine.formula;

import cn.tongtu.engine.value.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A formula worked out (算式): the value of each part with the parts it came from, down to the cells
 * of the ledger. What a page shows as "formula with operands" is this tree.
 */
public record Worked(Expr expr, Span span, Value value, List<Worked> parts, Optional<Cell> cell) {
  public Worked {
    parts = List.copyOf(parts);
  }

  /** The cells at the bottom of the tree, from left to right. */
  public Stream<Worked> leaves() {
    return cell.isPresent() ? Stream.of(this) : parts.stream().flatMap(Worked::leaves);
  }
}
