package cn.tongtu.engine.text;

import cn.tongtu.engine.text.Figure.Status;
import cn.tongtu.engine.text.Finding.Severity;
import cn.tongtu.engine.text.Finding.Verdict;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A rate named after a deed agrees with what was done (完成率): 计划50处，整改49处，整改率98%. */
final class RateOfDone implements Rule {
  private static final String ID = "rate.done";
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final int LONGEST_NAME = 14;
  private static final int MOST_CANDIDATES = 5;
  private static final List<String> DEEDS =
      List.of(
          "完成", "开工", "复工", "竣工", "完工", "建成", "办结", "整改", "销号", "答复", "支付", "拨付", "到位", "修复", "验收",
          "检测", "培训", "安装");
  private static final List<String> GENERIC =
      List.of(
          "完成", "实现", "计划", "目标", "任务", "年度", "总投资", "投资", "金额", "其中", "资金", "总", "额", "为", "已");

  @Override
  public List<Finding> check(ReadText text) {
    var findings = new ArrayList<Finding>();
    for (int i = 1; i < text.readings().size(); i++) {
      var rate = text.readings().get(i);
      var done = text.readings().get(i - 1);
      if (rate.isRate()
          && !done.isRate()
          && done.sentence() == rate.sentence()
          && namesDeed(text, i)) {
        var finding = judge(text, done, rate, i - 1);
        if (finding != null) {
          findings.add(finding);
        }
      }
    }
    return findings;
  }

  /** Whether the words between are ，…X率(为) and the clause in front says that X was done. */
  private static boolean namesDeed(ReadText text, int i) {
    var readings = text.readings();
    var done = readings.get(i - 1);
    var gap = text.between(done.to(), readings.get(i).from()).strip();
    int comma = gap.lastIndexOf('，');
    var name = gap.substring(comma + 1);
    int rateWord = name.lastIndexOf('率');
    if (comma < 0 || rateWord < 0 || name.length() > LONGEST_NAME || name.length() - rateWord > 4) {
      return false;
    }
    int from = Math.max(done.from() - 20, i > 1 ? readings.get(i - 2).to() : 0);
    var clause = text.between(from, done.from()) + gap.substring(0, comma);
    var noun = name.substring(0, rateWord);
    return DEEDS.stream().anyMatch(deed -> noun.endsWith(deed) && clause.contains(deed));
  }

  private static @Nullable Finding judge(ReadText text, Reading done, Reading rate, int index) {
    var likely = likelyWhole(text, done, rate, index);
    var whole = likely == null ? whole(text, done, index) : likely;
    return whole == null ? infer(done, rate) : new RateArithmetic(ID, done, whole, rate).judge();
  }

  /** A figure in the sentence, or of the same name further up, that makes the rate right. */
  private static @Nullable Reading likelyWhole(
      ReadText text, Reading done, Reading rate, int index) {
    var name = done.figure().subject();
    var rates = Interval.of(rate);
    var part = Interval.of(done);
    if (rates == null || part == null) {
      return null;
    }
    return text.earlierInParagraph(index).stream()
        .filter(r -> r.quantity().unit().equals(done.quantity().unit()))
        .filter(r -> r.sentence() == done.sentence() || isNamed(r, name))
        .filter(r -> r.value() != null && r.value().signum() > 0)
        .filter(r -> isWithin(part, Interval.of(r), rates))
        .findFirst()
        .orElse(null);
  }

  private static boolean isNamed(Reading reading, String name) {
    return name.length() > 1 && reading.figure().subject().startsWith(name.substring(0, 2));
  }

  private static boolean isWithin(Interval part, @Nullable Interval whole, Interval rates) {
    return whole != null && whole.low().signum() > 0 && part.percentOf(whole).meets(rates);
  }

  private static @Nullable Reading whole(ReadText text, Reading done, int index) {
    var readings = text.readings();
    if (index > 0
        && !isListed(text, index - 1)
        && isDirectlyBefore(text, readings.get(index - 1), done)) {
      return readings.get(index - 1);
    }
    var core = core(done);
    var planned =
        text.earlierInParagraph(index).stream()
            .filter(r -> r.quantity().unit().equals(done.quantity().unit()))
            .filter(r -> r.figure().status() != Status.ACTUAL)
            .filter(r -> core(r).equals(core))
            .toList();
    return planned.size() == 1 ? planned.getFirst() : null;
  }

  /** The last of several parts is no whole. */
  private static boolean isListed(ReadText text, int index) {
    var readings = text.readings();
    int from = index == 0 ? 0 : readings.get(index - 1).to();
    var gap = text.between(from, readings.get(index).from());
    return gap.contains("其中") || gap.startsWith("、");
  }

  /** 排查120处，整改118处: nothing but the deed stands between. */
  private static boolean isDirectlyBefore(ReadText text, Reading whole, Reading done) {
    var gap = text.between(whole.to(), done.from());
    boolean alike =
        whole.sentence() == done.sentence()
            && whole.quantity().unit().equals(done.quantity().unit());
    boolean short1 = gap.length() <= 8 && gap.startsWith("，") && !gap.contains("其中");
    return alike && short1 && DEEDS.stream().anyMatch(gap::contains);
  }

  private static String core(Reading reading) {
    var core = reading.figure().subject();
    for (var word : GENERIC) {
      core = core.replace(word, "");
    }
    return core;
  }

  private static @Nullable Finding infer(Reading done, Reading rate) {
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
    return Interval.isCounted(done)
        ? countable(done, rate, low, high)
        : measured(done, rate, low, high);
  }

  private static Finding countable(Reading done, Reading rate, BigDecimal low, BigDecimal high) {
    long first = low.setScale(0, RoundingMode.CEILING).longValue();
    long last = high.setScale(0, RoundingMode.CEILING).longValue() - 1;
    var unit = done.quantity().unit();
    if (last < first) {
      return finding(
          done,
          rate,
          Severity.ERROR,
          Verdict.MISMATCH,
          "",
          new Words("没有整数总数能使该比率成立。", "No whole number makes this rate."));
    }
    var candidates =
        last - first < MOST_CANDIDATES
            ? String.join(
                "、",
                IntStream.rangeClosed((int) first, (int) last).mapToObj(String::valueOf).toList())
            : first + "至" + last;
    return finding(
        done,
        rate,
        Severity.INFO,
        Verdict.INFERABLE,
        candidates + unit,
        new Words(
            "文中未写总数；按此比率，总数只能是" + candidates + unit + "。",
            "The whole is not stated; this rate allows only " + candidates + "."));
  }

  private static Finding measured(Reading done, Reading rate, BigDecimal low, BigDecimal high) {
    var range = Numbers.like(done, low) + "至" + Numbers.like(done, high);
    return finding(
        done,
        rate,
        Severity.INFO,
        Verdict.INFERABLE,
        range,
        new Words(
            "文中未写计划数；按此比率，计划数在" + range + "之间。",
            "The plan is not stated; this rate puts it between " + range + "."));
  }

  private static Finding finding(
      Reading done,
      Reading rate,
      Severity severity,
      Verdict verdict,
      String computed,
      Words words) {
    var expression = done.figure().quantity() + " ÷ ? = " + rate.figure().quantity();
    var sum = new Sum(expression, rate.figure().quantity(), computed);
    return Rule.finding(ID, severity, verdict, sum, words, Stream.of(done, rate).toList());
  }
}
