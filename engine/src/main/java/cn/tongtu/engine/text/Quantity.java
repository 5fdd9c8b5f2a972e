package cn.tongtu.engine.text;

import cn.tongtu.engine.text.TextFigure.Approx;
import cn.tongtu.engine.text.TextFigure.Kind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number with its unit, at letters from to to.
 *
 * @param step what one more in the last printed place would add, in {@code unit}
 * @param date see {@link TextFigure#date()}
 */
record Quantity(
    int from,
    int to,
    @Nullable BigDecimal value,
    BigDecimal step,
    boolean masked,
    @Nullable Approx approx,
    String unit,
    Kind kind,
    @Nullable String date) {

  Quantity bounded(int newEnd, Approx bound) {
    return new Quantity(from, newEnd, value, step, masked, bound, unit, kind, date);
  }

  Quantity negativeFrom(int minus) {
    var negative = value == null ? null : value.negate();
    return new Quantity(minus, to, negative, step, masked, approx, unit, kind, date);
  }
}
