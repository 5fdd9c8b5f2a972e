package cn.tongtu.engine.text;

import static cn.tongtu.engine.text.Letters.isDigit;

import cn.tongtu.engine.text.Numeral.Script;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads 12,345.6 and its masked forms X, XX.X, 3X: digits and masks may mix. */
final class DigitNumerals {
  /** Longer runs are codes or noise; reading them exactly would cost quadratic time. */
  private static final int LONGEST = 18;

  private DigitNumerals() {}

  static boolean isPart(char c) {
    return isDigit(c) || c == 'X';
  }

  /** The end of the run of digits, masks, separators and Latin letters that starts at i. */
  static int skipCode(Letters text, int i) {
    while (text.at(i) == '_') {
      i++;
    }
    while (isPart(text.at(i)) || Letters.isLatin(text.at(i)) || joins(text, i)) {
      i++;
    }
    return i;
  }

  private static boolean joins(Letters text, int i) {
    return ".+-/_#".indexOf(text.at(i)) >= 0 && codeLetter(text.at(i + 1));
  }

  private static boolean codeLetter(char c) {
    return isPart(c) || Letters.isLatin(c);
  }

  static @Nullable Numeral read(Letters text, int i) {
    if (text.at(i) == '_') {
      return readRule(text, i);
    }
    int end = run(text, i);
    if (end == i) {
      return null;
    }
    while (isSeparator(text, i, end)) {
      end += 4;
    }
    int point = 0;
    if (text.at(end) == '.' && isPart(text.at(end + 1)) && !isEnumeration(text, i, end)) {
      point = run(text, end + 1) - end - 1;
      end += 1 + point;
    }
    if (end - i > LONGEST || (Letters.isLatin(text.at(end)) && !startsLatinUnit(text, end))) {
      return null;
    }
    return isProduct(text, i, end) ? null : number(text, i, end, point);
  }

  /** 7×24 and 5×8: folded like a mask, yet digits stand on both sides. */
  private static boolean isProduct(Letters text, int i, int end) {
    int mask = text.slice(i, end).indexOf('X');
    return mask > 0 && isDigit(text.at(i)) && isDigit(text.at(end - 1));
  }

  private static Numeral number(Letters text, int i, int end, int point) {
    var surface = text.slice(i, end).replace(",", "").replace("，", "").replace(" ", "");
    var step = BigDecimal.ONE.scaleByPowerOfTen(-point);
    return surface.indexOf('X') >= 0
        ? new Numeral(end, null, step, Script.MASK, null)
        : new Numeral(end, new BigDecimal(surface), step, Script.DIGITS, null);
  }

  /** A ruled blank, ____, left for a figure. */
  private static @Nullable Numeral readRule(Letters text, int i) {
    int end = i;
    while (text.at(end) == '_') {
      end++;
    }
    return end - i < 2 ? null : new Numeral(end, null, BigDecimal.ONE, Script.MASK, null);
  }

  private static int run(Letters text, int i) {
    while (isPart(text.at(i))) {
      i++;
    }
    return i;
  }

  private static boolean isSeparator(Letters text, int start, int i) {
    boolean comma = text.at(i) == ',' || text.at(i) == '，' || isThinSpace(text, i);
    return comma
        && i - start <= 3 + 4 * ((i - start) / 4)
        && isPart(text.at(i + 1))
        && isPart(text.at(i + 2))
        && isPart(text.at(i + 3))
        && !isPart(text.at(i + 4))
        && (i - start) % 4 != 0;
  }

  /** 1 234.5: a space sets thousands apart where a decimal point follows. */
  private static boolean isThinSpace(Letters text, int i) {
    return text.at(i) == ' ' && isDigit(text.at(i + 1)) && text.at(i + 4) == '.';
  }

  /** In "3.2023年" at the head of a line the point ends an item number. */
  private static boolean isEnumeration(Letters text, int start, int point) {
    int before = text.backSpaces(start);
    if (text.at(before - 1) != '\n' || point - start > 2) {
      return false;
    }
    int after = run(text, point + 1);
    int next = text.skipSpaces(after);
    return text.at(next) == '年'
        || text.at(next) == '月'
        || (text.at(next) == '-' && text.slice(next, next + 6).indexOf('月') >= 0);
  }

  private static boolean startsLatinUnit(Letters text, int i) {
    return Units.at(text, i) != null;
  }
}
