package cn.tongtu.ledger;

import cn.tongtu.shared.RecordRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a cell or a figure was said to be, one time after another (沿革), the newest first: some of
 * the changes, and how many there are in all.
 */
public record Story<T>(List<Change<T>> changes, long count) {
  public Story {
    changes = List.copyOf(changes);
  }

  /** From what to what, when and why. */
  public record Change<T>(Instant at, T before, T after, List<Cause> causes) {}

  /** The record behind a change, who wrote it down and why (缘由). */
  public record Cause(RecordRef record, String actor, String why, Optional<String> revision) {}

  /** A moment at which something was posted. */
  record Moment(Instant at, List<Cause> causes) {}
}
