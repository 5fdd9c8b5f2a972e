package cn.tongtu.ledger;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.MeasureType;
import cn.tongtu.engine.value.Unit;
import java.util.List;
import java.util.SequencedSet;

/**
 * A measure (计量项) as declared in a pack: what the ledger counts, in which unit, by which
 * dimensions.
 */
public record Measure(
    MeasureType type,
    String label,
    String english,
    SequencedSet<String> dimensions,
    List<String> rolled) {
  private static final Unit COUNT = Unit.of("个");

  public String id() {
    return type.id();
  }

  public Unit unit() {
    return type.unit();
  }

  /** The unit of a cell of this measure: its own, or 个 where subjects or records are counted. */
  public Unit unit(Cell cell) {
    return cell.take().counts() ? COUNT : unit();
  }
}
