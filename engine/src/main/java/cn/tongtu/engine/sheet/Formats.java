package cn.tongtu.engine.sheet;

import cn.tongtu.engine.sheet.SheetCell.Format;
import cn.tongtu.engine.sheet.SheetCell.Format.Shape;
import java.util.Locale;
import java.util.Map;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.DateUtil;
import org.jspecify.annotations.Nullable;

/** What a number format says a number means. */
final class Formats {
  /**
   * Numbers that Chinese Excel and WPS give to formats which stand in no file (ECMA-376 18.8.30).
   */
  private static final Map<Integer, String> CHINESE =
      Map.ofEntries(
          Map.entry(27, "yyyy\"年\"m\"月\""),
          Map.entry(28, "m\"月\"d\"日\""),
          Map.entry(29, "m\"月\"d\"日\""),
          Map.entry(30, "m-d-yy"),
          Map.entry(31, "yyyy\"年\"m\"月\"d\"日\""),
          Map.entry(32, "h\"时\"mm\"分\""),
          Map.entry(33, "h\"时\"mm\"分\"ss\"秒\""),
          Map.entry(34, "h\"时\"mm\"分\""),
          Map.entry(35, "h\"时\"mm\"分\"ss\"秒\""),
          Map.entry(36, "yyyy\"年\"m\"月\""),
          Map.entry(50, "yyyy\"年\"m\"月\""),
          Map.entry(51, "m\"月\"d\"日\""),
          Map.entry(52, "yyyy\"年\"m\"月\""),
          Map.entry(53, "m\"月\"d\"日\""),
          Map.entry(54, "m\"月\"d\"日\""),
          Map.entry(55, "h\"时\"mm\"分\""),
          Map.entry(56, "h\"时\"mm\"分\"ss\"秒\""),
          Map.entry(57, "yyyy\"年\"m\"月\""),
          Map.entry(58, "m\"月\"d\"日\""));

  private Formats() {}

  /** The format with this number, whose code stands in the file or is known to everybody. */
  static Format of(int id, @Nullable String code, boolean since1904) {
    var known = code != null ? code : builtIn(id);
    return new Format(known, shape(id, known), since1904);
  }

  private static String builtIn(int id) {
    var chinese = CHINESE.get(id);
    var named = chinese != null ? chinese : BuiltinFormats.getBuiltinFormat(id);
    return named == null ? "General" : named;
  }

  private static Shape shape(int id, String code) {
    var bare = bare(code);
    if (bare.indexOf('%') >= 0) {
      return Shape.PERCENT;
    }
    boolean year = bare.indexOf('y') >= 0;
    boolean day = bare.indexOf('d') >= 0;
    if (year && bare.indexOf('m') >= 0) {
      return day ? Shape.DATE : Shape.MONTH;
    }
    if (day && bare.indexOf('m') >= 0) {
      return Shape.DATE;
    }
    if (bare.indexOf('h') >= 0 || bare.contains("ss")) {
      return Shape.TIME;
    }
    return !bare.equals("general") && DateUtil.isADateFormat(id, code) ? Shape.DATE : Shape.PLAIN;
  }

  /** The first section of a format without quoted words, escapes, colours and locales. */
  private static String bare(String code) {
    var bare = new StringBuilder();
    boolean quoted = false;
    int bracket = 0;
    for (int i = 0; i < code.length() && i < 200; i++) {
      char c = code.charAt(i);
      if (quoted) {
        quoted = c != '"';
      } else if (c == '"') {
        quoted = true;
      } else if (c == '\\' || c == '_' || c == '*') {
        i++;
      } else if (c == '[') {
        bracket++;
      } else if (c == ']') {
        bracket = Math.max(0, bracket - 1);
      } else if (c == ';') {
        break;
      } else if (bracket == 0) {
        bare.append(c);
      }
    }
    return bare.toString().toLowerCase(Locale.ROOT);
  }
}
