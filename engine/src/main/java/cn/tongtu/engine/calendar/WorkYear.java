package cn.tongtu.engine.calendar;

import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The published holidays of a year (年度放假安排): which days are off and why, which days off of the week
 * are worked instead (调休上班), and where it is written. It may name days at the end of the December
 * before, to which the New Year's holiday reaches back.
 */
public record WorkYear(
    int year, String source, SortedMap<LocalDate, String> off, SortedSet<LocalDate> worked) {

  public WorkYear {
    off = Collections.unmodifiableSortedMap(new TreeMap<>(off));
    worked = Collections.unmodifiableSortedSet(new TreeSet<>(worked));
    for (var day : worked) {
      if (off.containsKey(day)) {
        throw new IllegalArgumentException(day + " 既放假又上班 is both off and worked");
      }
    }
    off.keySet().forEach(day -> requireWithin(year, day));
    worked.forEach(day -> requireWithin(year, day));
  }

  private static void requireWithin(int year, LocalDate day) {
    if (!mayName(year, day)) {
      throw new IllegalArgumentException(day + " 不在 " + year + " 年 is not in that year");
    }
  }

  /** Whether the arrangement of a year may name a day. */
  public static boolean mayName(int year, LocalDate day) {
    return day.getYear() == year || (day.getYear() == year - 1 && WorkCalendar.endOfYear(day));
  }

  /** This arrangement with another one of the same year on top: what that one says, counts. */
  public WorkYear with(WorkYear other) {
    if (other.year != year) {
      throw new IllegalArgumentException("年份不同 different years: " + year + ", " + other.year);
    }
    var bothOff = new TreeMap<>(off);
    var bothWorked = new TreeSet<>(worked);
    bothOff.keySet().removeAll(other.worked);
    bothWorked.removeAll(other.off.keySet());
    bothOff.putAll(other.off);
    bothWorked.addAll(other.worked);
    return new WorkYear(year, source + "；" + other.source, bothOff, bothWorked);
  }
}
