package cn.tongtu.shared;

import java.util.Optional;

/**
 * What surrounds every page (页面框架): its words, where it is, its assets and look, who is signed in,
 * and the token that each form sends back.
 *
 * @param here this page's own address, without language and look
 */
public record Frame(
    Words words,
    String path,
    Address here,
    Assets assets,
    Look look,
    Optional<String> person,
    String csrf) {
  /** Whether the page lies under this entry of the menu. */
  public boolean under(String entry) {
    return path.equals(entry) || path.startsWith(entry + "/");
  }

  public String asset(String file) {
    return assets.of(file);
  }

  /** This page again, in another language or look. */
  public String with(String setting, String value) {
    return here.with(setting, value).text();
  }
}
