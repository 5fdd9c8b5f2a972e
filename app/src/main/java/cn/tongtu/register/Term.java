package cn.tongtu.register;

import cn.tongtu.engine.calendar.Deadline;
import cn.tongtu.engine.calendar.Deadline.Length;
import cn.tongtu.engine.calendar.Deadline.Pause;
import cn.tongtu.engine.calendar.Due;
import cn.tongtu.engine.calendar.Shift;
import cn.tongtu.engine.calendar.WorkCalendar;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a record's time limit runs (期限计时). The day on which it is due stands as it was worked out,
 * whatever becomes of the calendar later.
 *
 * @param since the day of the move with which it began
 * @param pauses in their order; the last may still be open
 * @param calendar the version of the calendar by which the day was worked out
 * @param unpublished the year whose holidays were missing then; the day is provisional (暂定)
 */
record Term(
    long record,
    String limit,
    LocalDate since,
    Length length,
    Optional<Length> extension,
    List<Pause> pauses,
    LocalDate due,
    String calendar,
    OptionalInt unpublished,
    Optional<LocalDate> stopped) {
  Term {
    pauses = List.copyOf(pauses);
  }

  static Term begun(long record, TimeLimit limit, Length length, LocalDate day) {
    return new Term(
            record,
            limit.id(),
            day,
            length,
            Optional.empty(),
            List.of(),
            day,
            "",
            OptionalInt.empty(),
            Optional.empty())
        .counted(limit, day);
  }

  /** As packs and tables write it: 15wd, 30d, 2m. */
  static Length length(String text) {
    var unit = text.replaceAll("\\d", "");
    var amount = Integer.parseInt(text.replaceAll("\\D", ""));
    return switch (unit) {
      case "wd" -> Length.workingDays(amount);
      case "d" -> Length.days(amount);
      case "m" -> Length.months(amount);
      default -> throw new IllegalArgumentException("no length: " + text);
    };
  }

  static String text(Length length) {
    return length.amount()
        + switch (length.unit()) {
          case WORKING_DAYS -> "wd";
          case DAYS -> "d";
          case MONTHS -> "m";
        };
  }

  boolean runs() {
    return stopped.isEmpty();
  }

  boolean pauseIsOpen() {
    return !pauses.isEmpty() && pauses.getLast().to().isEmpty();
  }

  /** When it is due by the calendar as it is today. */
  Due due(TimeLimit limit, LocalDate today) {
    return new Deadline(since, length, Shift.LATER, allowed(limit, today), extension)
        .due(limit.calendar(), today);
  }

  /** The pauses as far as they do not count: what goes beyond their limit counts. */
  private List<Pause> allowed(TimeLimit limit, LocalDate today) {
    var most = limit.pausing().flatMap(TimeLimit.Pausing::most);
    if (most.isEmpty()) {
      return pauses;
    }
    var left = most.get().amount();
    var working = most.get().unit() == Deadline.Unit.WORKING_DAYS;
    var allowed = new ArrayList<Pause>();
    for (var pause : pauses) {
      var before = pause.from().minusDays(1);
      var last = working ? limit.calendar().plus(before, left) : before.plusDays(left);
      if (pause.to().orElse(today).isAfter(last)) {
        if (left > 0) {
          allowed.add(Pause.of(pause.from(), last));
        }
        left = 0;
      } else {
        allowed.add(pause);
        left -=
            working
                ? limit.calendar().between(before, pause.to().orElse(before))
                : Math.toIntExact(pause.to().orElse(before).toEpochDay() - before.toEpochDay());
      }
    }
    return allowed;
  }

  /** With the day worked out anew. */
  Term counted(TimeLimit limit, LocalDate today) {
    var due = due(limit, today);
    return new Term(
        record,
        this.limit,
        since,
        length,
        extension,
        pauses,
        due.day(),
        version(limit.calendar(), since, due.day()),
        due.unpublished(),
        stopped);
  }

  /** Which arrangement of the days it went by, year by year. */
  private static String version(WorkCalendar calendar, LocalDate from, LocalDate to) {
    var years = new ArrayList<String>();
    for (int year = from.getYear(); year <= to.getYear(); year++) {
      var published = calendar.published().get(year);
      years.add(
          published == null
              ? year + ":-"
              : "%d:%08x"
                  .formatted(
                      year, 31 * published.off().hashCode() + published.worked().hashCode()));
    }
    return String.join(" ", years);
  }

  /** Whether the calendar was changed since its day was worked out. */
  boolean calendarChanged(TimeLimit limit) {
    return !calendar.equals(version(limit.calendar(), since, due));
  }

  /** From the day after on its time does not count. */
  Term paused(LocalDate day) {
    var all = new ArrayList<>(pauses);
    all.add(Pause.since(day.plusDays(1)));
    return with(all, stopped);
  }

  /** Its time counts again from the day after on; a pause of no day is none. */
  Term resumed(LocalDate day) {
    var all = new ArrayList<>(pauses);
    var open = all.removeLast();
    if (!day.isBefore(open.from())) {
      all.add(Pause.of(open.from(), day));
    }
    return with(all, stopped);
  }

  Term stopped(LocalDate day) {
    return with(pauses, Optional.of(day));
  }

  /** What came after its end is undone: it goes on as if it had never been over. */
  Term goesOn() {
    return with(pauses, Optional.empty());
  }

  Term extended(Length by) {
    return new Term(
        record, limit, since, length, Optional.of(by), pauses, due, calendar, unpublished, stopped);
  }

  private Term with(List<Pause> others, Optional<LocalDate> end) {
    return new Term(
        record, limit, since, length, extension, others, due, calendar, unpublished, end);
  }
}
