package cn.tongtu.identity;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** How much an address may ask before sign-in, by a clock that the test turns. */
class RateLimitTest {
  private Instant now = Instant.parse("2026-11-21T00:00:00Z");
  private final RateLimit limit =
      new RateLimit(
          30,
          3,
          new Clock() {
            @Override
            public Instant instant() {
              return now;
            }

            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }
          });

  @Test
  void oneWhoAsksTooMuchIsToldWhenToComeBackAndOthersAreNotHeldUp() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(post("10.0.0.1").getStatus()).isEqualTo(200);
    }
    var refused = post("10.0.0.1");
    assertThat(refused.getStatus()).isEqualTo(429);
    assertThat(refused.getHeader("Retry-After")).isEqualTo("20");
    assertThat(post("10.0.0.2").getStatus()).isEqualTo(200);
    now = now.plus(Duration.ofSeconds(19));
    assertThat(post("10.0.0.1").getStatus()).isEqualTo(429);
    now = now.plus(Duration.ofSeconds(1));
    assertThat(post("10.0.0.1").getStatus()).isEqualTo(200);
    assertThat(post("10.0.0.1").getStatus()).isEqualTo(429);
  }

  @Test
  void aNetworkOfSixIsOneAddress() throws Exception {
    for (int i = 0; i < 3; i++) {
      assertThat(post("2001:db8:0:1::" + i).getStatus()).isEqualTo(200);
    }
    assertThat(post("2001:db8:0:1:ffff::9").getStatus()).isEqualTo(429);
    assertThat(post("2001:db8:0:2::1").getStatus()).isEqualTo(200);
  }

  private HttpServletResponse post(String address) throws Exception {
    var request = new MockHttpServletRequest("POST", "/sign-in");
    request.setRemoteAddr(address);
    var response = new MockHttpServletResponse();
    limit.doFilter(request, response, new MockFilterChain());
    return response;
  }
}
