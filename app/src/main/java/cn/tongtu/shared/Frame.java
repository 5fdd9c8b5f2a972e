package cn.tongtu.shared;

/**
 * What surrounds every page (页面框架): its words, where it is, and the address of the one stylesheet.
 */
public record Frame(
    Words words, String path, String stylesheet, String inChinese, String inEnglish) {
  /** Whether the page lies under this entry of the menu. */
  public boolean under(String entry) {
    return path.equals(entry) || path.startsWith(entry + "/");
  }
}
