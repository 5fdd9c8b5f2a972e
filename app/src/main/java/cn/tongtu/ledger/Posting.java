package cn.tongtu.ledger;

import cn.tongtu.shared.RecordRef;
import java.time.Instant;
import java.util.Optional;

/**
 * A posting (记账): a movement that was written down, because of which record, when, by whom and why.
 * {@code revision} is the reason why it was written into a closed month (数据修订).
 */
public record Posting(
    long id,
    Movement movement,
    RecordRef record,
    Kind kind,
    Instant postedAt,
    String by,
    String why,
    Optional<String> revision) {
  /** What a posting did to what its record states. */
  public enum Kind {
    STATED,
    CHANGED,
    WITHDRAWN;

    static Kind of(int standing) {
      return standing > 0 ? STATED : standing < 0 ? WITHDRAWN : CHANGED;
    }
  }
}
