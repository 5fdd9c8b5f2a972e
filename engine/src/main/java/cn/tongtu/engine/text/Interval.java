package cn.tongtu.engine.text;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Where the true value behind a printed figure can lie. */
record Interval(BigDecimal low, BigDecimal high) {
  private static final BigDecimal HALF = new BigDecimal("0.5");

  /** Null when the figure is masked or bounded on one side only. */
  static @Nullable Interval of(Reading reading) {
    var value = reading.value();
    if (value == null) {
      return null;
    }
    var step = reading.quantity().step();
    var approx = reading.quantity().approx();
    if (approx == null) {
      var half = isCounted(reading) ? BigDecimal.ZERO : step.multiply(HALF);
      return new Interval(value.subtract(half), value.add(half));
    }
    return switch (approx) {
      case ABOVE -> isFew(reading) ? new Interval(value, value.add(step)) : null;
      case ABOUT -> {
        var slack = value.movePointLeft(1).max(step);
        yield new Interval(value.subtract(slack), value.add(slack));
      }
      case AT_LEAST, AT_MOST -> null;
    };
  }

  private static boolean isFew(Reading reading) {
    var words = reading.figure().quantity();
    return words.indexOf('余') >= 0 || words.indexOf('多') >= 0;
  }

  /** Things counted one by one are not rounded. */
  static boolean isCounted(Reading reading) {
    return reading.quantity().kind() == TextFigure.Kind.COUNT
        && reading.quantity().step().compareTo(BigDecimal.ONE) == 0;
  }

  Interval plus(Interval other) {
    return new Interval(low.add(other.low), high.add(other.high));
  }

  /** This as a percentage of whole, which is positive. */
  Interval percentOf(Interval whole) {
    return new Interval(percent(low, whole.high), percent(high, whole.low));
  }

  /** The part that a positive percentage makes of this. */
  Interval times(Interval percent) {
    return new Interval(
        low.multiply(percent.low).movePointLeft(2), high.multiply(percent.high).movePointLeft(2));
  }

  /** The whole of which this is a positive percentage. */
  Interval dividedBy(Interval percent) {
    return new Interval(percent(low, percent.high), percent(high, percent.low));
  }

  private static BigDecimal percent(BigDecimal part, BigDecimal whole) {
    return part.movePointRight(2).divide(whole, MathContext.DECIMAL64);
  }

  boolean meets(Interval other) {
    return low.compareTo(other.high) <= 0 && other.low.compareTo(high) <= 0;
  }
}
