package cn.tongtu.engine.text;

import cn.tongtu.engine.text.TextFigure.Approx;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Reads ranges (区间). */
final class RangeReader {
  private RangeReader() {}

  /** 3-5个, 10%至15%: one statement, worth its lower bound. */
  static @Nullable Quantity read(Letters text, int from, Numeral low) {
    int dash = text.skipSpaces(low.end());
    boolean percent = text.at(dash) == '%';
    int to = percent ? text.skipSpaces(dash + 1) : dash;
    if (text.at(to) != '-' && text.at(to) != '至') {
      return null;
    }
    int next = text.skipSpaces(to + 1);
    var high = NumeralReader.read(text, next);
    if (high == null || text.at(text.backSpaces(from) - 1) == '从') {
      return null;
    }
    var upper = QuantityReader.withUnit(text, next, high);
    if (upper == null || (percent != upper.unit().equals("%") && percent)) {
      return null;
    }
    var factor = factor(high, upper);
    var value = low.value() == null || upper.value() == null ? null : low.value().multiply(factor);
    return new Quantity(
        from,
        upper.to(),
        value,
        upper.step(),
        value == null,
        Approx.AT_LEAST,
        upper.unit(),
        upper.kind(),
        null);
  }

  private static BigDecimal factor(Numeral bare, Quantity scaled) {
    var number = bare.value();
    var value = scaled.value();
    return number == null || value == null || number.signum() == 0
        ? BigDecimal.ONE
        : value.divide(number, MathContext.DECIMAL64);
  }
}
