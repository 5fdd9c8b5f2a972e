package cn.tongtu.map;

import cn.tongtu.shared.StartupProblem;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The tiles behind a map (底图), a setting: {@code tongtu.map.base-url} with {@code {x} {y} {z}} and
 * {@code {key}}, of any XYZ server or a WMTS by its KVP address. Without it maps show the county's
 * own ground.
 */
@Component
public class BaseMap {
  private final String url;
  private final String attribution;
  private final boolean shifted;

  BaseMap(
      @Value("${tongtu.map.base-url:}") String url,
      @Value("${tongtu.map.base-key:}") String key,
      @Value("${tongtu.map.base-attribution:}") String attribution,
      @Value("${tongtu.map.base-crs:cgcs2000}") String crs) {
    this.url = url.replace("{key}", key);
    this.attribution = attribution;
    this.shifted =
        switch (crs.toLowerCase(Locale.ROOT)) {
          case "gcj02" -> true;
          case "cgcs2000", "wgs84" -> false;
          default ->
              throw new StartupProblem(
                  "tongtu.map.base-crs 应为 cgcs2000 或 gcj02，不是 " + crs,
                  "tongtu.map.base-crs is cgcs2000 or gcj02, not " + crs);
        };
    if (!url.isEmpty() && !url.matches("https?://[^/]+/.*\\{[xyz]}.*")) {
      throw new StartupProblem(
          "tongtu.map.base-url 应以 http(s):// 开头并含 {x}、{y}、{z}：" + url,
          "tongtu.map.base-url begins with http(s):// and has {x}, {y} and {z}: " + url);
    }
  }

  /** What the script asks for; the key of a tile server is seen by every browser anyway. */
  Map<String, Object> settings() {
    return Map.of("url", url, "attribution", attribution, "gcj02", shifted);
  }

  /** From where pages may load pictures besides their own server, for the content policy. */
  public Optional<String> host() {
    if (url.isEmpty()) {
      return Optional.empty();
    }
    // One of several hosts, as in t{0-7}.tianditu.gov.cn, stands for all below their domain.
    var host = url.replaceFirst("^(https?://)[^/]*?\\{[^}/]*}[^./]*\\.", "$1*.");
    var end = host.indexOf('/', "https://".length());
    return Optional.of(end < 0 ? host : host.substring(0, end));
  }
}
