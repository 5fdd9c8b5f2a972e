package cn.tongtu.register;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Words;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Looks through the registers again and again (台账巡检): which days are to be worked out anew, and who
 * is to be told. Each deed is a transaction of its own and done once, so that a round may be broken
 * off anywhere and two servers may make theirs at the same time.
 */
@Component
class RegisterRounds {
  private static final Logger LOG = LoggerFactory.getLogger(RegisterRounds.class);
  private static final Actor.Product PRODUCT = new Actor.Product("台账巡检");

  private final Registers registers;
  private final Terms terms;
  private final Timing timing;
  private final Calling calling;
  private final List<Round> others;
  private final Duration every;
  private @Nullable ScheduledExecutorService timer;

  RegisterRounds(
      Registers registers,
      Terms terms,
      Timing timing,
      Calling calling,
      List<Round> others,
      @Value("${tongtu.register.look-every:10m}") Duration every) {
    this.registers = registers;
    this.terms = terms;
    this.timing = timing;
    this.calling = calling;
    this.others = others;
    this.every = every;
  }

  @EventListener(ApplicationReadyEvent.class)
  synchronized void begin() {
    if (timer == null && every.isPositive()) {
      timer =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("register-rounds").factory());
      var _ =
          timer.scheduleWithFixedDelay(
              () -> round(LocalDate.now(Words.CHINA)), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @EventListener(ContextClosedEvent.class)
  synchronized void end() {
    if (timer != null) {
      var _ = timer.shutdownNow();
    }
  }

  void round(LocalDate today) {
    for (var register : registers.list()) {
      for (var limit : register.limits()) {
        quietly(() -> look(register, limit, today));
      }
    }
    others.forEach(other -> quietly(() -> other.look(today)));
  }

  private void look(Register register, TimeLimit limit, LocalDate today) {
    for (var term : timing.unsettled(register, limit, today)) {
      quietly(() -> timing.recount(register, limit, term.record(), today, PRODUCT));
    }
    if (!limit.calls().isEmpty()) {
      var earliest = Math.max(0, -limit.calls().getFirst().offset());
      for (var term : terms.running(register, limit, limit.calendar().plus(today, earliest))) {
        if (!term.pauseIsOpen()) {
          quietly(() -> calling.call(register, limit, term.record(), today));
        }
      }
    }
  }

  /** One that fails does not keep the others from being looked at; it is tried again next time. */
  private void quietly(Runnable deed) {
    try {
      deed.run();
    } catch (RuntimeException failure) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.warn("台账巡检未完成，稍后再试 a round of the registers stopped", failure);
      }
    }
  }
}
