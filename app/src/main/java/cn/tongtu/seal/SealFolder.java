package cn.tongtu.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.SecretFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.PropertyResolver;

/** The folder outside the database where roots and keys lie (封存文件夹). */
public record SealFolder(Path path) {
  static final String SETTING = "${tongtu.seal:${tongtu.data:data}/seal}";

  public static SealFolder chosenBy(PropertyResolver settings) {
    return new SealFolder(
        Path.of(settings.resolveRequiredPlaceholders(SETTING)).toAbsolutePath().normalize());
  }

  public Path roots() {
    return path.resolve("roots.log");
  }

  public Path publicKey() {
    return path.resolve("public.pem");
  }

  public Path secretKey() {
    return path.resolve("key.pem");
  }

  /** The lines of the first batches, as many as there are in a database. */
  public byte[] roots(long batches) throws IOException {
    var lines = new StringBuilder();
    if (batches > 0) {
      try (var file = Files.newBufferedReader(roots())) {
        for (long line = 0; line < batches; line++) {
          lines.append(line(file)).append('\n');
        }
      }
    }
    return lines.toString().getBytes(UTF_8);
  }

  private String line(BufferedReader file) throws IOException {
    var line = file.readLine();
    if (line == null) {
      throw new IOException(roots() + " 短于数据库的封存批次 ends before the batches do");
    }
    return line;
  }

  @Configuration(proxyBeanMethods = false)
  static class Offered {
    @Bean
    SealFolder sealFolder(@Value(SETTING) Path folder) {
      return new SealFolder(folder.toAbsolutePath().normalize());
    }

    @Bean
    SecretFile sealKeyFile(SealFolder folder) {
      return new SecretFile(folder.secretKey(), new Label("封存签名的私钥", "signs what is sealed"));
    }
  }
}
