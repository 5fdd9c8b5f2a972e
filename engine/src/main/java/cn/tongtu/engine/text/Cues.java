package cn.tongtu.engine.text;

import cn.tongtu.engine.text.TextFigure.Kind;
import cn.tongtu.engine.text.TextFigure.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Follows the words of a sentence that say whether its figures are planned or done. */
final class Cues {
  private static final List<String> PLANNING =
      List.of(
          "计划", "预计", "力争", "确保", "拟于", "拟在", "拟新", "拟建设", "拟实施", "拟完成", "拟投", "拟对", "预期", "打算",
          "将于", "将在", "将继续", "将完成", "将实现", "将新", "将达", "将建", "争取年", "争取在", "争取完成", "争取实现", "争取开工",
          "争取早", "争取全", "争取到2", "力求", "谋划推进", "要完成", "要实现", "应完成", "需完成");
  private static final List<String> DOING =
      List.of("已", "目前", "截至", "截止", "累计", "完成了", "实现了", "实际", "共完成", "现有");
  private static final List<String> DONE_IN_A_PLAN = List.of("已", "目前", "截至目前", "累计完成");
  private static final List<String> ESTIMATES = List.of("概算", "估算");
  private static final List<String> GOALS = List.of("目标", "任务", "任务数", "年度计划", "指标", "目标值", "任务量");
  private static final String FILLERS = "金额值数为是约共总：:的达";
  private static final Map<Character, List<String>> PLANNING_BY_LETTER = index(PLANNING);
  private static final Map<Character, List<String>> DOING_BY_LETTER = index(DOING);
  private static final Map<Character, List<String>> DONE_BY_LETTER = index(DONE_IN_A_PLAN);

  private final Letters text;
  private boolean planChapter;
  private Status status = Status.ACTUAL;
  private boolean byPlanWord;
  private int plannedAt;

  Cues(Letters text) {
    this.text = text;
  }

  private static Map<Character, List<String>> index(List<String> words) {
    var index = new HashMap<Character, List<String>>();
    for (var word : words) {
      index.merge(word.charAt(0), List.of(word), Cues::concat);
    }
    return index;
  }

  private static List<String> concat(List<String> a, List<String> b) {
    return Stream.concat(a.stream(), b.stream()).toList();
  }

  void sentence(boolean plan) {
    planChapter = plan;
    status = plan ? Status.PLAN : Status.ACTUAL;
    byPlanWord = false;
  }

  void pass(int i) {
    char c = text.at(i);
    var doing = planChapter ? DONE_BY_LETTER : DOING_BY_LETTER;
    if (isAny(doing, c, i)) {
      status = Status.ACTUAL;
      byPlanWord = false;
    } else if (isAny(PLANNING_BY_LETTER, c, i) && !isName(i)) {
      status = Status.PLAN;
      byPlanWord = text.has(i, "计划");
      plannedAt = i;
    }
  }

  /** 计划12亿元，1-9月完成9亿元: a stretch of time in a later clause reports. */
  void meetPeriod(int at) {
    boolean laterClause = text.slice(Math.max(plannedAt, at - 60), at).indexOf('，') >= 0;
    if (!planChapter && status == Status.PLAN && laterClause) {
      status = Status.ACTUAL;
      byPlanWord = false;
    }
  }

  private boolean isAny(Map<Character, List<String>> index, char c, int i) {
    var words = index.get(c);
    return words != null && text.hasAny(i, words);
  }

  /** 行动计划, 计划外 and 模拟 plan nothing. */
  private boolean isName(int i) {
    return text.has(i, "计划外") || text.has(i, "计划》") || text.endsAt(i, "行动") || text.endsAt(i, "模");
  }

  Status of(Quantity quantity) {
    int before = text.backSpaces(quantity.from());
    if (quantity.kind() == Kind.RATE) {
      boolean share = byPlanWord && "的为率达占%".indexOf(text.at(before - 1)) >= 0;
      return share && !planChapter ? Status.ACTUAL : status;
    }
    int end = before;
    while (before - end < 6 && FILLERS.indexOf(text.at(end - 1)) >= 0) {
      end--;
    }
    var near = text.slice(before - 6, before);
    if (quantity.kind() == Kind.AMOUNT && ESTIMATES.stream().anyMatch(near::contains)) {
      return Status.PLAN;
    }
    boolean relative = text.at(before - 1) == '的' && end == before - 1;
    return text.anyEndsAt(end, GOALS) && !relative ? Status.TARGET : status;
  }
}
