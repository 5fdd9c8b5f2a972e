package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.testkit.DemoClient;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.util.LinkedMultiValueMap;

/** Too many requests before sign-in: a page says so, and whoever is signed in works on. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"tongtu.rate.pages=40", "tongtu.rate.sign-ins=4"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RateLimitPageTest {
  @Autowired private Sample sample;
  @LocalServerPort private int port;

  @BeforeAll
  void load() {
    sample.load(new SampleFolder(Optional.empty()));
  }

  @Test
  void whoAsksTooMuchGetsAPageAndWhoIsSignedInGoesOn() {
    var clerk = DemoClient.signedIn(port, "demo-clerk");
    var stranger = DemoClient.stranger(port);
    var form = new LinkedMultiValueMap<String, String>();
    form.add("_csrf", stranger.csrf("/sign-in"));
    form.add("account", "somebody");
    form.add("password", "不知道不知道不知道");
    var statuses = new ArrayList<Integer>();
    for (int i = 0; i < 5; i++) {
      statuses.add(
          stranger
              .client()
              .post()
              .uri("/sign-in")
              .body(form)
              .retrieve()
              .toBodilessEntity()
              .getStatusCode()
              .value());
    }
    assertThat(statuses).startsWith(200, 200).endsWith(429);

    var page = stranger.client().get().uri("/sign-in").retrieve().toEntity(String.class);
    for (int i = 0; i < 40 && page.getStatusCode().value() == 200; i++) {
      page = stranger.client().get().uri("/sign-in").retrieve().toEntity(String.class);
    }
    assertThat(page.getStatusCode().value()).isEqualTo(429);
    assertThat(Integer.parseInt(String.valueOf(page.getHeaders().getFirst("Retry-After"))))
        .isBetween(1, 60);
    assertThat(page.getBody()).contains("请求太频繁", "请等一会儿再试");
    assertThat(page.getHeaders().getFirst("Content-Security-Policy")).contains("default-src");

    for (int i = 0; i < 50; i++) {
      assertThat(
              clerk.client().get().uri("/me").retrieve().toBodilessEntity().getStatusCode().value())
          .isEqualTo(200);
    }
  }
}
