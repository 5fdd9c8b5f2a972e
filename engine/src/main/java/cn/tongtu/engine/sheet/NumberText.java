package cn.tongtu.engine.sheet;

import cn.tongtu.engine.sheet.CellProblem.Kind;
import cn.tongtu.engine.sheet.SheetCell.Content;
import cn.tongtu.engine.text.FigureReader;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The number of a cell and the words behind it, or why it is none. */
sealed interface NumberText {
  /** 3.5 and 万元. */
  record Number(BigDecimal amount, String words) implements NumberText {}

  /** Not to be taken for a number. */
  record Refused(Kind kind, @Nullable String suggestion, String chinese, String english)
      implements NumberText {}

  static NumberText of(SheetCell cell) {
    return switch (cell.content()) {
      case Content.Number number -> ofNumber(number);
      case Content.Truth _ -> Parsing.none();
      case Content.Empty _, Content.Text _, Content.Fault _, Content.Uncalculated _ ->
          Parsing.text(Texts.narrow(cell.text()));
    };
  }

  private static NumberText ofNumber(Content.Number number) {
    var amount = SheetCell.amount(number);
    return switch (number.format().shape()) {
      case PLAIN -> new Number(amount, "");
      case PERCENT -> new Number(amount.movePointRight(2), "%");
      case DATE, MONTH, TIME ->
          new Refused(
              Kind.NOT_A_NUMBER,
              null,
              "是日期，本列应填数值；请把单元格格式改为“常规”后重填",
              "is a date where a number belongs; set the cell's format to General and type it again");
    };
  }

  /** How numbers are typed. */
  final class Parsing {
    private static final Pattern NUMBER =
        Pattern.compile(
            "(?:人民币|RMB|CNY|[¥￥])?\\s*([+-]?)\\s*(?:[¥￥])?\\s*"
                + "(\\d{1,3}(?:,\\d{3})+|\\d{1,30})?(\\.\\d{0,20})?([eE][+-]?\\d{1,2})?\\s*"
                + "([\\p{IsHan}\\p{L}%‰·²³]*[23]?)\\.?");
    private static final Pattern IN_BRACKETS = Pattern.compile("\\(([\\d,.]+)\\)(.*)");
    private static final Pattern VAGUE =
        Pattern.compile(
            "(约|近|大约|超|超过|逾|不足|至少|最多|>|<|≥|≤|~|>=|<=).*\\d.*"
                + "|.*\\d.*(余|多|左右|以上|以内|以下|上下|\\+)[^\\d]{0,4}"
                + "|[\\d.]+[^\\d.]{0,3}([-~—–至到])[\\d.]+.*");
    private static final Pattern SPOKEN = Pattern.compile(".*[一二三四五六七八九十百千两半壹贰叁肆伍陆柒捌玖拾].*");

    private static final Pattern VAGUE_WORD = Pattern.compile("^多|余|左右|以上|以下|以内|上下");

    /** 三万五 is 35,000 to whoever says it, and 30,005 to whoever counts: no guess is offered. */
    private static final Pattern SHORTENED = Pattern.compile("[百千万亿][一二三四五六七八九](?![十百千万亿])");

    private Parsing() {}

    static NumberText text(String text) {
      var brackets = IN_BRACKETS.matcher(text);
      var bare = brackets.matches() ? "-" + brackets.group(1) + brackets.group(2) : text;
      var found = NUMBER.matcher(bare);
      boolean digits = found.matches() && (has(found.group(2)) || has(found.group(3), 2));
      if (digits && !isVagueWord(found.group(5))) {
        return new Number(number(found), unit(found.group(5)));
      }
      if (VAGUE.matcher(text).matches()) {
        return new Refused(
            Kind.VAGUE, null, "是约数或区间，请写一个确定的数", "is vague or a range; write one definite number");
      }
      return SPOKEN.matcher(text).matches() ? spoken(text) : none();
    }

    private static boolean has(@Nullable String group) {
      return has(group, 1);
    }

    private static boolean has(@Nullable String group, int length) {
      return group != null && group.length() >= length;
    }

    private static boolean isVagueWord(String words) {
      return VAGUE_WORD.matcher(words).find();
    }

    private static BigDecimal number(Matcher found) {
      var whole = has(found.group(2)) ? found.group(2).replace(",", "") : "0";
      var fraction = has(found.group(3), 2) ? found.group(3) : "";
      var power = has(found.group(4)) ? found.group(4) : "";
      var amount = new BigDecimal(whole + fraction + power);
      var plain = amount.scale() < 0 ? amount.setScale(0) : amount;
      return found.group(1).equals("-") ? plain.negate() : plain;
    }

    private static String unit(String words) {
      return words.equals("元整") || words.equals("圆") ? "元" : words;
    }

    /** 三点五万元: what it says in digits is offered, never taken. */
    private static NumberText spoken(String text) {
      var figures = FigureReader.read(text);
      boolean bare = figures.size() != 1 || figures.getFirst().value() == null;
      var read = bare ? FigureReader.read(text + "元") : figures;
      boolean clear = read.size() == 1 && !SHORTENED.matcher(text).find();
      var value = clear ? read.getFirst().value() : null;
      var suggestion =
          value == null ? null : value.toPlainString() + (bare ? "" : read.getFirst().unit());
      return new Refused(
          Kind.SPOKEN_NUMBER,
          suggestion,
          "是中文数字，数值列只认阿拉伯数字",
          "is a number in words; only digits are taken here");
    }

    static Refused none() {
      return new Refused(
          Kind.NOT_A_NUMBER,
          null,
          "不是数值，请写阿拉伯数字，如 1234.5",
          "is not a number; write digits, as 1234.5");
    }
  }
}
