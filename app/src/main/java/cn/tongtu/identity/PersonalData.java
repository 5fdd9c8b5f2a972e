package cn.tongtu.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Personal data at rest (个人信息加密): AES-256-GCM by a key that lies outside the database, made when it
 * is first needed. Each value is bound to its place, so that nobody can move it to another row; a
 * mark finds equal values without reading any.
 */
@Service
public class PersonalData {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  static final String KEY_FILE =
      "${tongtu.personal-key:${tongtu.seal:${tongtu.data:data}/seal}/personal.key}";

  private final JdbcClient db;
  private final Path file;
  private final SecureRandom random = new SecureRandom();
  private @Nullable PersonalKey key;

  PersonalData(JdbcClient db, @Value(KEY_FILE) Path file) {
    this.db = db;
    this.file = file;
  }

  /**
   * @param place where it is kept, such as {@code person 7 phone}
   */
  public byte[] conceal(String clear, String place) {
    var nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      var cipher = cipher(Cipher.ENCRYPT_MODE, nonce, place);
      var text = cipher.doFinal(clear.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.allocate(NONCE + text.length).put(nonce).put(text).array();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  public String reveal(byte[] concealed, String place) {
    var bytes = ByteBuffer.wrap(concealed);
    var nonce = new byte[NONCE];
    bytes.get(nonce);
    var text = new byte[bytes.remaining()];
    bytes.get(text);
    try {
      return new String(
          cipher(Cipher.DECRYPT_MODE, nonce, place).doFinal(text), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException touched) {
      throw new IllegalStateException("个人信息被改动过 personal data was touched: " + place, touched);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key().encrypting(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /** Equal for equal values of one kind, and worthless without the key. */
  public byte[] mark(String clear, String kind) {
    return mark(key(), kind + " " + clear);
  }

  private static byte[] mark(PersonalKey key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key.marking());
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * A database that knows a key is never given another one: what was written before could not be
   * read.
   */
  private synchronized PersonalKey key() {
    if (key == null) {
      var known = proof();
      if (known.isPresent() && !Files.exists(file)) {
        throw PersonalKey.lost(file);
      }
      var found = Files.exists(file) ? PersonalKey.load(file) : PersonalKey.make(file);
      var proof = mark(found, "proof");
      db.sql("insert into identity.personal_key (proof) values (?) on conflict do nothing")
          .param(proof)
          .update();
      if (!MessageDigest.isEqual(proof, proof().orElse(proof))) {
        throw PersonalKey.lost(file);
      }
      key = found;
    }
    return key;
  }

  private Optional<byte[]> proof() {
    return db.sql("select proof from identity.personal_key").query(byte[].class).optional();
  }
}
