package cn.tongtu.seal;

import cn.tongtu.shared.SecretFile;
import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** The key that signs roots (封存密钥): Ed25519, in a file that only its owner may read. */
record SealKey(PrivateKey secret, Public open) {
  private static final String ALGORITHM = "Ed25519";
  private static final String SECRET_FILE = "key.pem";
  private static final String PUBLIC_FILE = "public.pem";

  /** Its public half, with which anybody can check a signature. */
  record Public(PublicKey key) {
    static Public load(Path folder) {
      return reading(folder.resolve(PUBLIC_FILE), bytes -> ofBytes(bytes));
    }

    static Public ofBytes(byte[] x509) throws GeneralSecurityException {
      return new Public(
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(x509)));
    }

    boolean signed(byte[] text, byte[] signature) {
      try {
        var check = Signature.getInstance(ALGORITHM);
        check.initVerify(key);
        check.update(text);
        return check.verify(signature);
      } catch (GeneralSecurityException malformed) {
        return false;
      }
    }

    String base64() {
      return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /** By which people compare keys, on paper or over the telephone. */
    String fingerprint() {
      try {
        var hash = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        return HexFormat.ofDelimiter(":").formatHex(hash, 0, 16);
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  byte[] sign(byte[] text) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(secret);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(SECRET_FILE));
  }

  static SealKey load(Path folder) {
    var secret =
        reading(
            folder.resolve(SECRET_FILE),
            bytes ->
                KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(bytes)));
    var key = new SealKey(secret, Public.load(folder));
    var trial = new byte[] {1, 2, 3};
    if (!key.open.signed(trial, key.sign(trial))) {
      throw new StartupProblem(
          "封存密钥 %s 与 %s 不是一对。".formatted(folder.resolve(SECRET_FILE), PUBLIC_FILE),
          "%s and %s are not one pair of keys."
              .formatted(folder.resolve(SECRET_FILE), PUBLIC_FILE));
    }
    return key;
  }

  static SealKey make(Path folder) {
    try {
      var pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      write(folder.resolve(PUBLIC_FILE), "PUBLIC KEY", pair.getPublic().getEncoded(), "rw-r--r--");
      // The secret comes last: with it there, both are there.
      write(
          folder.resolve(SECRET_FILE), "PRIVATE KEY", pair.getPrivate().getEncoded(), "rw-------");
      return new SealKey(pair.getPrivate(), new Public(pair.getPublic()));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    } catch (IOException e) {
      throw new StartupProblem(
          "封存密钥不能写入 %s：%s。".formatted(folder, e),
          "The sealing key cannot be written to %s: %s.".formatted(folder, e));
    }
  }

  private static void write(Path file, String what, byte[] bytes, String rights)
      throws IOException {
    Files.deleteIfExists(file);
    var text =
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(what, Base64.getMimeEncoder().encodeToString(bytes), what);
    SecretFile.write(file, text, rights);
  }

  private interface Reading<T> {
    T of(byte[] bytes) throws GeneralSecurityException;
  }

  private static <T> T reading(Path file, Reading<T> reading) {
    try {
      var text = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
      return reading.of(Base64.getMimeDecoder().decode(text));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new StartupProblem(
          "封存密钥 %s 读不出：%s。请从备份恢复它；没有它不会封存。".formatted(file, e),
          "The sealing key %s cannot be read: %s. Restore it from a backup; nothing is sealed without it."
              .formatted(file, e));
    }
  }
}
