package cn.tongtu.identity;

import cn.tongtu.seal.Sealable;

/** The audit trail as it is offered for sealing, for tests outside this package. */
public final class SealableAudit {
  private SealableAudit() {}

  public static Sealable asOffered() {
    return new SealedAudit().sealableAudit();
  }
}
