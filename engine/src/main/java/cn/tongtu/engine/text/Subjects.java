package cn.tongtu.engine.text;

import cn.tongtu.engine.text.TextFigure.Kind;
import java.util.List;

/**
 * Finds what a figure counts or measures: the noun after a measure word, else the words before it.
 */
final class Subjects {
  private static final int FARTHEST = 40;
  private static final int LONGEST = 24;
  private static final String BREAKS = "，。；：、（）！？\n\"";
  private static final List<String> TAILS =
      List.of(
          "分别为", "达到", "共计", "合计", "累计", "总计", "超过", "突破", "约为", "不少于", "不低于", "分别", "为", "达", "约",
          "近", "共", "至", "到", "了", "有", "仅", "已", "的", "超", "是", "逾", "等", "各");
  private static final List<String> HEADS =
      List.of(
          "目前", "其中", "已经", "已", "共", "累计", "全年", "计划", "预计", "力争", "确保", "完成了", "完成", "实现了", "实现",
          "新增", "共计", "合计", "实施", "推进", "开展", "组织", "投入", "筹措", "争取", "同时", "全市", "全县", "全区", "加快");
  private static final List<String> ENDS =
      List.of(
          "已", "正在", "均", "全部", "全面", "实现", "完成", "具备", "达到", "进行", "开工", "进入", "提前", "纳入", "获",
          "通过", "建成", "被", "上线", "投入", "更新完善", "安装", "在", "按", "开展", "施工", "为", "有", "和", "与", "及",
          "等");

  private final Letters text;

  Subjects(Letters text) {
    this.text = text;
  }

  String of(Quantity quantity, int previousEnd) {
    boolean counts = quantity.kind() == Kind.COUNT || quantity.kind() == Kind.OTHER;
    var after = counts ? after(quantity.to()) : "";
    return after.length() > 1 ? after : before(quantity.from(), previousEnd);
  }

  private String after(int end) {
    int from = text.at(end) == '的' ? end + 1 : text.skipSpaces(end);
    int to = from;
    while (to - from < LONGEST && isWord(to) && !(to > from && text.hasAny(to, ENDS))) {
      to++;
    }
    return text.hasAny(from, ENDS) ? "" : text.slice(from, to).strip();
  }

  private boolean isWord(int i) {
    return BREAKS.indexOf(text.at(i)) < 0 && !DigitNumerals.isPart(text.at(i));
  }

  private String before(int start, int previousEnd) {
    int end = trimTails(text.backSpaces(start));
    while (end > Math.max(previousEnd, start - FARTHEST) && BREAKS.indexOf(text.at(end - 1)) >= 0) {
      end = trimTails(text.backSpaces(end - 1));
    }
    int from = end;
    while (from > previousEnd && end - from < LONGEST && BREAKS.indexOf(text.at(from - 1)) < 0) {
      from--;
    }
    return text.slice(trimHeads(from, end), end).strip();
  }

  private int trimTails(int end) {
    for (int i = 0; i < 3; i++) {
      for (var tail : TAILS) {
        boolean word = tail.equals("为") && "行作认成".indexOf(text.at(end - 2)) >= 0;
        if (text.endsAt(end, tail) && !word) {
          end -= tail.length();
          break;
        }
      }
    }
    return end;
  }

  private int trimHeads(int from, int end) {
    for (int i = 0; i < 3; i++) {
      for (var head : HEADS) {
        int rest = from + head.length();
        if (text.has(from, head) && rest + 1 < end && text.at(rest) != '率') {
          from += head.length();
          break;
        }
      }
    }
    return from;
  }
}
