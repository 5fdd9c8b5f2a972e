package cn.tongtu.engine.text;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * A date as the text names it, at letters from to to.
 *
 * @param year 0 when the text leaves it to the context
 * @param month 0 when there is none, {@link #MASKED} when it is masked
 * @param span whether it names a stretch of time (1-6月, 上半年) rather than a point
 * @param deadline whether 前 makes it a last day
 */
record DatePhrase(
    int from, int to, int year, int month, int day, Part part, boolean span, boolean deadline) {
  static final int MASKED = -1;

  enum Part {
    WHOLE,
    START,
    FIRST_TEN_DAYS,
    MIDDLE_TEN_DAYS,
    LAST_TEN_DAYS,
    END
  }

  boolean isYearOnly() {
    return month == 0 && part == Part.WHOLE;
  }

  /** ISO day, month or interval; null when masked. */
  @Nullable String iso(int contextYear) {
    int y = year == 0 ? contextYear : year;
    if (month == MASKED || day == MASKED || y == MASKED) {
      return null;
    }
    int m = month == 0 ? 12 : month;
    var first = y > 0 ? "%04d-%02d".formatted(y, m) : "--%02d".formatted(m);
    return switch (part) {
      case FIRST_TEN_DAYS -> first + "-01/" + first + "-10";
      case MIDDLE_TEN_DAYS -> first + "-11/" + first + "-20";
      case LAST_TEN_DAYS ->
          first + "-21/" + first + "-" + YearMonth.of(Math.max(y, 1), m).lengthOfMonth();
      case WHOLE, START, END -> first + dayOf(Math.max(y, 1), m);
    };
  }

  private String dayOf(int year, int month) {
    if (day > 0) {
      return "-%02d".formatted(day);
    }
    boolean monthEnd = part == Part.END && this.month > 0;
    return monthEnd ? "-" + YearMonth.of(year, month).lengthOfMonth() : "";
  }
}
