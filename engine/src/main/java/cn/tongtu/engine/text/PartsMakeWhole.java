package cn.tongtu.engine.text;

import cn.tongtu.engine.text.Finding.Severity;
import cn.tongtu.engine.text.Finding.Verdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Parts make up their whole (分项合计): 共计45个，其中续建10个、新建35个. */
final class PartsMakeWhole implements Rule {
  private static final String ID = "sum.parts";

  @Override
  public List<Finding> check(ReadText text) {
    var findings = new ArrayList<Finding>();
    var readings = text.readings();
    for (int first = 1; first < readings.size(); first++) {
      var list = PartList.startingAt(text, first);
      if (list != null) {
        var finding = judge(list);
        if (finding != null) {
          findings.add(finding);
        }
      }
    }
    return findings;
  }

  private static @Nullable Finding judge(PartList list) {
    var masked = list.masked();
    if (!masked.isEmpty()) {
      return masked.size() == 1 && list.isComplete() ? infer(list, masked.getFirst()) : null;
    }
    for (int size = list.parts().size(); size >= 2; size--) {
      var some = list.firstParts(size);
      if (sum(some).compareTo(value(list.whole())) == 0) {
        return agrees(list, some);
      }
    }
    return list.parts().size() < 2 ? null : differs(list);
  }

  private static Finding agrees(PartList list, List<Reading> parts) {
    return Rule.finding(
        ID,
        Severity.INFO,
        Verdict.OK,
        sum(list, parts),
        new Words("分项之和与总数相符。", "The parts add up to the whole."),
        list.places(parts));
  }

  private static @Nullable Finding differs(PartList list) {
    var parts = list.parts();
    var whole = Interval.of(list.whole());
    var total = total(parts);
    if (whole == null || total == null || !list.isTight()) {
      return null;
    }
    var difference = sum(parts).subtract(value(list.whole()));
    var by = Numbers.like(list.whole(), difference.abs());
    if (total.meets(whole)) {
      return Rule.finding(
          ID,
          Severity.INFO,
          Verdict.OK,
          sum(list, parts),
          new Words(
              "分项之和与总数相差" + by + "，在各数取整或“余”数允许的范围内。",
              "The parts differ from the whole by "
                  + by
                  + ", which rounding of the printed figures allows."),
          list.places(parts));
    }
    boolean over = difference.signum() > 0;
    boolean certain = over || list.isTotal() || (list.isComplete() && isSmall(difference, list));
    return Rule.finding(
        ID,
        certain ? Severity.ERROR : Severity.WARNING,
        certain ? Verdict.MISMATCH : Verdict.AMBIGUOUS,
        sum(list, parts),
        over
            ? new Words("分项之和比总数多" + by + "。", "The parts exceed the whole by " + by + ".")
            : certain
                ? new Words(
                    "分项之和比总数少" + by + "。", "The parts fall short of the whole by " + by + ".")
                : new Words(
                    "分项之和比总数少" + by + "；若所列分项齐全，则与总数不符。",
                    "The parts fall short of the whole by "
                        + by
                        + ", a contradiction if the list is complete."),
        list.places(parts));
  }

  /** A slip is small; what is missing by more than a tenth was more likely left out. */
  private static boolean isSmall(BigDecimal difference, PartList list) {
    return difference.abs().compareTo(value(list.whole()).movePointLeft(1)) <= 0;
  }

  private static @Nullable Finding infer(PartList list, Reading masked) {
    boolean wholeMasked = list.whole().value() == null;
    var known = list.parts().stream().filter(part -> part.value() != null).toList();
    var sum = sum(known);
    var value = wholeMasked ? sum : value(list.whole()).subtract(sum);
    if (value.signum() < 0 || known.stream().anyMatch(r -> r.quantity().approx() != null)) {
      return null;
    }
    var computed = Numbers.like(wholeMasked ? known.getFirst() : list.whole(), value);
    return Rule.finding(
        ID,
        Severity.INFO,
        Verdict.INFERABLE,
        new Sum(expression(list, list.parts()), masked.figure().quantity(), computed),
        new Words(
            "“" + masked.figure().quantity() + "”可由其余各数推算为" + computed + "（所列分项须齐全）。",
            "If the list is complete, the masked figure is " + computed + "."),
        list.places(list.parts()));
  }

  private static Sum sum(PartList list, List<Reading> parts) {
    return new Sum(
        expression(list, parts),
        list.whole().figure().quantity(),
        Numbers.like(list.whole(), sum(parts)));
  }

  private static String expression(PartList list, List<Reading> parts) {
    var terms = parts.stream().map(part -> part.figure().quantity()).toList();
    return String.join(" + ", terms) + " = " + list.whole().figure().quantity();
  }

  private static BigDecimal value(Reading reading) {
    return Objects.requireNonNull(reading.value());
  }

  private static BigDecimal sum(List<Reading> parts) {
    return parts.stream().map(PartsMakeWhole::value).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static @Nullable Interval total(List<Reading> parts) {
    var total = new Interval(BigDecimal.ZERO, BigDecimal.ZERO);
    for (var part : parts) {
      var one = Interval.of(part);
      if (one == null) {
        return null;
      }
      total = total.plus(one);
    }
    return total;
  }
}
