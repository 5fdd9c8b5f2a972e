package cn.tongtu.web;

import cn.tongtu.shared.Look;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.WebUtils;

/** The look of pages: {@code ?theme=dark} says it, and a cookie keeps it for this browser. */
class Looks implements HandlerInterceptor {
  private static final String THEME = "theme";
  private static final String DENSITY = "density";
  private static final String MENU = "menu";
  private static final String UNITS = "units";
  static final Set<String> SETTINGS = Set.of(THEME, DENSITY, MENU, UNITS);

  static Look of(HttpServletRequest request) {
    return new Look(
        chosen(request, THEME, Look.USUAL.theme()),
        chosen(request, DENSITY, Look.USUAL.density()),
        chosen(request, MENU, Look.USUAL.menu()),
        chosen(request, UNITS, Look.USUAL.units()));
  }

  /** A cookie holds only what one of the choices is called; anything else is passed over. */
  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    request.setAttribute(Look.class.getName(), of(request));
    for (var setting : SETTINGS) {
      var value = request.getParameter(setting);
      if (value != null && value.matches("[a-z]{1,20}")) {
        var cookie = new Cookie(setting, value);
        cookie.setPath("/");
        cookie.setMaxAge((int) Duration.ofDays(365).toSeconds());
        cookie.setAttribute("SameSite", "Lax");
        response.addCookie(cookie);
      }
    }
    return true;
  }

  private static <E extends Enum<E>> E chosen(HttpServletRequest request, String name, E usual) {
    var cookie = WebUtils.getCookie(request, name);
    return Optional.ofNullable(request.getParameter(name))
        .or(() -> Optional.ofNullable(cookie).map(Cookie::getValue))
        .flatMap(value -> named(usual.getDeclaringClass(), value))
        .orElse(usual);
  }

  private static <E extends Enum<E>> Optional<E> named(Class<E> choices, String value) {
    for (var choice : choices.getEnumConstants()) {
      if (Look.word(choice).equals(value)) {
        return Optional.of(choice);
      }
    }
    return Optional.empty();
  }
}
