package cn.tongtu.operations;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What machines ask without signing in: whether it lives and is ready, and figures for a monitor.
 * Strangers hear yes or no and nothing else.
 */
@RestController
class MonitorPages {
  private static final MediaType PROMETHEUS =
      MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");

  private final Health health;
  private final Metrics metrics;
  private final String token;

  MonitorPages(Health health, Metrics metrics, @Value("${tongtu.metrics.token:}") String token) {
    this.health = health;
    this.metrics = metrics;
    this.token = token.strip();
  }

  @GetMapping("/health/live")
  ResponseEntity<String> live() {
    return answer(health.lives(), Map.of(), false);
  }

  @GetMapping("/health/ready")
  ResponseEntity<String> ready(HttpServletRequest request) {
    var checks = health.ready();
    return answer(!checks.containsValue(false), checks, isOurs(request));
  }

  private static ResponseEntity<String> answer(
      boolean well, Map<String, Boolean> checks, boolean details) {
    var told =
        checks.entrySet().stream()
            .map(check -> "\"%s\":\"%s\"".formatted(check.getKey(), word(check.getValue())))
            .collect(Collectors.joining(","));
    return ResponseEntity.status(well ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .contentType(MediaType.APPLICATION_JSON)
        .header("Cache-Control", "no-store")
        .body(
            "{\"status\":\""
                + word(well)
                + "\""
                + (details ? ",\"checks\":{" + told + "}" : "")
                + "}");
  }

  private static String word(boolean well) {
    return well ? "UP" : "DOWN";
  }

  @GetMapping("/metrics")
  ResponseEntity<String> metrics(HttpServletRequest request) {
    if (!isOurs(request)) {
      return ResponseEntity.notFound().build();
    }
    return metrics
        .scrape()
        .map(text -> ResponseEntity.ok().contentType(PROMETHEUS).body(text))
        .orElseGet(() ->
            ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header("Retry-After", "5")
                .build());
  }

  /**
   * With the token, where one is set. Else from this machine, and not through a proxy on it, which
   * would make everybody local.
   */
  private boolean isOurs(HttpServletRequest request) {
    if (!token.isEmpty()) {
      var said = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
      return MessageDigest.isEqual(
          said.getBytes(StandardCharsets.UTF_8),
          ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }
    return request.getHeader("X-Forwarded-For") == null
        && request.getHeader("Forwarded") == null
        && isLoopback(request.getRemoteAddr());
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.ofLiteral(address).isLoopbackAddress();
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
