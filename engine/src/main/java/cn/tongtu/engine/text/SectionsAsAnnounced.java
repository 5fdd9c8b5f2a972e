package cn.tongtu.engine.text;

import cn.tongtu.engine.text.Finding.Severity;
import cn.tongtu.engine.text.Finding.Verdict;
import java.util.ArrayList;
import java.util.List;

/** A heading that announces its sections has as many (章节数): 下半年6项重点工作. */
final class SectionsAsAnnounced implements Rule {
  private static final String ID = "list.sections";
  private static final List<String> NOUNS =
      List.of("工作", "亮点", "任务", "举措", "措施", "方面", "重点", "行动", "抓手", "做法");

  @Override
  public List<Finding> check(ReadText text) {
    var findings = new ArrayList<Finding>();
    var headings = text.layout().headings;
    int next = 0;
    for (int i = 0; i < headings.size(); i++) {
      var heading = headings.get(i);
      var announced = new ArrayList<Reading>();
      for (;
          next < text.readings().size() && text.readings().get(next).from() < heading.to();
          next++) {
        var reading = text.readings().get(next);
        if (reading.from() >= heading.from() && announces(text, reading, heading)) {
          announced.add(reading);
        }
      }
      int children = announced.size() == 1 ? children(headings, i) : 0;
      if (children > 1 && announced.getFirst().value() != null) {
        findings.add(judge(announced.getFirst(), children));
      }
    }
    return findings;
  }

  private static boolean announces(ReadText text, Reading reading, Heading heading) {
    var after = text.between(reading.to(), Math.min(heading.to(), reading.to() + 6));
    var unit = reading.quantity().unit();
    boolean listed = unit.equals("项") || unit.equals("个");
    return listed
        && reading.quantity().approx() == null
        && NOUNS.stream().anyMatch(after::contains);
  }

  private static int children(List<Heading> headings, int parent) {
    int level = headings.get(parent).level();
    int count = 0;
    int childLevel = 0;
    for (int i = parent + 1; i < headings.size() && headings.get(i).level() > level; i++) {
      childLevel = childLevel == 0 ? headings.get(i).level() : childLevel;
      count += headings.get(i).level() == childLevel ? 1 : 0;
    }
    return count;
  }

  private static Finding judge(Reading reading, int children) {
    var value = reading.value();
    boolean holds = value != null && value.intValue() == children;
    var sum =
        new Sum(
            "小节数 = " + reading.figure().quantity(), reading.figure().quantity(), children + "节");
    return holds
        ? Rule.finding(
            ID,
            Severity.INFO,
            Verdict.OK,
            sum,
            new Words("小节数与标题所称相符。", "There are as many sections as announced."),
            List.of(reading))
        : Rule.finding(
            ID,
            Severity.ERROR,
            Verdict.MISMATCH,
            sum,
            new Words(
                "标题称" + reading.figure().quantity() + "，正文有" + children + "节。",
                "The heading announces another number of sections than the "
                    + children
                    + " written."),
            List.of(reading));
  }
}
