package cn.tongtu.map;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Answers with the features of a layer (图层数据): the browser keeps them and asks each time whether
 * they are still the same. The tag is a weak one, since what is tagged strongly is not compressed.
 */
public final class FeatureAnswer {
  private final byte[] body;
  private final MediaType type;
  private final String tag;

  private FeatureAnswer(byte[] body, MediaType type, String tag) {
    this.body = body;
    this.type = type;
    this.tag = tag;
  }

  public static FeatureAnswer json(String collection) {
    return of(collection.getBytes(StandardCharsets.UTF_8), MediaType.APPLICATION_JSON);
  }

  public static FeatureAnswer of(byte[] body, MediaType type) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(body);
      return new FeatureAnswer(body, type, "W/\"" + HexFormat.of().formatHex(hash, 0, 12) + '"');
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  int size() {
    return body.length;
  }

  public ResponseEntity<byte[]> answer() {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache().cachePrivate())
        .eTag(tag)
        .contentType(type)
        .body(body);
  }
}
