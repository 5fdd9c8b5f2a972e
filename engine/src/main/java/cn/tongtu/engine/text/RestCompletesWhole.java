package cn.tongtu.engine.text;

import cn.tongtu.engine.text.Finding.Severity;
import cn.tongtu.engine.text.Finding.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is done and what remains make up the whole (余数): 3处，已完成2处，剩余1处. */
final class RestCompletesWhole implements Rule {
  private static final String ID = "sum.rest";
  private static final List<String> RESTS = List.of("剩余", "其余", "尚余", "还剩", "余下", "剩下");

  @Override
  public List<Finding> check(ReadText text) {
    var findings = new ArrayList<Finding>();
    var readings = text.readings();
    for (int i = 2; i < readings.size(); i++) {
      var rest = readings.get(i);
      var done = readings.get(i - 1);
      var whole = readings.get(i - 2);
      boolean alike = Stream.of(done, whole).allMatch(r -> isAlike(r, rest));
      if (alike && RESTS.stream().anyMatch(text.between(done.to(), rest.from())::contains)) {
        boolean only = i < 3 || !isAlike(readings.get(i - 3), rest);
        var finding = judge(whole, done, rest, only);
        if (finding != null) {
          findings.add(finding);
        }
      }
    }
    return findings;
  }

  private static boolean isAlike(Reading reading, Reading rest) {
    return reading.sentence() == rest.sentence()
        && reading.quantity().unit().equals(rest.quantity().unit());
  }

  private static @Nullable Finding judge(Reading whole, Reading done, Reading rest, boolean only) {
    var all = List.of(whole, done, rest);
    if (all.stream().anyMatch(r -> r.quantity().approx() != null)) {
      return null;
    }
    var w = whole.value();
    var d = done.value();
    var r = rest.value();
    if (w != null && d != null && r != null) {
      boolean holds = d.add(r).compareTo(w) == 0;
      if (!holds && !only) {
        return null;
      }
      var sum = new Sum(expression(all), whole.figure().quantity(), Numbers.like(whole, d.add(r)));
      return holds
          ? Rule.finding(
              ID,
              Severity.INFO,
              Verdict.OK,
              sum,
              new Words("已完成数与剩余数之和等于总数。", "Done and remaining add up to the whole."),
              all)
          : Rule.finding(
              ID,
              Severity.ERROR,
              Verdict.MISMATCH,
              sum,
              new Words(
                  "已完成数与剩余数之和为" + sum.computed() + "，与总数不等。",
                  "Done and remaining make " + sum.computed() + ", not the whole."),
              all);
    }
    return infer(all);
  }

  private static @Nullable Finding infer(List<Reading> all) {
    var masked = all.stream().filter(reading -> reading.value() == null).toList();
    var known = all.stream().filter(reading -> reading.value() != null).toList();
    if (masked.size() != 1) {
      return null;
    }
    var first = Objects.requireNonNull(known.get(0).value());
    var second = Objects.requireNonNull(known.get(1).value());
    boolean wholeMasked = all.getFirst().value() == null;
    var value = wholeMasked ? first.add(second) : first.subtract(second);
    if (value.signum() < 0) {
      return null;
    }
    var words = masked.getFirst().figure().quantity();
    var computed = Numbers.like(known.getFirst(), value);
    return Rule.finding(
        ID,
        Severity.INFO,
        Verdict.INFERABLE,
        new Sum(expression(all), words, computed),
        new Words(
            "“" + words + "”可由其余两数推算为" + computed + "。",
            "The masked figure follows from the others: " + computed + "."),
        all);
  }

  private static String expression(List<Reading> all) {
    return all.get(1).figure().quantity()
        + " + "
        + all.get(2).figure().quantity()
        + " = "
        + all.get(0).figure().quantity();
  }
}
