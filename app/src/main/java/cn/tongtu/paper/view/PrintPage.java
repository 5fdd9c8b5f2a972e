package cn.tongtu.paper.view;

import cn.tongtu.shared.Label;
import java.time.Instant;
import java.util.List;

/** A paper as it was printed, for a browser to print again (文书打印页). */
public record PrintPage(
    Label label,
    String back,
    String file,
    Instant at,
    String who,
    int revision,
    List<Block> blocks) {
  /** A paragraph or a table of it. */
  public sealed interface Block {}

  /**
   * @param side {@code left}, {@code center} or {@code right}
   */
  public record Text(String text, String side, boolean heading) implements Block {}

  public record Grid(List<List<String>> rows) implements Block {}
}
