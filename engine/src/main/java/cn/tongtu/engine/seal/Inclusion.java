package cn.tongtu.engine.seal;

import java.util.List;

/** A proof that an entry is in a sealed log (存在证明): the hashes beside its way up to the root. */
public record Inclusion(long index, long size, List<Hash> path) {
  public Inclusion {
    path = List.copyOf(path);
  }

  /** Whether the leaf at {@code index} of the log with this root is this one. */
  public boolean proves(Hash leaf, Hash root, Hashing hashing) {
    if (index < 0 || index >= size) {
      return false;
    }
    var position = index;
    var last = size - 1;
    var hash = leaf;
    for (var beside : path) {
      if (last == 0) {
        return false;
      }
      if ((position & 1) == 1 || position == last) {
        hash = hashing.node(beside, hash);
        while ((position & 1) == 0 && position != 0) {
          position >>= 1;
          last >>= 1;
        }
      } else {
        hash = hashing.node(hash, beside);
      }
      position >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }
}
