package cn.tongtu.engine.text;

import cn.tongtu.engine.text.Finding.Severity;
import cn.tongtu.engine.text.Finding.Verdict;
import cn.tongtu.engine.text.Rule.Sum;
import cn.tongtu.engine.text.Rule.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Works out which wholes a rate allows when the text states only what was done (反推总数). */
final class MissingWhole {
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final int MOST_CANDIDATES = 5;

  private final String rule;
  private final Reading done;
  private final Reading rate;

  MissingWhole(String rule, Reading done, Reading rate) {
    this.rule = rule;
    this.done = done;
    this.rate = rate;
  }

  @Nullable Finding infer() {
    var share = rate.value();
    var part = done.value();
    boolean bounded = done.quantity().approx() != null || rate.quantity().approx() != null;
    if (share == null
        || part == null
        || bounded
        || share.signum() <= 0
        || share.intValue() == 100) {
      return null;
    }
    var half = rate.quantity().step().multiply(HALF);
    var parts = Interval.of(done);
    if (parts == null) {
      return null;
    }
    var low = parts.low().movePointRight(2).divide(share.add(half), 6, RoundingMode.HALF_UP);
    var high =
        parts
            .high()
            .movePointRight(2)
            .divide(share.subtract(half).max(half), 6, RoundingMode.HALF_UP);
    return Interval.isCounted(done) ? countable(low, high) : measured(low, high);
  }

  private Finding countable(BigDecimal low, BigDecimal high) {
    long first = low.setScale(0, RoundingMode.CEILING).longValue();
    long last = high.setScale(0, RoundingMode.CEILING).longValue() - 1;
    var unit = done.quantity().unit();
    if (last < first) {
      return impossible();
    }
    var candidates =
        last - first < MOST_CANDIDATES
            ? String.join(
                "、", LongStream.rangeClosed(first, last).mapToObj(String::valueOf).toList())
            : first + "至" + last;
    return finding(
        Severity.INFO,
        Verdict.INFERABLE,
        candidates + unit,
        new Words(
            "文中未写总数；按此比率，总数只能是" + candidates + unit + "。",
            "The whole is not stated; this rate allows only " + candidates + "."));
  }

  /** No whole number rounds to the rate; one may still be cut off to it. */
  private Finding impossible() {
    var cut = truncatedWhole();
    return cut == null
        ? finding(
            Severity.ERROR,
            Verdict.MISMATCH,
            "",
            new Words("没有整数总数能使该比率成立。", "No whole number makes this rate."))
        : finding(
            Severity.WARNING,
            Verdict.MISMATCH,
            cut + done.quantity().unit(),
            new Words(
                "四舍五入时没有整数总数能使该比率成立；截断取整时总数为" + cut + "。",
                "No whole number rounds to this rate; " + cut + " gives it when truncated."));
  }

  private @Nullable BigDecimal truncatedWhole() {
    var share = Objects.requireNonNull(rate.value());
    var hundredfold = Objects.requireNonNull(done.value()).movePointRight(2);
    var largest = hundredfold.divide(share, 0, RoundingMode.FLOOR);
    var above = share.add(rate.quantity().step());
    return largest.signum() > 0 && hundredfold.compareTo(largest.multiply(above)) < 0
        ? largest
        : null;
  }

  private Finding measured(BigDecimal low, BigDecimal high) {
    var range = Numbers.like(done, low) + "至" + Numbers.like(done, high);
    return finding(
        Severity.INFO,
        Verdict.INFERABLE,
        range,
        new Words(
            "文中未写计划数；按此比率，计划数在" + range + "之间。",
            "The plan is not stated; this rate puts it between " + range + "."));
  }

  private Finding finding(Severity severity, Verdict verdict, String computed, Words words) {
    var expression = done.figure().quantity() + " ÷ ? = " + rate.figure().quantity();
    var sum = new Sum(expression, rate.figure().quantity(), computed);
    return Rule.finding(rule, severity, verdict, sum, words, Stream.of(done, rate).toList());
  }
}
