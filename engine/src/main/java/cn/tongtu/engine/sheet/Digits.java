package cn.tongtu.engine.sheet;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;

/** Numbers of cells as they were typed. */
final class Digits {
  /**
   * Excel and WPS keep 15 digits; what a file writes behind them is a shadow of the binary form.
   */
  static final MathContext KEPT = new MathContext(15);

  private static final Pattern NUMBER =
      Pattern.compile("-?\\d{1,400}(\\.\\d{0,400})?([eE][+-]?\\d{1,3})?");

  private Digits() {}

  static boolean isNumber(String raw) {
    return NUMBER.matcher(raw).matches();
  }

  static BigDecimal asTyped(String raw) {
    var number = new BigDecimal(raw);
    return number.precision() > KEPT.getPrecision() ? plain(number.round(KEPT)) : plain(number);
  }

  private static BigDecimal plain(BigDecimal number) {
    var short_ = number.stripTrailingZeros();
    return short_.scale() < 0 ? short_.setScale(0) : short_;
  }

  /**
   * Whether more digits were typed than a numeric cell keeps: an identity number, a bank account.
   */
  static boolean lostDigits(BigDecimal number) {
    return number.precision() - number.scale() > KEPT.getPrecision();
  }

  /** 5 shown as 000005, where the format says so; codes with leading noughts are kept like this. */
  static String padded(BigDecimal number, String format) {
    var digits = number.toPlainString();
    boolean noughts = !format.isEmpty() && format.chars().allMatch(c -> c == '0');
    return noughts && number.scale() <= 0 && number.signum() >= 0
        ? "0".repeat(Math.max(0, format.length() - digits.length())) + digits
        : digits;
  }

  /** How many decimals a format shows: 2 for 0.00 and #,##0.00_); -1 for General. */
  static int decimals(String format) {
    int end = format.indexOf(';');
    var positive = end < 0 ? format : format.substring(0, end);
    int point = positive.indexOf('.');
    if (point < 0) {
      return positive.indexOf('0') >= 0 ? 0 : -1;
    }
    int at = point + 1;
    while (at < positive.length() && (positive.charAt(at) == '0' || positive.charAt(at) == '#')) {
      at++;
    }
    return at - point - 1;
  }
}
