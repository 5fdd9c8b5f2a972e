package cn.tongtu.shared;

import java.util.List;

/**
 * What of a reader's own desk stands on every page (案头): how many notices wait unread, and the
 * pages kept at hand.
 */
public record Desk(int unread, List<Crumb> favourites) {
  public static final Desk EMPTY = new Desk(0, List.of());

  public boolean keeps(String href) {
    return favourites.stream().anyMatch(favourite -> favourite.href().equals(href));
  }

  /** Where desks are kept; the frame does not know. */
  public interface Keeper {
    Desk of(long person);

    /** The pages that the person opened last, the latest first. */
    List<Crumb> recent(long person);
  }
}
