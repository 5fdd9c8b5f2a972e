package cn.tongtu.shared;

/**
 * Where browsers find stylesheet, modules and icons (静态资源): below one address that changes with
 * them.
 */
public record Assets(String root) {
  /** The address of a file that stands under {@code assets}, such as {@code js/chart.js}. */
  public String of(String file) {
    return root + file;
  }
}
