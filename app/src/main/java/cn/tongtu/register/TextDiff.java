package cn.tongtu.register;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What differs between two texts, line by line (文本对比). */
final class TextDiff {
  private TextDiff() {}

  enum Kind {
    SAME(" "),
    GONE("−"),
    NEW("+");

    final String sign;

    Kind(String sign) {
      this.sign = sign;
    }
  }

  /**
   * A line of either text.
   *
   * @param number where it stands in the text that has it, the later one for what is the same
   */
  record Line(Kind kind, int number, String text) {}

  /** By the longest sequence of lines that both have. */
  static List<Line> of(String before, String after) {
    var old = before.lines().toList();
    var now = after.lines().toList();
    var common = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int k = now.size() - 1; k >= 0; k--) {
        common[i][k] =
            old.get(i).equals(now.get(k))
                ? common[i + 1][k + 1] + 1
                : Math.max(common[i + 1][k], common[i][k + 1]);
      }
    }
    var lines = new ArrayList<Line>();
    int i = 0;
    int k = 0;
    while (i < old.size() || k < now.size()) {
      if (i < old.size() && k < now.size() && old.get(i).equals(now.get(k))) {
        lines.add(new Line(Kind.SAME, k + 1, now.get(k)));
        i++;
        k++;
      } else if (k == now.size() || (i < old.size() && common[i + 1][k] >= common[i][k + 1])) {
        lines.add(new Line(Kind.GONE, i + 1, old.get(i)));
        i++;
      } else {
        lines.add(new Line(Kind.NEW, k + 1, now.get(k)));
        k++;
      }
    }
    return Collections.unmodifiableList(lines);
  }

  /** What differs with some lines around it; a gap is an empty place between. */
  static List<List<Line>> around(String before, String after, int context) {
    var all = of(before, after);
    var groups = new ArrayList<List<Line>>();
    var last = -1;
    for (int i = 0; i < all.size(); i++) {
      var near = false;
      for (int k = Math.max(0, i - context); k <= Math.min(all.size() - 1, i + context); k++) {
        near |= all.get(k).kind() != Kind.SAME;
      }
      if (near) {
        if (last != i - 1 || groups.isEmpty()) {
          groups.add(new ArrayList<>());
        }
        groups.getLast().add(all.get(i));
        last = i;
      }
    }
    return groups;
  }
}
