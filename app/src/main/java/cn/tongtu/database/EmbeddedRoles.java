package cn.tongtu.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who may sign in to the embedded server (内置库的两个角色): its owner and the application. */
record EmbeddedRoles(int port, Path passwordFile) {
  static final String APPLICATION = "tongtu_app";

  ServerAddress owner(String database) {
    return new ServerAddress(url(database), NewCluster.USER, ownerPassword());
  }

  ServerAddress application(String database) {
    return new ServerAddress(url(database), APPLICATION, applicationPassword());
  }

  /** Follows from the owner's, and the owner's does not follow from it: one secret to keep. */
  private String applicationPassword() {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(ownerPassword().getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(APPLICATION.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String ownerPassword() {
    try {
      return Files.readString(passwordFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }
}
