package cn.tongtu.subscription.view;

import cn.tongtu.shared.Lamp;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.Typed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** To which systems the product pushes, and what came of it (推送). */
public record PushPage(
    List<Row> targets, List<Sending> sendings, List<Choice> registers, Typed typed) {
  public static final String ADD = "add";

  public record Row(long id, String name, String kind, String address, List<String> registers) {}

  /**
   * What was sent, waits or was given up.
   *
   * @param word of its standing, as its message is called
   */
  public record Sending(
      long id,
      String target,
      String text,
      Instant at,
      int attempts,
      Lamp lamp,
      String word,
      Optional<Instant> nextAt,
      String failure,
      boolean dead) {}
}
