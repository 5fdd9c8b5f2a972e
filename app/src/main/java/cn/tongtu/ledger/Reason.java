package cn.tongtu.ledger;

import java.util.Optional;

/**
 * Why something is posted (事由); and, should it fall into a closed month, the reason of its own that
 * a revision needs (数据修订原因).
 */
public record Reason(String why, Optional<String> revision) {
  public Reason {
    revision = revision.map(String::strip).filter(text -> !text.isEmpty());
  }

  public static Reason of(String why) {
    return new Reason(why, Optional.empty());
  }

  /** Both, as the audit trail keeps them. */
  public String inFull() {
    return revision.map(text -> why + "；数据修订：" + text).orElse(why);
  }
}
