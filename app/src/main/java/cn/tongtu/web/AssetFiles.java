package cn.tongtu.web;

import cn.tongtu.shared.Assets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.resource.EncodedResourceResolver;

/**
 * Serves stylesheet, modules, icons and libraries below an address that holds the hash of them all:
 * browsers keep them for a year, modules find each other by relative names, and a new release
 * changes every address at once.
 */
@Component
class AssetFiles implements WebMvcConfigurer {
  static final String PATH = "/assets/";
  private static final String FOLDER = "classpath:/assets/";

  private final Assets assets = new Assets(PATH + hash() + "/");

  Assets assets() {
    return assets;
  }

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler(assets.root() + "**")
        .addResourceLocations(FOLDER)
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
        .resourceChain(true)
        .addResolver(new EncodedResourceResolver());
  }

  private static String hash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var files = new PathMatchingResourcePatternResolver().getResources(FOLDER + "**/*.*");
      Arrays.sort(files, Comparator.comparing(AssetFiles::name));
      for (var file : files) {
        digest.update(name(file).getBytes(StandardCharsets.UTF_8));
        digest.update(file.getContentAsByteArray());
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String name(Resource file) {
    try {
      var address = file.getURL().toString();
      return address.substring(address.lastIndexOf("/assets/"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
