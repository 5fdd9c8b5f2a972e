package cn.tongtu.attachment;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.PropertyResolver;

/** The folder in which photos and files lie, each under the SHA-256 of what it holds (附件文件夹). */
public record FileFolder(Path path) {
  private static final String SETTING = "${tongtu.files:${tongtu.data:data}/files}";

  public static FileFolder chosenBy(PropertyResolver settings) {
    return new FileFolder(Path.of(settings.resolveRequiredPlaceholders(SETTING)).toAbsolutePath());
  }

  /** Where the file with this digest lies. */
  public Path of(String digest) {
    if (!digest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("not a digest: " + digest);
    }
    return path.resolve(digest.substring(0, 2)).resolve(digest);
  }

  @Configuration(proxyBeanMethods = false)
  static class Offered {
    @Bean
    FileFolder fileFolder(@Value(SETTING) Path folder) {
      return new FileFolder(folder.toAbsolutePath());
    }
  }
}
