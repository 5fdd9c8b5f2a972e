package cn.tongtu.engine.text;

import cn.tongtu.engine.text.Numeral.Script;
import cn.tongtu.engine.text.TextFigure.Approx;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads spoken numerals: 两, 十余, 二百多, 三千五百, 一点五, 三四(十). */
final class HanziNumerals {
  private static final String DIGITS = "零一二三四五六七八九";
  private static final String TENS = "十百千";
  private static final int LONGEST = 24;

  private HanziNumerals() {}

  static boolean starts(char c) {
    return c == '两' || c == '十' || DIGITS.indexOf(c) > 0;
  }

  /** 近百辆 and 千余名 leave the 一 out. */
  static boolean startsRound(Letters text, int i) {
    boolean round = text.at(i) == '百' || text.at(i) == '千';
    return round && ("近上逾超".indexOf(text.at(i - 1)) >= 0 || text.at(i + 1) == '余');
  }

  static boolean isPart(char c) {
    return starts(c) || c == '零' || c == '〇' || TENS.indexOf(c) >= 0 || c == '万' || c == '亿';
  }

  static int skip(Letters text, int i) {
    while (isPart(text.at(i))) {
      i++;
    }
    return i;
  }

  private static int digit(char c) {
    return c == '两' ? 2 : c == '〇' ? 0 : DIGITS.indexOf(c);
  }

  /**
   * The numeral at i without 万 and 亿, which {@link Scales} reads; null where letters are no number.
   */
  static @Nullable Numeral read(Letters text, int i) {
    long total = 0;
    long pending = -1;
    long last = Long.MAX_VALUE;
    int at = i;
    for (; at - i < LONGEST; at++) {
      char c = text.at(at);
      int tens = TENS.indexOf(c);
      if (tens >= 0) {
        long power = (long) Math.pow(10, tens + 1);
        if (power >= last || (pending < 0 && at > i)) {
          return null;
        }
        total += Math.max(1, pending) * power;
        last = power;
        pending = -1;
      } else if (digit(c) >= 0) {
        if (pending > 0) {
          return at == i + 1 ? neighbours(text, i) : null;
        }
        pending = digit(c);
      } else {
        break;
      }
    }
    if (at == i || (total == 0 && pending <= 0)) {
      return null;
    }
    var value = BigDecimal.valueOf(total + Math.max(0, pending));
    var step = BigDecimal.valueOf(pending > 0 || last == Long.MAX_VALUE ? 1 : last);
    return fraction(text, new Numeral(at, value, step, Script.HANZI, null));
  }

  private static Numeral fraction(Letters text, Numeral whole) {
    int at = whole.end();
    if (text.at(at) != '点' || digit(text.at(at + 1)) < 0 || whole.value() == null) {
      return whole;
    }
    var value = whole.value();
    var step = BigDecimal.ONE;
    for (at++; digit(text.at(at)) >= 0 && at - whole.end() < LONGEST; at++) {
      step = step.movePointLeft(1);
      value = value.add(step.multiply(BigDecimal.valueOf(digit(text.at(at)))));
    }
    return new Numeral(at, value, step, Script.HANZI, null);
  }

  /** 两三, 三五, 七八十: about the first. Other pairs are years or codes. */
  private static @Nullable Numeral neighbours(Letters text, int i) {
    int first = digit(text.at(i));
    int second = digit(text.at(i + 1));
    if (second != first + 1 && !(first == 3 && second == 5)) {
      return null;
    }
    int at = i + 2;
    long value = first;
    int tens = TENS.indexOf(text.at(at));
    if (tens >= 0) {
      value *= (long) Math.pow(10, tens + 1);
      at++;
    }
    if (isPart(text.at(at)) && text.at(at) != '万' && text.at(at) != '亿') {
      return null;
    }
    return new Numeral(at, BigDecimal.valueOf(value), BigDecimal.ONE, Script.HANZI, Approx.ABOUT);
  }
}
