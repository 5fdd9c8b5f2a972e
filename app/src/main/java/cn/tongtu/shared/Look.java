package cn.tongtu.shared;

import java.util.Locale;

/**
 * How a reader wants pages to look (外观): light or dark, loose or tight, the menu wide or narrow.
 */
public record Look(Theme theme, Density density, Menu menu) {
  public static final Look USUAL = new Look(Theme.AUTO, Density.COMFORTABLE, Menu.WIDE);

  /** Light or dark (明暗); {@code AUTO} does as the system does. */
  public enum Theme {
    AUTO,
    LIGHT,
    DARK
  }

  /** How tight rows stand (疏密). */
  public enum Density {
    COMFORTABLE,
    COMPACT
  }

  /** Whether the menu shows words or only marks (菜单宽窄). */
  public enum Menu {
    WIDE,
    NARROW
  }

  /** As stylesheets and addresses write it. */
  public static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
