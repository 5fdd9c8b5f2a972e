package cn.tongtu.engine.seal;

import java.util.Arrays;
import java.util.HexFormat;

/** A hash (散列值): bytes that compare by content and print as hexadecimal. */
public final class Hash {
  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Hash of(byte[] bytes) {
    return new Hash(bytes.clone());
  }

  /** Takes the array as its own; for arrays that nobody else holds. */
  static Hash own(byte[] bytes) {
    return new Hash(bytes);
  }

  /**
   * @throws IllegalArgumentException when the text is not hexadecimal
   */
  public static Hash parse(String hexadecimal) {
    return new Hash(HexFormat.of().parseHex(hexadecimal));
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** Whether its bytes stand there. */
  public boolean isAt(byte[] all, int offset) {
    return Arrays.equals(bytes, 0, bytes.length, all, offset, offset + bytes.length);
  }

  byte[] inside() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
