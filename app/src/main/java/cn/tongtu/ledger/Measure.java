package cn.tongtu.ledger;

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
  public String id() {
    return type.id();
  }

  public Unit unit() {
    return type.unit();
  }
}
