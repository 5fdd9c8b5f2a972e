package cn.tongtu.subscription;

import cn.tongtu.shared.Refusal;
import cn.tongtu.subscription.Deliveries.Delivery;
import cn.tongtu.subscription.Target.Kind;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends what waits (推送发送): signed, again and again at growing intervals, and given up in the end. A
 * message may come twice, when an answer got lost; its number tells.
 */
@Component
class Pushing {
  private static final Logger LOG = LoggerFactory.getLogger(Pushing.class);
  private static final int MOST_ATTEMPTS = 8;
  private static final int FACTOR = 4;
  private static final Duration LONGEST_WAIT = Duration.ofHours(6);
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final int LONGEST_ANSWER = 64 * 1024;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private final Deliveries deliveries;
  private final Destinations destinations;
  private final Duration every;
  private final Duration firstWait;
  private final Duration longest;
  private final String base;
  private final HttpClient http;
  private @Nullable ScheduledExecutorService timer;

  Pushing(
      Deliveries deliveries,
      Destinations destinations,
      @Value("${tongtu.push.look-every:2s}") Duration every,
      @Value("${tongtu.push.first-wait:10s}") Duration firstWait,
      @Value("${tongtu.push.longest:10s}") Duration longest,
      @Value("${tongtu.push.base:}") String base) {
    this.deliveries = deliveries;
    this.destinations = destinations;
    this.every = every;
    this.firstWait = firstWait;
    this.longest = longest;
    this.base = base;
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(longest)
            // Where one is led to was not looked at.
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  @EventListener(ApplicationReadyEvent.class)
  synchronized void begin() {
    if (timer == null && every.isPositive()) {
      timer =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("pushing").factory());
      var _ =
          timer.scheduleWithFixedDelay(
              this::all, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @EventListener(ContextClosedEvent.class)
  synchronized void end() {
    if (timer != null) {
      var _ = timer.shutdownNow();
    }
    http.shutdownNow();
  }

  /** Everything that is to be sent now. */
  void all() {
    try {
      for (var next = deliveries.claim(LEASE); next.isPresent(); next = deliveries.claim(LEASE)) {
        one(next.get());
      }
      deliveries.forget();
    } catch (RuntimeException failure) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.warn("推送未完成，稍后再试 pushing stopped", failure);
      }
    }
  }

  private void one(Delivery delivery) {
    var failure = failure(delivery);
    if (failure.isEmpty()) {
      deliveries.sent(delivery);
    } else {
      deliveries.failed(delivery, failure.get(), wait(delivery.attempts()));
    }
  }

  private Optional<Duration> wait(int attempts) {
    var wait = firstWait.multipliedBy((long) Math.pow(FACTOR, attempts - 1.0));
    return attempts >= MOST_ATTEMPTS
        ? Optional.empty()
        : Optional.of(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }

  private Optional<String> failure(Delivery delivery) {
    try {
      var uri = destinations.require(delivery.target().address());
      var sending =
          http.sendAsync(
              request(uri, delivery),
              HttpResponse.BodyHandlers.limiting(
                  HttpResponse.BodyHandlers.ofString(), LONGEST_ANSWER));
      try {
        // Over the whole of it: who answers a byte a second would else hold up everybody.
        return refusal(
            delivery.target().kind(), sending.get(longest.toMillis(), TimeUnit.MILLISECONDS));
      } finally {
        var _ = sending.cancel(true);
      }
    } catch (Refusal refusal) {
      return Optional.of(refusal.chinese());
    } catch (TimeoutException slow) {
      return Optional.of("对方 %d 秒内没有答复".formatted(longest.toSeconds()));
    } catch (ExecutionException failed) {
      return Optional.of("未能连接或答复有误：" + failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.of("发送时系统正在停止");
    }
  }

  /** Robots answer 200 also when they refuse, and say so in what they answer. */
  private static Optional<String> refusal(Kind kind, HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      return Optional.of("对方答复 " + answer.statusCode());
    }
    if (kind == Kind.URL) {
      return Optional.empty();
    }
    try {
      var said = JSON.readTree(answer.body());
      return said.path("errcode").asInt(-1) == 0
          ? Optional.empty()
          : Optional.of("对方拒绝：" + answer.body());
    } catch (JacksonException malformed) {
      return Optional.of("对方答复不是 JSON：" + answer.body());
    }
  }

  private HttpRequest request(URI uri, Delivery delivery) {
    var target = delivery.target();
    var message = JSON.readValue(delivery.message(), OBJECT);
    var now = Instant.now();
    return switch (target.kind()) {
      case DINGTALK ->
          post(
                  target.secret().isEmpty()
                      ? uri
                      : signed(uri, target.secret(), now.toEpochMilli()),
                  Map.of(
                      "msgtype",
                      "markdown",
                      "markdown",
                      Map.of(
                          "title", String.valueOf(message.get("text")), "text", markdown(message))))
              .build();
      case WECOM ->
          post(uri, Map.of("msgtype", "markdown", "markdown", Map.of("content", markdown(message))))
              .build();
      case URL -> {
        message.put("delivery", delivery.id());
        message.put("at", delivery.at().toString());
        var body = JSON.writeValueAsString(message);
        var stamp = String.valueOf(now.getEpochSecond());
        yield HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("X-Tongtu-Delivery", String.valueOf(delivery.id()))
            .header("X-Tongtu-Timestamp", stamp)
            .header(
                "X-Tongtu-Signature",
                "sha256=" + HexFormat.of().formatHex(hmac(target.secret(), stamp + "." + body)))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
      }
    };
  }

  private HttpRequest.Builder post(URI uri, Map<String, ?> body) {
    return HttpRequest.newBuilder(uri)
        .header("Content-Type", "application/json; charset=utf-8")
        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
  }

  private String markdown(Map<String, Object> message) {
    // What people type is text and not a heading, a link or a picture of the message.
    var text = String.valueOf(message.get("text")).replaceAll("([\\\\`*_\\[\\]<>#!|])", "\\\\$1");
    return base.isEmpty() ? text : text + "\n\n[查看](" + base + message.get("href") + ")";
  }

  /** As DingTalk's robots want it: of time and secret, in the address. */
  static URI signed(URI uri, String secret, long millis) {
    var sign = Base64.getEncoder().encodeToString(hmac(secret, millis + "\n" + secret));
    return URI.create(
        uri
            + (uri.getRawQuery() == null ? "?" : "&")
            + "timestamp="
            + millis
            + "&sign="
            + URLEncoder.encode(sign, StandardCharsets.UTF_8));
  }

  static byte[] hmac(String secret, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
