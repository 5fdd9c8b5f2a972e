package cn.tongtu.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.tongtu.engine.seal.Hash;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One line of the file of signed roots (已签名的根): what a batch sealed, the hash of the line before,
 * and a signature over both.
 */
record SignedRoot(Said said, String previous, String signature) {
  /** What stands before the first line. */
  static final String NOTHING = "-";

  private static final int FIELDS = 11;

  /**
   * What is signed of a batch: the rows of a table with numbers in (after, through], the log's size
   * with them and its root.
   */
  record Said(
      long sequence,
      String table,
      long after,
      long through,
      long count,
      long size,
      String hashing,
      Hash root,
      Instant at) {}

  static SignedRoot sign(Said said, String previous, SealKey key) {
    return new SignedRoot(
        said, previous, Base64.getEncoder().encodeToString(key.sign(signed(said, previous))));
  }

  boolean isSignedBy(SealKey.Public key) {
    try {
      return key.signed(signed(said, previous), Base64.getDecoder().decode(signature));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  String line() {
    return text(said, previous) + " " + signature;
  }

  /** By which the next line names this one. */
  String hash() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(line().getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }

  /** Empty when the text is no such line, or one that is written in another way. */
  static Optional<SignedRoot> parse(String line) {
    var field = line.split(" ", -1);
    if (field.length != FIELDS) {
      return Optional.empty();
    }
    try {
      var read =
          new SignedRoot(
              new Said(
                  Long.parseLong(field[0]),
                  field[1],
                  Long.parseLong(field[2]),
                  Long.parseLong(field[3]),
                  Long.parseLong(field[4]),
                  Long.parseLong(field[5]),
                  field[6],
                  Hash.parse(field[7]),
                  Instant.parse(field[8])),
              field[9],
              field[10]);
      return Optional.of(read).filter(root -> root.line().equals(line));
    } catch (IllegalArgumentException | DateTimeParseException notALine) {
      return Optional.empty();
    }
  }

  private static byte[] signed(Said said, String previous) {
    return text(said, previous).getBytes(UTF_8);
  }

  private static String text(Said said, String previous) {
    return String.join(
        " ",
        Long.toString(said.sequence),
        said.table,
        Long.toString(said.after),
        Long.toString(said.through),
        Long.toString(said.count),
        Long.toString(said.size),
        said.hashing,
        said.root.toString(),
        said.at.toString(),
        previous);
  }
}
