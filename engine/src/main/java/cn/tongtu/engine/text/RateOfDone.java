package cn.tongtu.engine.text;

import cn.tongtu.engine.text.TextFigure.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rate named after a deed agrees with what was done (完成率): 计划50处，整改49处，整改率98%. */
final class RateOfDone implements Rule {
  private static final String ID = "rate.done";
  private static final int LONGEST_NAME = 14;
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
    return whole == null
        ? new MissingWhole(ID, done, rate).infer()
        : new RateArithmetic(ID, done, whole, rate).judge();
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
}
