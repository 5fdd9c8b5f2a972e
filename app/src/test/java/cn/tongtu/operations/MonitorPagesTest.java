package cn.tongtu.operations;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.shared.Structure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.client.RestClient;

/** What a monitor and a load balancer ask, and what strangers are not told. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"tongtu.slow-sql=150ms", "spring.application.name=monitor"})
@ExtendWith(OutputCaptureExtension.class)
class MonitorPagesTest {
  @LocalServerPort int port;
  @Autowired ApplicationEventPublisher events;
  @Autowired JdbcClient db;
  @Autowired Health health;
  @Autowired Metrics metrics;
  @Autowired Structure structure;

  @Test
  void itLivesAndIsReadyAndStrangersHearNoMore() {
    assertThat(get("/health/live", Map.of()).getBody()).isEqualTo("{\"status\":\"UP\"}");
    var ready = get("/health/ready", Map.of());
    assertThat(ready.getStatusCode().value()).isEqualTo(200);
    assertThat(ready.getBody())
        .contains("\"database\":\"UP\"", "\"migrations\":\"UP\"", "\"disk\":\"UP\"");
    assertThat(get("/health/ready", Map.of("X-Forwarded-For", "10.9.8.7")).getBody())
        .isEqualTo("{\"status\":\"UP\"}");
    assertThat(ready.getHeaders().getFirst("Set-Cookie")).as("no session").isNull();
  }

  @Test
  void itIsNotReadyWhileItStopsNorWhenAnotherVersionHasChangedTheTables() throws Exception {
    AvailabilityChangeEvent.publish(events, this, ReadinessState.REFUSING_TRAFFIC);
    assertThat(get("/health/ready", Map.of()).getStatusCode().value()).isEqualTo(503);
    AvailabilityChangeEvent.publish(events, this, ReadinessState.ACCEPTING_TRAFFIC);
    assertThat(get("/health/ready", Map.of()).getStatusCode().value()).isEqualTo(200);
    for (int i = 0; i < 100 && !health.knowsItsTables(); i++) {
      Thread.sleep(20);
    }
    structure.change(
        List.of(
            """
            insert into work.migration (installed_rank, version, description, type, script, installed_by, execution_time, success)
            select max(installed_rank) + 1, '99', 'newer', 'SQL', 'x', 'x', 0, true from work.migration
            """));
    assertThat(get("/health/ready", Map.of()).getBody()).contains("\"migrations\":\"DOWN\"");
    structure.change(List.of("delete from work.migration where description = 'newer'"));
    assertThat(get("/health/ready", Map.of()).getStatusCode().value()).isEqualTo(200);
  }

  @Test
  void metricsAreForThisMachineAndNotThroughAProxyOnIt() throws Exception {
    var _ = get("/sign-in", Map.of());
    for (int i = 0; i < 100 && metrics.scrape().isEmpty(); i++) {
      Thread.sleep(50);
    }
    var _ = get("/sign-in", Map.of());
    assertThat(get("/metrics", Map.of()).getBody())
        .contains(
            "http_server_requests_seconds_count",
            "uri=\"/sign-in\"",
            "jvm_memory_used_bytes",
            "hikaricp_connections");
    assertThat(get("/metrics", Map.of("X-Forwarded-For", "127.0.0.1")).getStatusCode().value())
        .isEqualTo(404);
    assertThat(get("/metrics", Map.of("Forwarded", "for=127.0.0.1")).getStatusCode().value())
        .isEqualTo(404);
  }

  @Test
  void withATokenSetNobodyIsLetInWithout() {
    var guarded = new MonitorPages(health, metrics, "sesam");
    var local = new MockHttpServletRequest();
    assertThat(guarded.metrics(local).getStatusCode().value()).isEqualTo(404);
    local.addHeader("Authorization", "Bearer sesam");
    assertThat(guarded.metrics(local).getStatusCode().value()).isNotEqualTo(404);
    var far = new MockHttpServletRequest();
    far.setRemoteAddr("10.1.2.3");
    assertThat(new MonitorPages(health, metrics, "").metrics(far).getStatusCode().value())
        .isEqualTo(404);
  }

  @Test
  void aSlowStatementIsInTheLogWithItsRequestAndWithoutItsValues(CapturedOutput log) {
    MDC.put("request", "abcd1234");
    try {
      var _ =
          db.sql("select pg_sleep(?)::text || ?")
              .params(0.3, "geheim")
              .query(String.class)
              .single();
    } finally {
      MDC.remove("request");
    }
    assertThat(log)
        .contains("慢语句", "request abcd1234", "select pg_sleep(?)::text || ?")
        .doesNotContain("geheim");
    var told = log.toString();
    var _ = db.sql("select 1").query(Integer.class).single();
    assertThat(log.toString()).isEqualTo(told);
  }

  private ResponseEntity<String> get(String path, Map<String, String> headers) {
    return RestClient.builder()
        .baseUrl("http://127.0.0.1:" + port)
        .defaultStatusHandler(_ -> true, (_, _) -> {})
        .build()
        .get()
        .uri(path)
        .headers(all -> headers.forEach(all::set))
        .retrieve()
        .toEntity(String.class);
  }
}
