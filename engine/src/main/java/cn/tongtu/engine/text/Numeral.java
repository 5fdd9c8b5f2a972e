package cn.tongtu.engine.text;

import cn.tongtu.engine.text.TextFigure.Approx;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number without its unit.
 *
 * @param end letter after the last
 * @param value null when masked
 * @param step what one more in the last printed place would add: 0.01 for 9.41, 10 for 30余
 */
record Numeral(
    int end, @Nullable BigDecimal value, BigDecimal step, Script script, @Nullable Approx approx) {

  enum Script {
    DIGITS,
    MASK,
    HANZI
  }

  Numeral scaledTo(int newEnd, BigDecimal factor) {
    return new Numeral(
        newEnd,
        value == null ? null : value.multiply(factor),
        step.multiply(factor),
        script,
        approx);
  }

  Numeral about(int newEnd, Approx bound) {
    return new Numeral(newEnd, value, step, script, bound);
  }
}
