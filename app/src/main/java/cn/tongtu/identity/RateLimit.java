package cn.tongtu.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How much somebody who is not signed in may ask (限流): so many requests a minute from an address,
 * and fewer sign-ins. An address that asks for more is told when to come back.
 */
final class RateLimit extends OncePerRequestFilter {
  /** Past so many addresses those that have their full allowance again are forgotten. */
  private static final int MOST_ADDRESSES = 20_000;

  private static final double NANOS_OF_MINUTE = Duration.ofMinutes(1).toNanos();

  private final int pages;
  private final int signIns;
  private final Clock clock;
  private final Map<String, Bucket> buckets = new HashMap<>();

  RateLimit(int pagesPerMinute, int signInsPerMinute, Clock clock) {
    this.pages = pagesPerMinute;
    this.signIns = signInsPerMinute;
    this.clock = clock;
  }

  /** What is left of a minute's allowance, which fills up steadily (令牌桶). */
  private record Bucket(double left, long at) {}

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var wait = SignedIn.here().isPresent() ? 0 : wait(request);
    if (wait == 0) {
      chain.doFilter(request, response);
    } else {
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait));
      response.sendError(HttpStatus.TOO_MANY_REQUESTS.value());
    }
  }

  private long wait(HttpServletRequest request) {
    var from = network(request.getRemoteAddr());
    var waiting = take("page " + from, pages);
    return waiting == 0 && request.getMethod().equals("POST")
        ? take("post " + from, signIns)
        : waiting;
  }

  /** One who has an IPv6 address has 2^64 of them. */
  private static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    var bytes =
        InetAddress.ofLiteral(address) instanceof Inet6Address six ? six.getAddress() : null;
    return bytes == null ? address : java.util.HexFormat.of().formatHex(bytes, 0, 8);
  }

  /**
   * @return 0, or in how many seconds there will be something left
   */
  synchronized long take(String key, int perMinute) {
    var now = Duration.between(java.time.Instant.EPOCH, clock.instant()).toNanos();
    if (buckets.size() >= MOST_ADDRESSES) {
      var most = Math.max(pages, signIns);
      buckets.values().removeIf(bucket -> filled(bucket, now, most) >= most);
    }
    var before = buckets.getOrDefault(key, new Bucket(perMinute, now));
    var left = filled(before, now, perMinute);
    if (left < 1) {
      return (long) Math.ceil((1 - left) * 60 / perMinute);
    }
    // Still too many after those that rest were forgotten: an attack from many addresses at once.
    if (buckets.size() < MOST_ADDRESSES || buckets.containsKey(key)) {
      buckets.put(key, new Bucket(left - 1, now));
    }
    return 0;
  }

  private static double filled(Bucket bucket, long now, int perMinute) {
    return Math.min(perMinute, bucket.left + (now - bucket.at) * perMinute / NANOS_OF_MINUTE);
  }
}
