package cn.tongtu.operations;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What a monitor reads (监控指标): requests by page, the Java machine, and the connections to the
 * database. Made aside once the first pages are served, so that starting takes no longer.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 11)
class Metrics extends OncePerRequestFilter implements DisposableBean {
  private final DataSource database;
  private volatile @Nullable PrometheusMeterRegistry registry;
  private @Nullable JvmGcMetrics pauses;

  Metrics(DataSource database) {
    this.database = database;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    var _ = Thread.ofVirtual().start(this::make);
  }

  private void make() {
    var made = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(made);
    new JvmThreadMetrics().bindTo(made);
    new ProcessorMetrics().bindTo(made);
    new UptimeMetrics().bindTo(made);
    var collector = new JvmGcMetrics();
    collector.bindTo(made);
    pauses = collector;
    try {
      if (database.isWrapperFor(HikariDataSource.class)) {
        database
            .unwrap(HikariDataSource.class)
            .setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(made));
      }
    } catch (SQLException | IllegalStateException _) {
      // Then the monitor does not see the connections.
    }
    registry = made;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var begun = System.nanoTime();
    var status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    try {
      chain.doFilter(request, response);
      status = response.getStatus();
    } finally {
      count(request, status, System.nanoTime() - begun);
    }
  }

  private void count(HttpServletRequest request, int status, long nanos) {
    var open = registry;
    if (open != null) {
      // The pattern and never the address, or each record would be a series of its own.
      var page = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
      Timer.builder("http.server.requests")
          .tag("method", request.getMethod())
          .tag("uri", page == null ? "none" : page.toString())
          .tag("status", String.valueOf(status))
          .register(open)
          .record(Duration.ofNanos(nanos));
    }
  }

  /** In Prometheus's own format; empty during the first moments. */
  Optional<String> scrape() {
    return Optional.ofNullable(registry).map(PrometheusMeterRegistry::scrape);
  }

  @Override
  public void destroy() {
    super.destroy();
    Optional.ofNullable(pauses).ifPresent(JvmGcMetrics::close);
    Optional.ofNullable(registry).ifPresent(PrometheusMeterRegistry::close);
  }
}
