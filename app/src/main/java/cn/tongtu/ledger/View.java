package cn.tongtu.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * From where one looks at the ledger (观察口径): whose postings, and as known when. Without an instant
 * it is everything known by now.
 */
public record View(String org, Optional<Instant> knownAt) {
  private static final String ALL = "";

  public static View of(String org) {
    return new View(org, Optional.empty());
  }

  /** All organisations together. */
  public static View everywhere() {
    return new View(ALL, Optional.empty());
  }

  public boolean isEverywhere() {
    return org.equals(ALL);
  }

  public View asKnownAt(Instant instant) {
    return new View(org, Optional.of(instant));
  }
}
