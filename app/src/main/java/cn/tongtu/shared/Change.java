package cn.tongtu.shared;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Something that is otherwise than it was (变动): what, how, when last, and where it is seen. */
public record Change(Instant at, Label what, Label how, String href) {
  /** Whoever can tell what changed (变动来源); the page of today gathers it. */
  public interface Teller {
    /** What changed from the beginning of a day on, the latest first. */
    List<Change> since(LocalDate day, Actor.Staff reader);
  }
}
