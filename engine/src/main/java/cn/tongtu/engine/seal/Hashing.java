package cn.tongtu.engine.seal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;

/**
 * How a sealed log is hashed (散列算法): RFC 6962 §2.1 over a digest, so that no leaf can pass for a
 * node. One instance serves one thread.
 */
public final class Hashing {
  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest digest;

  /**
   * @param digest a digest of one's own, SM3 from a library for instance
   */
  public Hashing(Supplier<MessageDigest> digest) {
    this.digest = digest.get();
  }

  public static Hashing sha256() {
    return new Hashing(() -> {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("Every Java platform has SHA-256", impossible);
      }
    });
  }

  /** The root of a log without entries. */
  public Hash empty() {
    return Hash.own(digest.digest());
  }

  public Hash leaf(byte[] entry) {
    return leaf(entry, entry.length);
  }

  /** The leaf of an entry that fills the first bytes of an array. */
  public Hash leaf(byte[] entry, int length) {
    digest.update(LEAF);
    digest.update(entry, 0, length);
    return Hash.own(digest.digest());
  }

  public Hash node(Hash left, Hash right) {
    digest.update(NODE);
    digest.update(left.inside());
    return Hash.own(digest.digest(right.inside()));
  }
}
