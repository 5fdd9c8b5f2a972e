package cn.tongtu.closing.view;

import cn.tongtu.shared.Label;
import java.util.List;

/** Organisations and the months of a year, how far each has come (关账一览), and what is one's turn. */
public record ClosingPage(int year, List<Row> rows, List<Task> tasks, long revisions) {
  /** An organisation's year. */
  public record Row(String org, Label name, int depth, List<Box> months) {}

  /**
   * A month of an organisation.
   *
   * @param month from 1 to 12
   * @param state NOT_OVER, OPEN, PROPOSED, RETURNED or CLOSED
   * @param when the day of what was last done; empty if nothing was
   */
  public record Box(
      String month,
      String state,
      String href,
      String when,
      String who,
      long revisions,
      String revised) {}

  /** What the reader may do next. */
  public record Task(String kind, Label org, Label month, String href, String who, String when) {}
}
