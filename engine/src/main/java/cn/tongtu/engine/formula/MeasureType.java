package cn.tongtu.engine.formula;

import cn.tongtu.engine.value.Unit;
import java.util.Map;
import java.util.Optional;

/**
 * What a formula must know of a measure (计量项): how it behaves over time, its unit, its dimensions
 * with their members, and the measure that holds its plan, if there is one.
 */
public record MeasureType(
    String id,
    MeasureKind kind,
    Unit unit,
    Map<String, Members> dimensions,
    Optional<String> target) {
  public MeasureType {
    dimensions = Map.copyOf(dimensions);
  }
}
