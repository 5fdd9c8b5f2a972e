package cn.tongtu.web;

import cn.tongtu.map.BaseMap;
import cn.tongtu.shared.Outage;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Every request passes here first: it gets a number that the log repeats, and its answer gets the
 * headers that tell a browser what not to do.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class Gate extends OncePerRequestFilter {
  static final String REQUEST_ID = "cn.tongtu.requestId";
  static final String OUTAGE = "cn.tongtu.outage";
  private static final String POLICY =
      "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private final String policy;

  /** Pictures come from here, and from the server of map tiles where one is set. */
  Gate(BaseMap tiles) {
    this.policy = POLICY + tiles.host().map(host -> "; img-src 'self' " + host).orElse("");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var number = UUID.randomUUID().toString().substring(0, 8);
    request.setAttribute(REQUEST_ID, number);
    response.setHeader("X-Request-Id", number);
    response.setHeader("Content-Security-Policy", policy);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
    MDC.put("request", number);
    try {
      if (holdsNull(request)) {
        response.sendError(HttpServletResponse.SC_BAD_REQUEST);
      } else {
        served(request, response, chain);
      }
    } finally {
      MDC.remove("request");
    }
  }

  /** Sign-in asks the database before any page does. */
  private static void served(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      chain.doFilter(request, response);
    } catch (RuntimeException | ServletException failure) {
      var outage = Outage.behind(failure);
      if (outage.isEmpty() || response.isCommitted()) {
        throw failure;
      }
      request.setAttribute(OUTAGE, outage.get());
      response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
    }
  }

  /** No text that people write has this character, and PostgreSQL keeps none that has. */
  private static boolean holdsNull(HttpServletRequest request) {
    return request.getParameterMap().values().stream()
        .flatMap(Arrays::stream)
        .anyMatch(value -> value.indexOf('\0') >= 0);
  }
}
