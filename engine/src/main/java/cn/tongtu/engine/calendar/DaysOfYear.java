package cn.tongtu.engine.calendar;

import java.time.LocalDate;
import java.time.Year;
import java.util.function.Predicate;

/**
 * A year's working days, counted once: how many there are through each day, and which day is the
 * n-th.
 */
final class DaysOfYear {
  private final int year;
  private final short[] through;
  private final short[] worked;

  private DaysOfYear(int year, short[] through, short[] worked) {
    this.year = year;
    this.through = through;
    this.worked = worked;
  }

  static DaysOfYear of(int year, Predicate<LocalDate> isWorked) {
    int length = Year.of(year).length();
    var through = new short[length + 1];
    var worked = new short[length + 1];
    short count = 0;
    for (short day = 1; day <= length; day++) {
      if (isWorked.test(LocalDate.ofYearDay(year, day))) {
        worked[++count] = day;
      }
      through[day] = count;
    }
    return new DaysOfYear(year, through, worked);
  }

  int year() {
    return year;
  }

  int count() {
    return through[through.length - 1];
  }

  int through(LocalDate day) {
    return through[day.getDayOfYear()];
  }

  boolean isWorked(LocalDate day) {
    return through[day.getDayOfYear()] > through[day.getDayOfYear() - 1];
  }

  /** The n-th working day, counted from 1. */
  LocalDate worked(int n) {
    return LocalDate.ofYearDay(year, worked[n]);
  }
}
