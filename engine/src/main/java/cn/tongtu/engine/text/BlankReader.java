package cn.tongtu.engine.text;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads deleted numbers, of which the bare unit still stands: 总投资亿元, 同比增长％, 新增泊位 个。 */
final class BlankReader {
  private static final List<String> AMOUNTS = List.of("亿元", "万元");
  private static final String MEASURED = "资金值入成达为约计额共长降占率到款取助收贷划算程建造升护修路道标务付债费";
  private static final String STOPS = "，。；、）\n";

  private BlankReader() {}

  static @Nullable Quantity read(Letters text, int i) {
    char c = text.at(i);
    if (c == '亿' || c == '万') {
      return amount(text, i);
    }
    if (c == '%') {
      return Letters.isHan(text.at(text.backSpaces(i) - 1)) ? blank(text, i, i) : null;
    }
    if (text.has(i, "个百分点")) {
      char before = text.at(text.backSpaces(i) - 1);
      return Letters.isHan(before) && "每几数这两".indexOf(before) < 0 ? blank(text, i, i) : null;
    }
    if (text.has(i, "公里")) {
      return MEASURED.indexOf(text.at(text.backSpaces(i) - 1)) >= 0 ? blank(text, i, i) : null;
    }
    return c == ' ' ? gap(text, i) : null;
  }

  private static @Nullable Quantity amount(Letters text, int i) {
    int bracket = emptyBracket(text, i);
    if (bracket >= 0 && text.hasAny(i, AMOUNTS)) {
      return blank(text, bracket, i + 1);
    }
    boolean measured =
        text.hasAny(i, AMOUNTS) && MEASURED.indexOf(text.at(text.backSpaces(i) - 1)) >= 0;
    boolean classOfProjects = text.has(i + 2, "以") || text.has(i + 2, "级") || text.has(i + 2, "项目");
    return measured && !classOfProjects ? blank(text, i, i + 1) : null;
  }

  /** Where the brackets open that hold nothing and end before i, or -1. */
  private static int emptyBracket(Letters text, int i) {
    if (text.at(i - 1) != '）') {
      return -1;
    }
    int open = text.backSpaces(i - 1) - 1;
    return text.at(open) == '（' ? open : -1;
  }

  /** A gap between a word and a measure word that ends its clause. */
  private static @Nullable Quantity gap(Letters text, int i) {
    boolean after = Letters.isHan(text.at(i - 1)) && !HanziNumerals.isPart(text.at(i - 1));
    int unit = after ? text.skipSpaces(i) : i;
    var match = after ? Units.at(text, unit) : null;
    boolean ends = match != null && STOPS.indexOf(text.at(match.end())) >= 0;
    return ends && unit > 0 ? blank(text, unit, unit) : null;
  }

  private static @Nullable Quantity blank(Letters text, int from, int unitAt) {
    var match = Units.at(text, unitAt);
    if (match == null) {
      return null;
    }
    var unit = match.unit();
    return new Quantity(
        from, match.end(), null, BigDecimal.ONE, true, null, unit.name(), unit.kind(), null);
  }
}
