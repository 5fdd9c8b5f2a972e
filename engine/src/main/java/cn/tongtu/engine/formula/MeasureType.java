package cn.tongtu.engine.formula;

import cn.tongtu.engine.value.Unit;
import java.util.Optional;
import java.util.Set;

/**
 * What a formula must know of a measure (计量项): how it behaves over time, its unit, its dimensions,
 * and the measure that holds its plan, if there is one.
 */
public record MeasureType(
    String id, MeasureKind kind, Unit unit, Set<String> dimensions, Optional<String> target) {
  public MeasureType {
    dimensions = Set.copyOf(dimensions);
  }
}
