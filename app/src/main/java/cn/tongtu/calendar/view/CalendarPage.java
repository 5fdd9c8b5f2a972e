package cn.tongtu.calendar.view;

import cn.tongtu.shared.Label;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A year of a working calendar (工作日历), and the answer to when something is due by it.
 *
 * @param calendars all there are, by their ids
 * @param source where the year's arrangement is written; none while it is not published
 */
public record CalendarPage(
    int year,
    int before,
    int after,
    String calendar,
    SequencedMap<String, Label> calendars,
    Optional<String> source,
    int workingDays,
    List<Month> months,
    List<Holiday> holidays,
    List<String> worked,
    Typed typed,
    Optional<Answer> answer,
    Map<String, Label> errors) {

  /** A month with its weeks from Monday to Sunday; a day of another month is left out. */
  public record Month(Label name, int workingDays, List<List<Optional<Day>>> weeks) {}

  /**
   * A day: its number, what marks it, and the same in a word.
   *
   * @param kind how the day stands, in lower case
   * @param told a holiday's name; empty for a day like any other
   */
  public record Day(int number, String kind, String told, boolean today) {}

  /** A holiday with its days. */
  public record Holiday(String name, String days, int length) {}

  /** What stands in the form. */
  public record Typed(String from, String length, String unit) {}

  /** When it is due, and why. */
  public record Answer(LocalDate day, boolean provisional, List<Label> reasons) {}
}
