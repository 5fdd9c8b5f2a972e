package cn.tongtu.identity;

import cn.tongtu.form.KeptForms;
import cn.tongtu.shared.Actor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.Set;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.filter.OncePerRequestFilter;

/** What is turned away before it reaches a page (拦截), and that the trail tells of it. */
final class Refusals implements AccessDeniedHandler {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private static final int LONGEST_PATH = 200;

  private final Audit audit;
  private final WayBack wayBack;
  private final KeptForms kept;

  Refusals(Audit audit, WayBack wayBack, KeptForms kept) {
    this.kept = kept;
    this.audit = audit;
    this.wayBack = wayBack;
  }

  /**
   * A session that is over, and one whose person has left, lead to the sign-in page; a form whose
   * token has gone stale comes back filled in.
   */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
      throws IOException {
    var address = request.getRemoteAddr();
    var actor =
        SignedIn.here()
            .<Actor>map(who -> who.actor(address))
            .orElseGet(() -> new Actor.Stranger("（未登录）", address));
    var path = request.getRequestURI();
    var what = request.getMethod() + " " + path.substring(0, Math.min(path.length(), LONGEST_PATH));
    if (failure instanceof CsrfException) {
      audit.refused(actor, "form", "表单令牌不符：" + what);
      if (actor instanceof Actor.Stranger) {
        var form = wayBack.save(request, response);
        response.sendRedirect(SignInPages.PATH + (form ? "?kept" : "?ended"));
        return;
      }
      var page = kept.keep(request, response, KeptForms.Why.TOKEN);
      if (page.isPresent()) {
        response.sendRedirect(page.get());
        return;
      }
    } else if (failure instanceof AuthorizationDeniedException) {
      // Signed in, and yet let nowhere: the person has left meanwhile.
      audit.refused(actor, "access", "账号已停用：" + what);
      request.getSession().invalidate();
      response.sendRedirect(SignInPages.PATH + "?left");
      return;
    } else {
      audit.refused(actor, "access", failure.getMessage() + "：" + what);
    }
    response.sendError(HttpServletResponse.SC_FORBIDDEN);
  }

  /**
   * A browser says where a post comes from; a program that says nothing carries no one's cookies.
   */
  OncePerRequestFilter foreignForms() {
    return new OncePerRequestFilter() {
      @Override
      protected void doFilterInternal(
          HttpServletRequest request, HttpServletResponse response, FilterChain chain)
          throws ServletException, IOException {
        if (READING.contains(request.getMethod()) || fromHere(request)) {
          chain.doFilter(request, response);
        } else {
          handle(request, response, new AccessDeniedException("来自别的网站"));
        }
      }
    };
  }

  private static boolean fromHere(HttpServletRequest request) {
    var site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin") || site.equals("none");
    }
    var origin = request.getHeader("Origin");
    if (origin == null) {
      return true;
    }
    try {
      // An opaque origin reads "null" and has no authority.
      return Objects.requireNonNullElse(URI.create(origin).getAuthority(), "")
          .equalsIgnoreCase(request.getHeader("Host"));
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
