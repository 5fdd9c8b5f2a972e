package cn.tongtu.engine.text;

import cn.tongtu.engine.text.Numeral.Script;
import cn.tongtu.engine.text.TextFigure.Approx;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** What stands between a number and its unit: 万, 亿, 余, 多. */
final class Scales {
  private static final Map<String, BigDecimal> SCALES = new LinkedHashMap<>();

  static {
    SCALES.put("万亿", BigDecimal.TEN.pow(12));
    SCALES.put("千亿", BigDecimal.TEN.pow(11));
    SCALES.put("百亿", BigDecimal.TEN.pow(10));
    SCALES.put("十亿", BigDecimal.TEN.pow(9));
    SCALES.put("千万", BigDecimal.TEN.pow(7));
    SCALES.put("百万", BigDecimal.TEN.pow(6));
    SCALES.put("十万", BigDecimal.TEN.pow(5));
    SCALES.put("亿", BigDecimal.TEN.pow(8));
    SCALES.put("万", BigDecimal.TEN.pow(4));
    SCALES.put("千", BigDecimal.TEN.pow(3));
    SCALES.put("百", BigDecimal.TEN.pow(2));
  }

  private Scales() {}

  /** Extends a bare number over 余 and 万; a unit such as 千瓦 is not torn apart. */
  static Numeral extend(Letters text, Numeral number) {
    var scaled = scale(text, few(text, number));
    return scaled.approx() == null ? few(text, scaled) : scaled;
  }

  private static Numeral scale(Letters text, Numeral number) {
    int i = skipBreak(text, number.end());
    if (Units.at(text, i) != null) {
      return number;
    }
    for (var scale : SCALES.entrySet()) {
      if (text.has(i, scale.getKey())) {
        return rest(text, number.scaledTo(i + scale.getKey().length(), scale.getValue()));
      }
    }
    return number;
  }

  /** 三千 of 两万三千, 五百 of 一万零五百. */
  private static Numeral rest(Letters text, Numeral scaled) {
    int i = text.at(scaled.end()) == '零' ? scaled.end() + 1 : scaled.end();
    boolean spoken = scaled.script() == Script.HANZI && HanziNumerals.starts(text.at(i));
    var low = spoken ? HanziNumerals.read(text, i) : null;
    if (low == null || low.value() == null || scaled.value() == null) {
      return scaled;
    }
    var more = scale(text, low);
    var sum = more.value() == null ? scaled.value() : scaled.value().add(more.value());
    return new Numeral(more.end(), sum, more.step(), Script.HANZI, more.approx());
  }

  private static Numeral few(Letters text, Numeral number) {
    int i = text.skipSpaces(number.end());
    char c = text.at(i);
    boolean few =
        c == '余'
            || (c == '多' && !text.has(i, "多式") && !text.has(i, "多元化"))
            || ((c == '来' || c == '几') && number.end() == i && endsRound(text, i));
    return few
        ? new Numeral(i + 1, number.value(), roundStep(number), number.script(), Approx.ABOVE)
        : number;
  }

  private static boolean endsRound(Letters text, int i) {
    return "0十百千万亿".indexOf(text.at(i - 1)) >= 0;
  }

  /** 300余 lies below 400, 1018余 below 1019. */
  private static BigDecimal roundStep(Numeral number) {
    var value = number.value();
    if (value == null || value.signum() == 0) {
      return number.step();
    }
    var bare = value.stripTrailingZeros();
    return BigDecimal.ONE.scaleByPowerOfTen(-bare.scale()).max(number.step());
  }

  /** Skips spaces and one wrapped line. */
  static int skipBreak(Letters text, int i) {
    int at = text.skipSpaces(i);
    if (text.at(at) == '\n' && at < text.length()) {
      int next = text.skipSpaces(at + 1);
      if (text.at(next) == '\n') {
        next = text.skipSpaces(next + 1);
      }
      return Letters.isHan(text.at(next)) || text.at(next) == '%' ? next : at;
    }
    return at;
  }
}
