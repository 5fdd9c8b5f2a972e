package cn.tongtu.engine.seal;

import java.util.List;

/**
 * A proof that a sealed log of {@code earlier} entries is the beginning of the one of {@code later}
 * entries (一致证明): nothing before was changed, taken out or put in between.
 */
public record Consistency(long earlier, long later, List<Hash> path) {
  public Consistency {
    path = List.copyOf(path);
  }

  /** RFC 9162 §2.1.4.2, which spells out the check that RFC 6962 leaves to its reader. */
  public boolean proves(Hash earlierRoot, Hash laterRoot, Hashing hashing) {
    if (earlier < 0 || earlier > later) {
      return false;
    }
    if (earlier == 0) {
      return path.isEmpty() && earlierRoot.equals(hashing.empty());
    }
    if (earlier == later) {
      return path.isEmpty() && earlierRoot.equals(laterRoot);
    }
    var steps = path;
    var whole = Long.bitCount(earlier) == 1;
    if (!whole && steps.isEmpty()) {
      return false;
    }
    var first = whole ? earlierRoot : steps.getFirst();
    steps = whole ? steps : steps.subList(1, steps.size());
    var position = earlier - 1;
    var last = later - 1;
    while ((position & 1) == 1) {
      position >>= 1;
      last >>= 1;
    }
    var old = first;
    var now = first;
    for (var beside : steps) {
      if (last == 0) {
        return false;
      }
      if ((position & 1) == 1 || position == last) {
        old = hashing.node(beside, old);
        now = hashing.node(beside, now);
        while ((position & 1) == 0 && position != 0) {
          position >>= 1;
          last >>= 1;
        }
      } else {
        now = hashing.node(now, beside);
      }
      position >>= 1;
      last >>= 1;
    }
    return last == 0 && old.equals(earlierRoot) && now.equals(laterRoot);
  }
}
