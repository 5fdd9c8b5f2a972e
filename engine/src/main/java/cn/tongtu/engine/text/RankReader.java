package cn.tongtu.engine.text;

import cn.tongtu.engine.text.TextFigure.Approx;
import cn.tongtu.engine.text.TextFigure.Kind;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads ranks: 居全市第二, 第一名, 进入前三, 首位; never the 第一 that opens a list. */
final class RankReader {
  private static final List<String> RANKING =
      List.of("居", "列", "排", "位次", "名次", "跻身", "获", "夺", "保持", "进入", "稳居", "取得", "评比", "考核");
  private static final String SCOPES = "市省国县区州盟级界";

  private RankReader() {}

  static @Nullable Quantity read(Letters text, int i) {
    char c = text.at(i);
    if (c == '第') {
      return ordinal(text, i);
    }
    if (c == '前') {
      return leading(text, i);
    }
    boolean first = text.has(i, "首位") || text.has(i, "榜首");
    return first && isRanking(text, i) && text.at(i + 2) != '度'
        ? rank(i, i + 2, BigDecimal.ONE, null)
        : null;
  }

  private static @Nullable Quantity ordinal(Letters text, int i) {
    var number = number(text, i + 1);
    if (number == null) {
      return null;
    }
    int end = number.end();
    boolean place = text.at(end) == '名' || (text.at(end) == '位' && text.at(end + 1) != '的');
    if (place) {
      return rank(i, end + 1, number.value(), null);
    }
    boolean stops =
        (!Letters.isHan(text.at(end)) && !Letters.isDigit(text.at(end))) || text.at(end) == '的';
    boolean opens = !Letters.isHan(text.at(i - 1)) && text.at(i - 1) != ' ';
    boolean scoped = SCOPES.indexOf(text.at(i - 1)) >= 0;
    return stops && !opens && (scoped || isRanking(text, i))
        ? rank(i, end, number.value(), null)
        : null;
  }

  private static @Nullable Quantity leading(Letters text, int i) {
    var number = number(text, i + 1);
    if (number == null || !isRanking(text, i)) {
      return null;
    }
    int end = number.end();
    if ("名位强".indexOf(text.at(end)) >= 0) {
      return rank(i, end + 1, number.value(), Approx.AT_MOST);
    }
    return Letters.isHan(text.at(end)) ? null : rank(i, end, number.value(), Approx.AT_MOST);
  }

  private static @Nullable Numeral number(Letters text, int i) {
    if (HanziNumerals.starts(text.at(i))) {
      return HanziNumerals.read(text, i);
    }
    return DigitNumerals.isPart(text.at(i)) ? DigitNumerals.read(text, i) : null;
  }

  private static boolean isRanking(Letters text, int i) {
    var clause = text.slice(clauseStart(text, i), i);
    return RANKING.stream().anyMatch(clause::contains);
  }

  private static int clauseStart(Letters text, int i) {
    int start = i;
    while (start > 0 && i - start < 24 && "，。；：\n".indexOf(text.at(start - 1)) < 0) {
      start--;
    }
    return start;
  }

  private static Quantity rank(
      int from, int to, @Nullable BigDecimal value, @Nullable Approx approx) {
    return new Quantity(
        from, to, value, BigDecimal.ONE, value == null, approx, "位", Kind.RANK, null);
  }
}
