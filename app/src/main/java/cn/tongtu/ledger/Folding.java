package cn.tongtu.ledger;

import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Moves the edge of the roll-ups along while the application runs, and sees to it that they are
 * audited every night. Late folding makes reading slower, never wrong.
 */
@Component
class Folding implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Folding.class);
  private static final long PAUSE_MILLIS = 500;
  private static final long AUDIT_MINUTES = 10;

  private final Rollups rollups;
  private final NightlyAudit nightly;
  private final LedgerChanges changes;
  private @Nullable ScheduledExecutorService timer;
  private String told = "";

  Folding(Rollups rollups, NightlyAudit nightly, LedgerChanges changes) {
    this.changes = changes;
    this.rollups = rollups;
    this.nightly = nightly;
  }

  @Override
  public synchronized void start() {
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ledger-folding").factory());
    var _ =
        timer.scheduleWithFixedDelay(this::fold, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    var _ =
        timer.scheduleWithFixedDelay(this::audit, AUDIT_MINUTES, AUDIT_MINUTES, TimeUnit.MINUTES);
  }

  private void fold() {
    try {
      rollups.fold();
      changes.mark();
      told = "";
    } catch (RuntimeException failed) {
      tell("汇总未能推进，稍后再试 the roll-ups could not be moved along", failed);
    }
  }

  private void audit() {
    try {
      var _ = nightly.ifDue(Instant.now());
    } catch (RuntimeException failed) {
      tell("汇总未能核对 the roll-ups could not be audited", failed);
    }
  }

  /** Once for as long as it is the same; and not that we ourselves were interrupted at the end. */
  private void tell(String what, RuntimeException failed) {
    var message = what + ": " + NestedExceptionUtils.getMostSpecificCause(failed).getMessage();
    if (isRunning() && !message.equals(told)) {
      LOG.warn("{}", message);
      told = message;
    }
  }

  @Override
  public synchronized void stop() {
    if (timer != null) {
      // Nothing is lost by leaving a fold halfway: the edge stays where it was.
      var _ = timer.shutdownNow();
      timer = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return timer != null;
  }
}
