package cn.tongtu.api.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.Typed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One's own access tokens (我的访问令牌).
 *
 * @param secret what opens the one that was just made; shown this once
 * @param opened the registers ticked in the form
 */
public record TokensPage(
    List<Row> tokens,
    List<Group> groups,
    Optional<String> secret,
    String proposedLast,
    Set<String> opened,
    Typed typed) {
  public static final String MAKE = "make";

  public record Row(
      long id,
      String name,
      String hint,
      boolean writes,
      List<Label> registers,
      String lastDay,
      Optional<Instant> usedAt,
      String usedFrom,
      Standing standing) {}

  /** Whether a token still opens anything. */
  public enum Standing {
    VALID,
    OVER,
    REVOKED
  }

  /** The registers of a module of business. */
  public record Group(Label label, List<Choice> registers) {}
}
