package cn.tongtu.engine.text;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One quantitative statement (数据) of a document: a number with its unit, where it stands, and what
 * it says of what.
 *
 * @param start first code point of the quantity, counted in the text as given
 * @param end code point after the last
 * @param quantity the words as they stand in the text
 * @param value exact, in {@code unit}, with 万 and 亿 expanded; the lower bound of a range; null when
 *     masked or a date
 * @param date for a date: ISO day, month or interval; {@code --10-31} when the text names no year
 */
public record TextFigure(
    int start,
    int end,
    String quantity,
    @Nullable BigDecimal value,
    @Nullable String date,
    String unit,
    boolean masked,
    @Nullable Approx approx,
    Kind kind,
    String subject,
    String period,
    Status status) {

  /** What a figure measures (类别). */
  public enum Kind {
    AMOUNT,
    COUNT,
    LENGTH,
    AREA,
    RATE,
    RANK,
    DATE,
    DURATION,
    OTHER
  }

  /** Whether a figure reports, plans or sets a goal (实际、计划、目标). */
  public enum Status {
    ACTUAL,
    PLAN,
    TARGET
  }

  /** How far the true value may lie from the printed one (约数): 余, 以上, 以内, 约. */
  public enum Approx {
    ABOVE(">"),
    AT_LEAST(">="),
    AT_MOST("<="),
    ABOUT("~");

    private final String sign;

    Approx(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }
}
