package cn.tongtu.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends a session whose time is over before anything is done in it (会话到期). */
final class SessionEnd extends OncePerRequestFilter {
  private final Sessions sessions;

  SessionEnd(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var session = request.getSession(false);
    if (session != null) {
      sessions.endIfOverdue(session.getId());
    }
    chain.doFilter(request, response);
  }
}
