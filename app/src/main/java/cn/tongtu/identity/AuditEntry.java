package cn.tongtu.identity;

import cn.tongtu.shared.RecordRef;
import java.time.Instant;
import java.util.Optional;

/** One line of the audit trail (审计记录). */
public record AuditEntry(
    long id,
    Instant at,
    Kind kind,
    String action,
    String actor,
    Optional<Long> seat,
    String address,
    String org,
    Optional<RecordRef> record,
    String before,
    String after,
    String why) {
  /** What sort of thing happened (审计类别). */
  public enum Kind {
    CHANGE,
    READ,
    REFUSED,
    SIGN_IN,
    SIGN_IN_FAILED,
    SIGN_OUT
  }
}
