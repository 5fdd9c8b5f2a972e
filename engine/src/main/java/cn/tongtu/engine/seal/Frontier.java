package cn.tongtu.engine.seal;

import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a sealed log (封存前沿): one hash for each whole subtree, largest first. It is all
 * that appending needs, and it gives the root at any moment.
 *
 * @param size how many entries are in the log
 */
public record Frontier(long size, List<Hash> peaks) {
  public static final Frontier EMPTY = new Frontier(0, List.of());

  public Frontier {
    peaks = List.copyOf(peaks);
    if (size < 0 || peaks.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException(
          "封存前沿与条数不符 %d peaks do not fit %d entries".formatted(peaks.size(), size));
    }
  }

  public Hash root(Hashing hashing) {
    return peaks.reversed().stream()
        .reduce((right, left) -> hashing.node(left, right))
        .orElseGet(hashing::empty);
  }

  public Frontier append(Hash leaf, Hashing hashing) {
    return append(List.of(leaf), hashing);
  }

  public Frontier append(Iterable<Hash> leaves, Hashing hashing) {
    var edge = new ArrayList<>(peaks);
    var count = size;
    for (var leaf : leaves) {
      var merged = leaf;
      // As many whole subtrees close as the count has trailing ones.
      for (var bit = count; (bit & 1) == 1; bit >>= 1) {
        merged = hashing.node(edge.removeLast(), merged);
      }
      edge.add(merged);
      count++;
    }
    return new Frontier(count, edge);
  }
}
