package cn.tongtu.shared;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The address of a page with its query (网址), kept as legible as an address may be. */
public record Address(String text) {
  public static Address of(String path) {
    return new Address(path);
  }

  public Address with(String name, Object value) {
    return new Address(
        text + (text.indexOf('?') < 0 ? '?' : '&') + name + '=' + encode(value.toString()));
  }

  public Address withIf(boolean wanted, String name, Object value) {
    return wanted ? with(name, value) : this;
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("%3A", ":")
        .replace("%2C", ",")
        .replace("%2F", "/")
        .replace("%21", "!");
  }

  @Override
  public String toString() {
    return text;
  }
}
