package cn.tongtu.portfolio;

import cn.tongtu.ledger.Reason;
import java.util.Optional;

/**
 * What a deed on a project rests on (依据): where it is written, whether it was made up for a total
 * that alone is known, and the reason it needs should it change a closed month (数据修订原因).
 */
public record Grounds(String source, boolean invented, Optional<String> revision) {
  public static Grounds of(String source, boolean invented) {
    return new Grounds(source, invented, Optional.empty());
  }

  Reason reason(String why) {
    return new Reason(why, revision);
  }

  /** As the audit trail keeps it. */
  String inFull() {
    return reason(source).inFull();
  }
}
