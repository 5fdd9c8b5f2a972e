package cn.tongtu.engine.text;

import cn.tongtu.engine.text.Finding.Severity;
import cn.tongtu.engine.text.Finding.Verdict;
import cn.tongtu.engine.text.Rule.Sum;
import cn.tongtu.engine.text.Rule.Words;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares a printed percentage with the figures that it was worked out from. */
final class RateArithmetic {
  private final String rule;
  private final Reading part;
  private final Reading whole;
  private final Reading rate;

  RateArithmetic(String rule, Reading part, Reading whole, Reading rate) {
    this.rule = rule;
    this.part = part;
    this.whole = whole;
    this.rate = rate;
  }

  /** Null when too much is masked or bounded on one side, so that nothing can be said. */
  @Nullable Finding judge() {
    long masked = Stream.of(part, whole, rate).filter(r -> r.value() == null).count();
    return masked == 0 ? compare() : masked == 1 ? infer() : null;
  }

  /** What the two figures that stand make of the one that is masked. */
  private @Nullable Finding infer() {
    var parts = Interval.of(part);
    var wholes = Interval.of(whole);
    var rates = Interval.of(rate);
    if (parts != null && wholes != null && wholes.low().signum() > 0) {
      return inferred(rate, range(rate, parts.percentOf(wholes)));
    }
    if (rates == null || rates.low().signum() <= 0) {
      return null;
    }
    if (wholes != null) {
      return inferred(part, range(whole, wholes.times(rates)));
    }
    return parts == null ? null : inferred(whole, range(part, parts.dividedBy(rates)));
  }

  private static String range(Reading model, Interval interval) {
    boolean counted = Interval.isCounted(model);
    var low = counted ? interval.low().setScale(0, RoundingMode.CEILING) : interval.low();
    var high = counted ? interval.high().setScale(0, RoundingMode.FLOOR) : interval.high();
    var from = Numbers.like(model, low);
    var to = Numbers.like(model, high);
    return from.equals(to) ? from : from + "至" + to;
  }

  private Finding inferred(Reading masked, String range) {
    var words = masked.figure().quantity();
    var sum = new Sum(expression(), words, range);
    return Rule.finding(
        rule,
        Severity.INFO,
        Verdict.INFERABLE,
        sum,
        new Words(
            "“" + words + "”可由其余两数推算为" + range + "。",
            "The masked figure follows from the other two: " + range + "."),
        List.of(part, whole, rate));
  }

  private @Nullable Finding compare() {
    var parts = Interval.of(part);
    var wholes = Interval.of(whole);
    var rates = Interval.of(rate);
    var wholeValue = whole.value();
    if (part.value() == null
        || rate.value() == null
        || wholeValue == null
        || wholeValue.signum() <= 0
        || parts == null
        || wholes == null
        || rates == null
        || wholes.low().signum() <= 0) {
      return null;
    }
    var exact = part.value().movePointRight(2).divide(wholeValue, MathContext.DECIMAL64);
    return compare(exact, parts.percentOf(wholes).meets(rates));
  }

  private Finding compare(BigDecimal exact, boolean possible) {
    int places = Math.max(0, rate.quantity().step().scale());
    var halfUp = exact.setScale(places, RoundingMode.HALF_UP);
    var truncated = exact.setScale(places, RoundingMode.DOWN);
    var printed = rate.value();
    boolean bounded = rate.quantity().approx() != null;
    var right = halfUp.toPlainString() + "%";
    if (halfUp.compareTo(printed) == 0) {
      return finding(
          Severity.INFO, Verdict.OK, right, new Words("四舍五入后相符。", "Agrees, rounded half up."));
    }
    if (truncated.compareTo(printed) == 0) {
      return finding(
          Severity.WARNING,
          Verdict.MISMATCH,
          right,
          new Words(
              "文中为截断取整，四舍五入应为" + right + "。",
              "The printed figure is truncated; rounded half up it is " + right + "."));
    }
    if (possible || bounded) {
      return finding(
          Severity.INFO,
          Verdict.OK,
          right,
          new Words(
              "按文中所印之数为" + right + "，由未取整的原数可得文中比率。",
              "The printed figures give " + right + "; unrounded ones can give the printed rate."));
    }
    return finding(
        Severity.ERROR,
        Verdict.MISMATCH,
        right,
        new Words(
            "按文中数据应为" + right + "，四舍五入与截断均得不出" + rate.figure().quantity() + "。",
            "The figures give "
                + right
                + "; neither rounding nor truncation explains the printed rate."));
  }

  private Finding finding(Severity severity, Verdict verdict, String computed, Words words) {
    var sum = new Sum(expression(), rate.figure().quantity(), computed);
    return Rule.finding(rule, severity, verdict, sum, words, List.of(part, whole, rate));
  }

  private String expression() {
    return part.figure().quantity()
        + " ÷ "
        + whole.figure().quantity()
        + " = "
        + rate.figure().quantity();
  }
}
