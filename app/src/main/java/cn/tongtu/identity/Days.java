package cn.tongtu.identity;

import java.time.LocalDate;
import java.util.Optional;

/** The days on which something is in force (起止日), both included; open when there is no last day. */
record Days(LocalDate first, Optional<LocalDate> last) {
  static Days from(LocalDate first) {
    return new Days(first, Optional.empty());
  }

  boolean include(LocalDate day) {
    return !day.isBefore(first) && last.map(end -> !day.isAfter(end)).orElse(true);
  }

  /** Whether it ever came into force: what is taken back before its first day did not. */
  boolean ever() {
    return last.map(end -> !end.isBefore(first)).orElse(true);
  }

  boolean overlap(Days other) {
    return ever() && other.ever() && startsBeforeEndOf(other) && other.startsBeforeEndOf(this);
  }

  private boolean startsBeforeEndOf(Days other) {
    return other.last.map(end -> !first.isAfter(end)).orElse(true);
  }
}
