package cn.tongtu.seal;

import cn.tongtu.engine.seal.Hash;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;

/** The leaf hashes of a batch (叶散列), one behind the other. */
final class Leaves implements Iterable<Hash> {
  /** SHA-256 and SM3 alike. */
  private static final int WIDTH = 32;

  private final byte[] bytes;

  Leaves(byte[] bytes) {
    this.bytes = bytes;
  }

  int count() {
    return bytes.length / WIDTH;
  }

  Hash get(int index) {
    return Hash.of(Arrays.copyOfRange(bytes, index * WIDTH, (index + 1) * WIDTH));
  }

  boolean holds(int index, Hash leaf) {
    return leaf.isAt(bytes, index * WIDTH);
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public Iterator<Hash> iterator() {
    return IntStream.range(0, count()).mapToObj(this::get).iterator();
  }

  /** Gathers hashes in order. */
  static final class Gathering {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    void add(Hash leaf) {
      bytes.writeBytes(leaf.bytes());
    }

    Leaves leaves() {
      return new Leaves(bytes.toByteArray());
    }
  }
}
