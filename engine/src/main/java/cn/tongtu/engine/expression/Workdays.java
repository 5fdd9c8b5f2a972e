package cn.tongtu.engine.expression;

import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * The working days (工作日) of a calendar: how many lie after the first day, up to and with the
 * second; negative when the second is earlier. Empty where the calendar does not know, as for a
 * year whose holidays are not yet published. It must not throw.
 */
@FunctionalInterface
public interface Workdays {
  /** No calendar: every count of working days is nothing. */
  Workdays UNKNOWN = (_, _) -> OptionalLong.empty();

  OptionalLong between(LocalDate from, LocalDate to);
}
