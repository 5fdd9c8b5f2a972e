package cn.tongtu.engine.text;

import org.jspecify.annotations.Nullable;

/** Reads a number in whatever script it is written. */
final class NumeralReader {
  private NumeralReader() {}

  /** Whether the digits at i belong to a code such as G104 or P1. */
  static boolean isInsideCode(Letters text, int i) {
    return Letters.isLatin(text.at(i - 1)) && !endsLongWord(text, i);
  }

  /** 数十, 几百: no number is stated. */
  private static boolean isSome(Letters text, int i) {
    boolean some = text.at(i - 1) == '数' || text.at(i - 1) == '几';
    return some && "十百千".indexOf(text.at(i)) >= 0 && !HanziNumerals.isPart(text.at(i + 1));
  }

  /** ETC 5条: a word of three letters and more is no part of a code. */
  private static boolean endsLongWord(Letters text, int i) {
    return Letters.isLatin(text.at(i - 2)) && Letters.isLatin(text.at(i - 3));
  }

  static @Nullable Numeral read(Letters text, int i) {
    if (isSome(text, i)) {
      return null;
    }
    return HanziNumerals.starts(text.at(i)) || HanziNumerals.startsRound(text, i)
        ? HanziNumerals.read(text, i)
        : DigitNumerals.read(text, i);
  }
}
