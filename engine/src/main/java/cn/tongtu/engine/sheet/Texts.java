package cn.tongtu.engine.sheet;

import java.text.Normalizer;
import java.util.Locale;

/** What cells carry unseen, taken away. */
final class Texts {
  private Texts() {}

  static boolean isBlank(String text) {
    return text.chars().allMatch(Texts::isUnseen);
  }

  /** Without blanks of any kind at either end, and without letters that have no width. */
  static String clean(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isUnseen(text.charAt(from))) {
      from++;
    }
    while (to > from && isUnseen(text.charAt(to - 1))) {
      to--;
    }
    var inner = text.substring(from, to);
    return inner.chars().noneMatch(Texts::isZeroWidth)
        ? inner
        : inner
            .chars()
            .filter(c -> !isZeroWidth(c))
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
  }

  /** Full-width letters, digits and marks as their narrow ones, and cleaned. */
  static String narrow(String text) {
    var cleaned = clean(text);
    return cleaned.chars().allMatch(c -> c < 0x80)
        ? cleaned
        : Normalizer.normalize(cleaned, Normalizer.Form.NFKC).replace('\u2212', '-');
  }

  /** Two spellings that a person takes for the same word have the same key. */
  static String key(String text) {
    return narrow(text)
        .chars()
        .filter(c -> Character.isLetterOrDigit(c) || c == '%')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString()
        .toLowerCase(Locale.ROOT);
  }

  private static boolean isUnseen(int c) {
    return c <= ' ' || Character.isSpaceChar(c) || c == 0x3164 || isZeroWidth(c);
  }

  private static boolean isZeroWidth(int c) {
    return (c >= 0x200b && c <= 0x200f)
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x2064)
        || c == 0xfeff
        || c == 0xad;
  }
}
