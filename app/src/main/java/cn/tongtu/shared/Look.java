package cn.tongtu.shared;

import java.util.Locale;
import java.util.Optional;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * How a reader wants pages to look (外观): light or dark, loose or tight, the menu wide or narrow,
 * and in which unit money is shown.
 */
public record Look(Theme theme, Density density, Menu menu, Units units) {
  public static final Look USUAL =
      new Look(Theme.AUTO, Density.COMFORTABLE, Menu.WIDE, Units.DECLARED);

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

  /**
   * In which unit pages show money (金额单位); {@code DECLARED} as each figure is declared. Documents,
   * exports and what one types are not touched by it.
   */
  public enum Units {
    DECLARED,
    WAN,
    YI
  }

  /** As stylesheets and addresses write it. */
  public static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Of the reader whose page is being made, as the language is; the usual one where nobody reads.
   */
  public static Look here() {
    return Optional.ofNullable(RequestContextHolder.getRequestAttributes())
        .map(request -> request.getAttribute(Look.class.getName(), RequestAttributes.SCOPE_REQUEST))
        .map(Look.class::cast)
        .orElse(USUAL);
  }
}
