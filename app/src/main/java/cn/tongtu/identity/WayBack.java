package cn.tongtu.identity;

import cn.tongtu.form.KeptForms;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;

/**
 * The page that is opened after sign-in (回到原页面): the one that was asked for; of a form, which is
 * not sent twice by itself, the page it stood on, where what was typed is put in again.
 */
final class WayBack implements RequestCache {
  private static final String SAVED = "tongtu.way-back";

  private final KeptForms kept;

  WayBack(KeptForms kept) {
    this.kept = kept;
  }

  @Override
  public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
    var _ = save(request, response);
  }

  /**
   * @return whether a form was kept, to be filled in again
   */
  boolean save(HttpServletRequest request, HttpServletResponse response) {
    var form = kept.keep(request, response, KeptForms.Why.SESSION);
    var page =
        form.orElseGet(
            () -> request.getMethod().equals("GET") ? asked(request) : formsPage(request));
    if (!page.isEmpty() && !page.startsWith(SignInPages.PATH)) {
      request.getSession().setAttribute(SAVED, page);
    }
    return form.isPresent();
  }

  private static String asked(HttpServletRequest request) {
    var query = request.getQueryString();
    return request.getRequestURI() + (query == null ? "" : "?" + query);
  }

  private static String formsPage(HttpServletRequest request) {
    try {
      var from = URI.create(Objects.requireNonNullElse(request.getHeader(HttpHeaders.REFERER), ""));
      var ours =
          Objects.requireNonNullElse(from.getAuthority(), "")
              .equalsIgnoreCase(request.getHeader(HttpHeaders.HOST));
      var query = from.getRawQuery();
      return ours ? from.getRawPath() + (query == null ? "" : "?" + query) : "";
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }

  @Override
  public @Nullable SavedRequest getRequest(
      HttpServletRequest request, HttpServletResponse response) {
    var session = request.getSession(false);
    return session != null && session.getAttribute(SAVED) instanceof String page
        ? new SimpleSavedRequest(page)
        : null;
  }

  /** Nothing that was sent before sign-in is sent again; once its page is open it is forgotten. */
  @Override
  public @Nullable HttpServletRequest getMatchingRequest(
      HttpServletRequest request, HttpServletResponse response) {
    var saved = getRequest(request, response);
    if (SignedIn.here().isPresent()
        && saved != null
        && saved.getRedirectUrl().equals(asked(request))) {
      removeRequest(request, response);
    }
    return null;
  }

  @Override
  public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
    var session = request.getSession(false);
    if (session != null) {
      session.removeAttribute(SAVED);
    }
  }
}
