package cn.tongtu.engine.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Prints numbers as such documents do. */
final class Numbers {
  private static final BigDecimal YI = BigDecimal.TEN.pow(8);
  private static final BigDecimal WAN = BigDecimal.TEN.pow(4);

  private Numbers() {}

  static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** A value in the unit of the model's words: 12247万元 answers in 万元. */
  static String like(Reading model, BigDecimal value) {
    var words = model.figure().quantity();
    var unit = model.quantity().unit();
    boolean yi = words.indexOf('亿') >= 0;
    boolean wan = !yi && words.indexOf('万') >= 0;
    var scaled = yi ? value.divide(YI) : wan ? value.divide(WAN) : value;
    return plain(scaled.setScale(Math.min(4, Math.max(0, scaled.scale())), RoundingMode.HALF_UP))
        + (yi ? "亿" : wan ? "万" : "")
        + unit;
  }
}
