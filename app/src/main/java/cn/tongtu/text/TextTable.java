package cn.tongtu.text;

import cn.tongtu.engine.text.Finding;
import cn.tongtu.engine.text.TextCheck;
import cn.tongtu.engine.text.TextFigure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Figures and findings for people, in columns that hold on a terminal. */
final class TextTable {
  private static final int WIDEST = 30;
  private static final int AROUND = 14;

  private final int[] text;
  private final int[] lineStarts;

  TextTable(String text) {
    this.text = text.codePoints().toArray();
    var starts = new ArrayList<Integer>(List.of(0));
    for (int i = 0; i < this.text.length; i++) {
      if (this.text[i] == '\n') {
        starts.add(i + 1);
      }
    }
    this.lineStarts = starts.stream().mapToInt(Integer::intValue).toArray();
  }

  String figures(List<TextFigure> figures) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("位置", "原文", "数值", "单位", "对象", "时段", "性质"));
    for (var figure : figures) {
      rows.add(
          List.of(
              place(figure.start()),
              figure.quantity(),
              value(figure),
              figure.unit(),
              figure.subject(),
              figure.period(),
              status(figure.status())));
    }
    return columns(rows) + "共 " + figures.size() + " 项数据\n";
  }

  String check(TextCheck check) {
    var out = new StringBuilder();
    for (var finding : check.findings()) {
      out.append(mark(finding)).append("  ").append(finding.rule()).append('\n');
      for (var span : finding.spans()) {
        out.append("  ").append(pad(place(span.start()), 9)).append(excerpt(span)).append('\n');
      }
      out.append("  算式 ").append(finding.expression()).append('\n');
      out.append("  ").append(finding.explanation()).append("\n  ");
      out.append(finding.english()).append("\n\n");
    }
    long wrong = count(check, Finding.Verdict.MISMATCH);
    return out.append("数据 ")
        .append(check.figures().size())
        .append(" 项；不符 ")
        .append(wrong)
        .append("，存疑 ")
        .append(count(check, Finding.Verdict.AMBIGUOUS))
        .append("，可推算 ")
        .append(count(check, Finding.Verdict.INFERABLE))
        .append("，相符 ")
        .append(count(check, Finding.Verdict.OK))
        .append("\n")
        .toString();
  }

  private static long count(TextCheck check, Finding.Verdict verdict) {
    return check.findings().stream().filter(f -> f.verdict() == verdict).count();
  }

  private static String mark(Finding finding) {
    return switch (finding.verdict()) {
      case OK -> "✓ 相符";
      case MISMATCH -> "✗ 不符";
      case INFERABLE -> "→ 可推算";
      case AMBIGUOUS -> "? 存疑";
    };
  }

  private static String status(TextFigure.Status status) {
    return switch (status) {
      case ACTUAL -> "实际";
      case PLAN -> "计划";
      case TARGET -> "目标";
    };
  }

  private static String value(TextFigure figure) {
    if (figure.date() != null) {
      return figure.date();
    }
    BigDecimal value = figure.value();
    var approx = figure.approx();
    var number = value == null ? "（缺）" : value.toPlainString();
    return (approx == null ? "" : approx.sign()) + number;
  }

  private String place(int offset) {
    int line = lineOf(offset);
    return (line + 1) + ":" + (offset - lineStarts[line] + 1);
  }

  private int lineOf(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found : -found - 2;
  }

  private String excerpt(Finding.Place span) {
    int from = Math.max(lineStarts[lineOf(span.start())], span.start() - AROUND);
    int next = lineOf(span.end()) + 1;
    int lineEnd = next < lineStarts.length ? lineStarts[next] - 1 : text.length;
    int to = Math.min(lineEnd, span.end() + AROUND);
    return clean(from, span.start())
        + "【"
        + clean(span.start(), span.end())
        + "】"
        + clean(span.end(), to);
  }

  private String clean(int from, int to) {
    return new String(text, from, to - from).lines().reduce("", (a, b) -> a + b);
  }

  private static String columns(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (var row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(cut(row.get(i))));
      }
    }
    var out = new StringBuilder();
    for (var row : rows) {
      for (int i = 0; i < widths.length; i++) {
        out.append(i == widths.length - 1 ? cut(row.get(i)) : pad(cut(row.get(i)), widths[i] + 2));
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static String cut(String cell) {
    var one = cell.replace('\n', ' ').replace('\r', ' ');
    if (width(one) <= WIDEST) {
      return one;
    }
    int end = one.length();
    while (width(one.substring(0, end)) > WIDEST - 2) {
      end = one.offsetByCodePoints(end, -1);
    }
    return one.substring(0, end) + "…";
  }

  private static String pad(String cell, int width) {
    return cell + " ".repeat(Math.max(1, width - width(cell)));
  }

  /** Columns a terminal gives a text: two for a Chinese or full-width letter. */
  static int width(String cell) {
    return cell.codePoints().map(TextTable::width).sum();
  }

  private static int width(int c) {
    boolean wide =
        (c >= 0x1100 && c <= 0x115f)
            || (c >= 0x2e80 && c <= 0xa4cf)
            || (c >= 0xac00 && c <= 0xd7a3)
            || (c >= 0xf900 && c <= 0xfaff)
            || (c >= 0xfe30 && c <= 0xfe6f)
            || (c >= 0xff00 && c <= 0xff60)
            || (c >= 0xffe0 && c <= 0xffe6)
            || (c >= 0x20000 && c <= 0x3fffd);
    return wide ? 2 : 1;
  }
}
