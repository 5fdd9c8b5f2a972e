package cn.tongtu.engine.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The chapters of a document, and what a figure inherits from the headings above it. */
final class Layout {
  private static final int LEVELS = 5;
  private static final int LONGEST_HEADING = 60;
  private static final String HAN_ORDINALS = "一二三四五六七八九十";
  private static final List<String> TITLES =
      List.of("总结", "计划", "思路", "打算", "安排", "报告", "要点", "汇报");
  private static final List<String> PLANS =
      List.of(
          "计划", "思路", "打算", "工作安排", "下步", "下一步", "下阶段", "下一阶段", "明年", "来年", "目标任务", "下半年", "展望");
  private static final List<String> REVIEWS =
      List.of("总结", "回顾", "完成情况", "开展情况", "进展情况", "情况汇报", "成效");

  /**
   * What holds from a letter on.
   *
   * @param year 0 when no heading names one
   */
  record Context(int from, boolean plan, int year, String stretch) {}

  final List<Heading> headings = new ArrayList<>();
  final List<Context> contexts = new ArrayList<>();
  private final Letters text;

  Layout(Letters text) {
    this.text = text;
    findHeadings();
    inherit();
  }

  private void findHeadings() {
    for (int line = 0; line < text.length(); ) {
      int end = text.folded.indexOf('\n', line);
      end = end < 0 ? text.length() : end;
      int from = text.skipSpaces(line);
      if (from < end) {
        heading(from, end);
      }
      line = end + 1;
    }
  }

  private void heading(int from, int lineEnd) {
    int level = level(from);
    int end = from;
    while (end < lineEnd && end - from < LONGEST_HEADING && "。；\n".indexOf(text.at(end)) < 0) {
      end++;
    }
    boolean short0 = end - from < LONGEST_HEADING;
    var title = text.slice(from, end);
    boolean bare = end == lineEnd && "，：、,".indexOf(text.at(lineEnd - 1)) < 0;
    boolean isTitle = headings.isEmpty() || (bare && end - from <= 40 && anyIn(TITLES, title));
    if (level > 0 && short0) {
      headings.add(new Heading(from, end, level, title));
    } else if (level == 0 && short0 && bare && isTitle) {
      headings.add(new Heading(from, end, 0, title));
    }
  }

  private int level(int i) {
    boolean bracket = text.at(i) == '（';
    int start = bracket ? i + 1 : i;
    int end = start;
    while (end - start < 3 && HAN_ORDINALS.indexOf(text.at(end)) >= 0) {
      end++;
    }
    if (end > start) {
      return bracket && text.at(end) == '）' ? 2 : !bracket && text.at(end) == '、' ? 1 : 0;
    }
    while (end - start < 2 && Letters.isDigit(text.at(end))) {
      end++;
    }
    if (end == start) {
      return 0;
    }
    boolean point = "、.".indexOf(text.at(end)) >= 0 && !Letters.isDigit(text.at(end + 1));
    return bracket && text.at(end) == '）' ? 4 : !bracket && point ? 3 : 0;
  }

  private void inherit() {
    @Nullable Context[] stack = new Context[LEVELS];
    var root = new Context(0, false, 0, "");
    stack[0] = root;
    contexts.add(root);
    for (var heading : headings) {
      var context = under(nearest(stack, Math.max(0, heading.level() - 1), root), heading);
      stack[heading.level()] = context;
      for (int deeper = heading.level() + 1; deeper < LEVELS; deeper++) {
        stack[deeper] = null;
      }
      contexts.add(context);
    }
  }

  private static Context nearest(@Nullable Context[] stack, int level, Context root) {
    for (int i = level; i >= 0; i--) {
      var context = stack[i];
      if (context != null) {
        return context;
      }
    }
    return root;
  }

  private Context under(Context above, Heading heading) {
    var title = heading.title();
    boolean review = anyIn(REVIEWS, title);
    boolean plans = anyIn(PLANS, title) && (heading.level() <= 1 || endsPlanning(title));
    boolean plan = review ? false : plans || above.plan();
    var years = years(heading);
    int year = years.isEmpty() ? above.year() : plan ? years.getLast() : years.getFirst();
    int first = title.indexOf("上半年");
    int second = title.indexOf("下半年");
    boolean firstHalf = first >= 0 && (second < 0 || first < second);
    var stretch = firstHalf ? "上半年" : second >= 0 ? "下半年" : years.isEmpty() ? above.stretch() : "";
    return new Context(heading.from(), plan, year, stretch);
  }

  private static boolean endsPlanning(String title) {
    return Stream.of("计划", "思路", "打算", "安排").anyMatch(title::endsWith)
        || Stream.of("下步", "下一步", "下阶段", "明年").anyMatch(title::contains);
  }

  private List<Integer> years(Heading heading) {
    var years = new ArrayList<Integer>();
    for (int i = heading.from(); i < heading.to(); i++) {
      boolean four =
          Letters.isDigit(text.at(i))
              && (text.has(i, "19") || text.has(i, "20"))
              && !Letters.isDigit(text.at(i - 1));
      if (four
          && text.at(text.skipSpaces(i + 4)) == '年'
          && text.slice(i, i + 4).chars().allMatch(c -> Letters.isDigit((char) c))) {
        years.add(Integer.parseInt(text.slice(i, i + 4)));
      }
    }
    return years;
  }

  private static boolean anyIn(List<String> words, String title) {
    return words.stream().anyMatch(title::contains);
  }
}
