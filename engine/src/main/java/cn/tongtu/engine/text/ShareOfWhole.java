package cn.tongtu.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A share agrees with its part and its whole (占比): X占Y的Z%, 完成X，为年度计划Y的Z%. */
final class ShareOfWhole implements Rule {
  private static final String ID = "rate.share";
  private static final List<String> LINKS = List.of("占", "为", "是", "完成", "达到", "达");
  private static final int FARTHEST = 30;

  @Override
  public List<Finding> check(ReadText text) {
    var findings = new ArrayList<Finding>();
    for (int i = 1; i < text.readings().size(); i++) {
      var rate = text.readings().get(i);
      if (rate.isRate()) {
        var pair = operands(text, i);
        var finding =
            pair == null ? null : new RateArithmetic(ID, pair.part, pair.whole, rate).judge();
        if (finding != null) {
          findings.add(finding);
        }
      }
    }
    return findings;
  }

  private record Operands(Reading part, Reading whole) {}

  private static @Nullable Operands operands(ReadText text, int i) {
    var readings = text.readings();
    var rate = readings.get(i);
    var before = readings.get(i - 1);
    var gap = text.between(before.to(), rate.from()).strip();
    if (gap.equals("的") && i > 1) {
      return stated(text, readings.get(i - 2), before);
    }
    return before.isRate() || before.sentence() != rate.sentence()
        ? null
        : named(text, before, i, gap);
  }

  /** The whole stands as a figure in front of 的. */
  private static @Nullable Operands stated(ReadText text, Reading part, Reading whole) {
    var gap = text.between(part.to(), whole.from());
    boolean linked = gap.length() <= FARTHEST && LINKS.stream().anyMatch(gap::contains);
    return linked && isAlike(part, whole) && part.sentence() == whole.sentence()
        ? new Operands(part, whole)
        : null;
  }

  /** The whole is named between 占 and 的 and stands as a figure further up in the paragraph. */
  private static @Nullable Operands named(ReadText text, Reading part, int i, String gap) {
    int link = gap.indexOf('占');
    if (link < 0 || link > 8 || !gap.endsWith("的")) {
      return null;
    }
    var name = gap.substring(link + 1, gap.length() - 1).strip();
    var wholes =
        text.earlierInParagraph(i).stream()
            .filter(r -> r.from() < part.from())
            .filter(r -> isAlike(part, r) && endsWithName(text, r, name))
            .toList();
    return name.length() > 1 && wholes.size() == 1 ? new Operands(part, wholes.getFirst()) : null;
  }

  private static boolean endsWithName(ReadText text, Reading reading, String name) {
    var before = text.between(reading.from() - name.length() - 3, reading.from()).strip();
    return Stream.of("", "为", "达", "约", "共", "达到", "：", "投资", "投资为", "任务", "数")
        .anyMatch(tail -> before.endsWith(name + tail));
  }

  private static boolean isAlike(Reading a, Reading b) {
    return a.quantity().unit().equals(b.quantity().unit());
  }
}
