package cn.tongtu.engine.value;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.regex.Pattern;

/**
 * A span of whole months (期间), both ends included, each month kept as year × 12 + month − 1, so
 * that a shift is a subtraction and no 31st gets lost.
 */
public record Span(int from, int to) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{4})(?:-(\\d{1,2}))?(?:\\.\\.(\\d{4})(?:-(\\d{1,2}))?)?");
  private static final int YEAR = 12;

  public Span {
    if (to < from) {
      throw new IllegalArgumentException("期间的末月早于首月 the span ends before it begins");
    }
  }

  public static Span months(int year, int first, int last) {
    return new Span(month(year, first), month(year, last));
  }

  public static Span year(int year) {
    return months(year, 1, YEAR);
  }

  public static Span month(LocalDate day) {
    return months(day.getYear(), day.getMonthValue(), day.getMonthValue());
  }

  /**
   * Reads {@code 2020}, {@code 2020-06}, {@code 2020-01..2020-06}.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  public static Span parse(String text) {
    var form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "期间应写作 2020、2020-06 或 2020-01..2020-06 not a span: " + text);
    }
    var firstYear = Integer.parseInt(form.group(1));
    var firstMonth = form.group(2) == null ? 1 : Integer.parseInt(form.group(2));
    var wholeYear = form.group(3) == null ? form.group(2) == null : form.group(4) == null;
    var lastYear = form.group(3) == null ? firstYear : Integer.parseInt(form.group(3));
    var lastMonth =
        wholeYear ? YEAR : form.group(4) == null ? firstMonth : Integer.parseInt(form.group(4));
    return new Span(month(firstYear, firstMonth), month(lastYear, lastMonth));
  }

  private static int month(int year, int month) {
    if (month < 1 || month > YEAR) {
      throw new IllegalArgumentException("没有这个月份 no such month: " + month);
    }
    return year * YEAR + month - 1;
  }

  /** The year in which the span ends: targets and 累计 belong to it. */
  public int year() {
    return to / YEAR;
  }

  public int length() {
    return to - from + 1;
  }

  /** 累计: from January of the last year to the span's end. */
  public Span yearToDate() {
    return new Span(year() * YEAR, to);
  }

  /** 同期: the same months a year before. */
  public Span sameSpanLastYear() {
    return new Span(from - YEAR, to - YEAR);
  }

  /** 环比: the span of equal length just before. */
  public Span previous() {
    return new Span(from - length(), from - 1);
  }

  public Span wholeYear() {
    return year(year());
  }

  public Span nextYear() {
    return year(year() + 1);
  }

  public LocalDate firstDay() {
    return LocalDate.of(from / YEAR, from % YEAR + 1, 1);
  }

  public LocalDate lastDay() {
    return YearMonth.of(year(), to % YEAR + 1).atEndOfMonth();
  }

  public boolean contains(LocalDate day) {
    return !day.isBefore(firstDay()) && !day.isAfter(lastDay());
  }

  /** 时间进度: the part of its last year that is over at the span's end. */
  public Ratio timeProgress() {
    return Ratio.of(to % YEAR + 1, YEAR);
  }

  /** As people write it: 2020年, 2020年6月, 2020年1-6月, 2019年7月-2020年6月. */
  public String label() {
    var firstYear = from / YEAR;
    var firstMonth = from % YEAR + 1;
    var lastMonth = to % YEAR + 1;
    if (firstYear != year()) {
      return "%d年%d月-%d年%d月".formatted(firstYear, firstMonth, year(), lastMonth);
    }
    if (length() == YEAR) {
      return "%d年".formatted(firstYear);
    }
    return firstMonth == lastMonth
        ? "%d年%d月".formatted(firstYear, firstMonth)
        : "%d年%d-%d月".formatted(firstYear, firstMonth, lastMonth);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return "%d-%02d..%d-%02d".formatted(from / YEAR, from % YEAR + 1, year(), to % YEAR + 1);
  }
}
