package cn.tongtu.engine.text;

/** The numbers that dates are made of, in digits, masks or Chinese numerals. */
final class DateDigits {
  private DateDigits() {}

  static boolean isYear(Letters text, int i) {
    return text.has(i, "19") || text.has(i, "20") || text.at(i) == 'X';
  }

  static int hanziYear(Letters text, int at) {
    int value = 0;
    for (int i = at; i < at + 4; i++) {
      int digit = "〇一二三四五六七八九".indexOf(text.at(i) == '零' ? '〇' : text.at(i));
      if (digit < 0) {
        return 0;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  static int monthLength(Letters text, int i) {
    int length = digits(text, i, 3);
    if (length > 0) {
      boolean masked = text.slice(i, i + length).indexOf('X') >= 0;
      int value = masked ? 1 : number(text, i, i + length);
      return masked || (length <= 2 && value >= 1 && value <= 12) ? length : 0;
    }
    if (!HanziNumerals.starts(text.at(i)) || HanziNumerals.isPart(text.at(i - 1))) {
      return 0;
    }
    int end = HanziNumerals.skip(text, i);
    return end - i <= 2 && text.at(i) != '两' && hanziMonth(text, i) > 0 ? end - i : 0;
  }

  private static int hanziMonth(Letters text, int i) {
    var number = HanziNumerals.read(text, i);
    int value = number == null || number.value() == null ? 0 : number.value().intValue();
    return value <= 12 ? value : 0;
  }

  static int monthAt(Letters text, int i, int length) {
    return DigitNumerals.isPart(text.at(i)) ? number(text, i, i + length) : hanziMonth(text, i);
  }

  /** How many digits and masks stand at i; 0 when more than most. */
  static int digits(Letters text, int i, int most) {
    int end = i;
    while (DigitNumerals.isPart(text.at(end)) && end - i <= most) {
      end++;
    }
    return end - i > most ? 0 : end - i;
  }

  static int number(Letters text, int from, int to) {
    var digits = text.slice(from, to);
    return digits.indexOf('X') >= 0 ? DatePhrase.MASKED : Integer.parseInt(digits);
  }
}
