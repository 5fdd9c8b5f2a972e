package cn.tongtu.engine.text;

import cn.tongtu.engine.text.TextFigure.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Reads fractions in words (分数): 百分之五, 三分之二, 半年. */
final class FractionReader {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private FractionReader() {}

  static @Nullable Quantity read(Letters text, int i) {
    return text.at(i) == '半' ? readHalf(text, i) : readShare(text, i);
  }

  /** 百分之五 and 三分之二 stand for percentages. */
  private static @Nullable Quantity readShare(Letters text, int i) {
    boolean hundred = text.has(i, "百分之");
    var whole =
        hundred ? null : HanziNumerals.starts(text.at(i)) ? HanziNumerals.read(text, i) : null;
    int after =
        hundred ? i + 3 : whole == null || !text.has(whole.end(), "分之") ? -1 : whole.end() + 2;
    if (hundred && text.at(after) == '百') {
      return new Quantity(i, after + 1, HUNDRED, BigDecimal.ONE, false, null, "%", Kind.RATE, null);
    }
    var part = after < 0 ? null : NumeralReader.read(text, after);
    if (part == null) {
      return null;
    }
    var value = part.value();
    if (value != null && whole != null && whole.value() != null) {
      value = value.multiply(HUNDRED).divide(whole.value(), new MathContext(12));
    }
    return new Quantity(
        i, part.end(), value, part.step(), value == null, part.approx(), "%", Kind.RATE, null);
  }

  private static @Nullable Quantity readHalf(Letters text, int i) {
    boolean half = "上下大后前".indexOf(text.at(i - 1)) < 0;
    if (!half) {
      return null;
    }
    var match = Units.at(text, i + 1);
    boolean year = text.at(i + 1) == '年' && (text.at(i + 2) == '内' || text.has(i + 2, "以"));
    boolean duration = match != null && match.unit().kind() == Kind.DURATION && !text.has(i, "半天");
    if (!year && !duration) {
      return null;
    }
    int end = year || match == null ? i + 2 : match.end();
    var name = year || match == null ? "年" : match.unit().name();
    var value = new BigDecimal("0.5");
    return new Quantity(i, end, value, value, false, null, name, Kind.DURATION, null);
  }
}
