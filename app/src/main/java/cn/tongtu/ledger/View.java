package cn.tongtu.ledger;

import java.time.Instant;
import java.util.Optional;

/**
 * From where one looks at the ledger (观察口径): whose postings, and as known when. Without an instant
 * it is everything known by now.
 *
 * @param org the organisation's code; empty for all organisations together
 * @param below with all that stood below it on the last day of what is asked (含下属)
 */
public record View(String org, boolean below, Optional<Instant> knownAt) {
  private static final String ALL = "";
  private static final String BELOW = "*";

  /**
   * @param whose an organisation's code; with an asterisk behind it, those below it too
   */
  public static View of(String whose) {
    return whose.endsWith(BELOW)
        ? new View(whose.substring(0, whose.length() - 1), true, Optional.empty())
        : new View(whose, false, Optional.empty());
  }

  /** All organisations together. */
  public static View everywhere() {
    return of(ALL);
  }

  public boolean isEverywhere() {
    return org.equals(ALL);
  }

  /** As {@link #of} reads it. */
  public String whose() {
    return org + (below ? BELOW : "");
  }

  public View asKnownAt(Instant instant) {
    return new View(org, below, Optional.of(instant));
  }
}
