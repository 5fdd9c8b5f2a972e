package cn.tongtu.engine.text;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A figure as the rules see it.
 *
 * @param sentence which sentence of the document it stands in
 */
record Reading(TextFigure figure, Quantity quantity, int sentence, int paragraph) {
  int from() {
    return quantity.from();
  }

  int to() {
    return quantity.to();
  }

  @Nullable BigDecimal value() {
    return quantity.value();
  }

  boolean isRate() {
    return quantity.unit().equals("%");
  }
}
