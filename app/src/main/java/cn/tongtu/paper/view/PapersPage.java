package cn.tongtu.paper.view;

import cn.tongtu.shared.Label;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The papers of a record (记录的文书): which can be printed now, and which were. */
public record PapersPage(
    Label register,
    String registerHref,
    String title,
    String href,
    List<Offer> offers,
    List<Row> printed,
    Optional<Label> refused) {
  /**
   * @param when in which states it is printed, where the record stands in none of them
   */
  public record Offer(String id, Label label, Optional<Label> when) {}

  /**
   * @param old whether the record has changed since
   */
  public record Row(long id, Label label, Instant at, String who, int revision, boolean old) {}
}
