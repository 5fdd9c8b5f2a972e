package cn.tongtu.shared;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Something that waits for a person (待办事项): what is to be done, why by this person, by when, and
 * where it is done.
 *
 * @param since from when it waits; what waits longer than its reader was away is new to nobody
 */
public record WorkItem(
    Label what,
    Label why,
    Optional<LocalDate> due,
    Optional<Instant> since,
    Lamp lamp,
    String href) {
  /** With the lamp that its deadline gives it. */
  public static WorkItem due(Label what, Label why, LocalDate due, LocalDate today, String href) {
    return new WorkItem(what, why, Optional.of(due), Optional.empty(), Lamp.due(due, today), href);
  }
}
