package cn.tongtu.engine.text;

import cn.tongtu.engine.text.DatePhrase.Part;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads dates and stretches of time: 2023年10月底前, 1-6月, X月XX日, 上半年, 年底. */
final class DateReader {
  private static final List<String> STRETCHES =
      List.of(
          "上半年", "下半年", "前三季度", "前三个季度", "全年", "今年", "去年", "明年", "上年", "本年度", "全年度", "第一季度", "第二季度",
          "第三季度", "第四季度", "一季度", "二季度", "三季度", "四季度", "第1季度", "第2季度", "第3季度", "第4季度", "1季度", "2季度",
          "3季度", "4季度");
  private static final List<String> HOLIDAYS =
      List.of("元旦", "春节", "国庆节", "国庆", "五一", "十一", "中秋", "清明", "汛期", "春运");

  private final Letters text;
  private final int from;
  private int at;
  private int year;
  private int month;
  private int day;
  private boolean span;
  private Part part = Part.WHOLE;

  private DateReader(Letters text, int from) {
    this.text = text;
    this.from = from;
    this.at = from;
  }

  /** The date at i, or null. */
  static @Nullable DatePhrase read(Letters text, int i) {
    char c = text.at(i);
    if (Letters.isLatin(text.at(i - 1)) || (text.at(i - 1) == '.' && Letters.isDigit(c))) {
      return null;
    }
    return new DateReader(text, i).read();
  }

  private @Nullable DatePhrase read() {
    boolean named = dotted() || yearMonthDay();
    if (stretch()) {
      named = true;
    } else if (named) {
      part();
    }
    if (!named && !bareEnd() && !holiday()) {
      return null;
    }
    boolean deadline = isBefore();
    return new DatePhrase(from, at, year, month, day, part, span, deadline);
  }

  private boolean yearMonthDay() {
    boolean year = year();
    boolean month = months();
    return days() || year || month;
  }

  private boolean isBefore() {
    if (span && month == 0 && part == Part.WHOLE && year == 0) {
      return false;
    }
    int i = text.skipSpaces(at);
    for (var word : List.of("之前", "以前", "前")) {
      if (text.has(i, word) && "期三景进后往列提台沿两置瞻述".indexOf(text.at(i + word.length())) < 0) {
        at = i + word.length();
        return true;
      }
    }
    return false;
  }

  /** 2023.6.30, 2023-06-30, 2023/6/30 and 2021-2035 without 年. */
  private boolean dotted() {
    int y = DateDigits.digits(text, at, 4);
    if (y != 4 || !DateDigits.isYear(text, at)) {
      return false;
    }
    char mark = text.at(at + 4);
    int next = at + 5;
    int m = DateDigits.digits(text, next, 4);
    if (mark == '-' && m == 4 && DateDigits.isYear(text, next)) {
      return yearRange(next + 4);
    }
    int d = DateDigits.digits(text, next + m + 1, 2);
    if (".-/".indexOf(mark) < 0 || m < 1 || m > 2 || text.at(next + m) != mark || d < 1) {
      return false;
    }
    year = DateDigits.number(text, at, at + 4);
    month = DateDigits.number(text, next, next + m);
    day = DateDigits.number(text, next + m + 1, next + m + 1 + d);
    if (month < 1 || month > 12 || day < 1 || day > 31) {
      year = month = day = 0;
      return false;
    }
    at = next + m + 1 + d;
    return true;
  }

  private boolean yearRange(int end) {
    span = true;
    year = DatePhrase.MASKED;
    at = text.at(text.skipSpaces(end)) == '年' ? text.skipSpaces(end) + 1 : end;
    return true;
  }

  private boolean year() {
    int length = DateDigits.digits(text, at, 4);
    int hanzi = DateDigits.hanziYear(text, at);
    int nian = text.skipSpaces(at + (hanzi > 0 ? 4 : length));
    if (hanzi == 0 && length == 4 && "-至/".indexOf(text.at(nian)) >= 0) {
      int next = text.skipSpaces(nian + 1);
      int second = DateDigits.digits(text, next, 4);
      if (second == 4 && text.at(text.skipSpaces(next + second)) == '年') {
        return yearRange(next + second);
      }
    }
    if (text.at(nian) != '年' || !(hanzi > 0 || namesYear(length, nian))) {
      return false;
    }
    year = hanzi > 0 ? hanzi : DateDigits.number(text, at, at + length);
    year = year > 0 && year < 100 ? 2000 + year : year;
    at = nian + 1;
    boolean to = "-至".indexOf(text.at(at)) >= 0 && DateDigits.digits(text, at + 1, 4) == 4;
    if (to && text.at(text.skipSpaces(at + 5)) == '年') {
      return yearRange(at + 5);
    }
    if (text.at(at) == '度') {
      at++;
    }
    return true;
  }

  private boolean namesYear(int length, int nian) {
    boolean masked = text.at(at) == 'X';
    if (length == 4) {
      return DateDigits.isYear(text, at);
    }
    int next = text.skipSpaces(nian + 1);
    if (masked) {
      var count = new Numeral(nian, null, BigDecimal.ONE, Numeral.Script.MASK, null);
      return length >= 1 && text.at(nian + 1) != '来' && !Years.last(text, count, at, nian);
    }
    return length == 2
        && DateDigits.digits(text, next, 2) > 0
        && "月".indexOf(text.at(next + DateDigits.digits(text, next, 2))) >= 0;
  }

  private boolean months() {
    int first = text.skipSpaces(at);
    int length = DateDigits.monthLength(text, first);
    if (length == 0) {
      return false;
    }
    int i = text.skipSpaces(first + length);
    boolean yue = text.at(i) == '月';
    int joint = yue ? text.skipSpaces(i + 1) : i;
    if ("-至到".indexOf(text.at(joint)) >= 0) {
      int second = text.skipSpaces(joint + 1);
      int more = DateDigits.monthLength(text, second);
      int end = text.skipSpaces(second + more);
      if (more > 0 && text.at(end) == '月') {
        span = true;
        month = DateDigits.monthAt(text, second, more);
        at = end + 1;
        skip("份");
        return true;
      }
    }
    if (!yue) {
      return false;
    }
    month = DateDigits.monthAt(text, first, length);
    at = i + 1;
    skip("份");
    return true;
  }

  private boolean days() {
    if (month == 0) {
      return false;
    }
    int first = text.skipSpaces(at);
    int length = DateDigits.digits(text, first, 3);
    int i = text.skipSpaces(first + length);
    if (length > 0 && text.at(i) == '-') {
      int more = DateDigits.digits(text, i + 1, 2);
      i = more > 0 ? i + 1 + more : i;
      span = more > 0;
    }
    if (length == 0 || (text.at(i) != '日' && text.at(i) != '号')) {
      return false;
    }
    day = DateDigits.number(text, first, first + length);
    day = day > 31 ? DatePhrase.MASKED : day;
    at = i + 1;
    return true;
  }

  private boolean stretch() {
    int i = text.skipSpaces(at);
    for (var word : STRETCHES) {
      if (text.has(i, word) && (at == from || !word.startsWith("全年") || year != 0)) {
        at = i + word.length();
        span = true;
        return true;
      }
    }
    return false;
  }

  private void part() {
    int i = text.skipSpaces(at);
    for (var word : List.of("上旬", "中旬", "下旬", "底", "末", "初")) {
      if (text.has(i, word) && !(word.equals("初") && text.at(i + 1) == '步')) {
        at = i + word.length();
        part =
            switch (word) {
              case "上旬" -> Part.FIRST_TEN_DAYS;
              case "中旬" -> Part.MIDDLE_TEN_DAYS;
              case "下旬" -> Part.LAST_TEN_DAYS;
              case "初" -> Part.START;
              default -> Part.END;
            };
        return;
      }
    }
  }

  private boolean bareEnd() {
    if (!text.has(at, "年底") && !text.has(at, "年末")) {
      return false;
    }
    part = Part.END;
    at += 2;
    return true;
  }

  private boolean holiday() {
    for (var word : HOLIDAYS) {
      if (text.has(at, word)
          && text.at(at + word.length()) == '前'
          && "后期".indexOf(text.at(at + word.length() + 1)) < 0) {
        at += word.length();
        month = DatePhrase.MASKED;
        return true;
      }
    }
    return false;
  }

  private void skip(String word) {
    if (text.has(at, word)) {
      at += word.length();
    }
  }
}
