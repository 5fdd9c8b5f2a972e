package cn.tongtu.shared.view;

/**
 * A thing that happened, or will (事项), on a timeline.
 *
 * @param datetime for machines; may be as {@code when}
 * @param href the record it comes from, or empty
 */
public record Step(
    String when, String datetime, String what, String note, String href, boolean done) {
  public static Step of(String when, String what, String note) {
    return new Step(when, when, what, note, "", true);
  }
}
