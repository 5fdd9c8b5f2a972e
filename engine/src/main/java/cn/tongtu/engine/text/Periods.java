package cn.tongtu.engine.text;

import java.util.List;

/** Follows which period (时段) figures belong to: sentence first, then paragraph, then headings. */
final class Periods {
  private static final List<String> COMPARED = List.of("较", "比", "与", "相比", "高于", "低于");

  private final Letters text;
  private Layout.Context context;
  private String paragraph = "";
  private String sentence = "";
  private int year;

  Periods(Letters text, Layout.Context context) {
    this.text = text;
    this.context = context;
    this.year = context.year();
  }

  void context(Layout.Context next) {
    context = next;
    paragraph();
  }

  void paragraph() {
    paragraph = "";
    sentence = "";
    year = context.year();
  }

  void sentence() {
    sentence = "";
  }

  int year() {
    return year;
  }

  void meet(DatePhrase date) {
    if (text.anyEndsAt(date.from(), COMPARED)) {
      return;
    }
    if (date.year() > 0) {
      year = date.year();
    }
    var words = text.slice(date.from(), date.to()).replace(" ", "");
    boolean until =
        text.endsAt(date.from(), "截至")
            || text.endsAt(date.from(), "截止")
            || text.endsAt(date.from(), "截止到")
            || text.endsAt(date.from(), "截至到");
    sentence = (until ? "截至" : "") + dated(date, words);
    if (paragraph.isEmpty()) {
      paragraph = sentence;
    }
  }

  private String dated(DatePhrase date, String words) {
    int base = context.year();
    return switch (words) {
      case "今年", "全年", "本年度", "全年度" -> base > 0 ? base + "年" : words;
      case "去年", "上年" -> base > 0 ? base - 1 + "年" : words;
      case "明年" -> base > 0 ? base + 1 + "年" : words;
      default -> date.year() == 0 && year > 0 ? year + "年" + words : words;
    };
  }

  String current() {
    if (!sentence.isEmpty()) {
      return sentence;
    }
    if (!paragraph.isEmpty()) {
      return paragraph;
    }
    return (context.year() > 0 ? context.year() + "年" : "") + context.stretch();
  }
}
