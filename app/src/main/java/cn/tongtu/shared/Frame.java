package cn.tongtu.shared;

import java.util.Optional;

/**
 * What surrounds every page (页面框架): its words, where it is, the address of the one stylesheet, who
 * is signed in, and the token that each form sends back.
 */
public record Frame(
    Words words,
    String path,
    String stylesheet,
    String inChinese,
    String inEnglish,
    Optional<String> person,
    String csrf) {
  /** Whether the page lies under this entry of the menu. */
  public boolean under(String entry) {
    return path.equals(entry) || path.startsWith(entry + "/");
  }
}
