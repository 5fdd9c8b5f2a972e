package cn.tongtu.ledger;

import cn.tongtu.seal.Sealable;

/** The postings as the ledger offers them for sealing, for tests outside it. */
public final class SealablePostings {
  private SealablePostings() {}

  public static Sealable asOffered() {
    return new SealedPostings().sealablePostings();
  }
}
