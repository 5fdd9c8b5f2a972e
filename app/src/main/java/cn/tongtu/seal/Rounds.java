package cn.tongtu.seal;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Seals every few seconds while the application runs, and once more when it ends (封存轮次); a pause of
 * 0 leaves it to {@code ./tongtu seal}.
 */
@Component
class Rounds implements DisposableBean {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final Sealing sealing;
  private final Duration pause;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("seal").factory());
  private String told = "";

  Rounds(Sealing sealing, @Value("${tongtu.seal-every:3s}") Duration pause) {
    this.sealing = sealing;
    this.pause = pause;
  }

  /** Begins only once the application serves, so that starting it takes no longer. */
  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    if (pause.isPositive()) {
      var _ =
          clock.scheduleWithFixedDelay(
              this::round, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void round() {
    try {
      sealing.seal();
      told = "";
    } catch (RuntimeException failure) {
      tell(failure);
    }
  }

  /** Once, and not every three seconds, for as long as it is the same. */
  private void tell(RuntimeException failure) {
    var message = String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
    if (!message.equals(told)) {
      LOG.error("封存未进行 nothing is sealed: {}", message);
      told = message;
    }
  }

  @Override
  public void destroy() throws InterruptedException {
    clock.shutdown();
    if (clock.awaitTermination(10, TimeUnit.SECONDS) && pause.isPositive()) {
      round();
    }
  }
}
