package cn.tongtu.engine.seal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** A sealed log whose leaf hashes can be asked for (封存日志); it makes the proofs. */
public final class SealedLog {
  private final long size;
  private final LongFunction<Hash> leaves;
  private final Hashing hashing;

  public SealedLog(long size, LongFunction<Hash> leaves, Hashing hashing) {
    this.size = size;
    this.leaves = leaves;
    this.hashing = hashing;
  }

  public Hash root() {
    return root(0, size);
  }

  /** That the entry at {@code index}, counted from 0, is in the log. */
  public Inclusion inclusion(long index) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("日志没有第 " + index + " 条 no such entry: " + index);
    }
    var path = new ArrayList<Hash>();
    inclusion(index, 0, size, path);
    return new Inclusion(index, size, path);
  }

  /** That the log of {@code earlier} entries is the beginning of this one. */
  public Consistency consistency(long earlier) {
    if (earlier < 0 || earlier > size) {
      throw new IllegalArgumentException("日志当时没有 " + earlier + " 条 the log never had " + earlier);
    }
    var path = new ArrayList<Hash>();
    if (earlier > 0 && earlier < size) {
      consistency(earlier, 0, size, true, path);
    }
    return new Consistency(earlier, size, path);
  }

  private void inclusion(long index, long from, long to, List<Hash> path) {
    if (to - from > 1) {
      var middle = from + split(to - from);
      if (index < middle) {
        inclusion(index, from, middle, path);
        path.add(root(middle, to));
      } else {
        inclusion(index, middle, to, path);
        path.add(root(from, middle));
      }
    }
  }

  /**
   * RFC 6962 §2.1.2, SUBPROOF: {@code known} tells that the verifier has this subtree's root
   * already.
   */
  private void consistency(long earlier, long from, long to, boolean known, List<Hash> path) {
    if (earlier == to) {
      if (!known) {
        path.add(root(from, to));
      }
      return;
    }
    var middle = from + split(to - from);
    if (earlier <= middle) {
      consistency(earlier, from, middle, known, path);
      path.add(root(middle, to));
    } else {
      consistency(earlier, middle, to, false, path);
      path.add(root(from, middle));
    }
  }

  private Hash root(long from, long to) {
    if (from == to) {
      return hashing.empty();
    }
    if (to - from == 1) {
      return leaves.apply(from);
    }
    var middle = from + split(to - from);
    return hashing.node(root(from, middle), root(middle, to));
  }

  /** The largest power of two below {@code count}. */
  private static long split(long count) {
    return Long.highestOneBit(count - 1);
  }
}
