package cn.tongtu.work;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.LongWork;
import cn.tongtu.shared.Outage;
import cn.tongtu.shared.Refusal;
import cn.tongtu.work.Job.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs what waits (任务执行者), so many at once and no more. Each server tells the database every second
 * that it lives; a job of one that fell silent is told as interrupted by whichever notices.
 */
@Component
class Workers {
  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final Duration CLEARING = Duration.ofHours(1);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

  private final JobRows rows;
  private final Kinds kinds;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final int atOnce;
  private final Duration lookEvery;
  private final Duration keep;
  private final String name = UUID.randomUUID().toString();
  private final Map<Long, Running> running = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("work").factory());
  private volatile boolean stopping;
  private String told = "";

  Workers(
      JobRows rows,
      Kinds kinds,
      TransactionTemplate transaction,
      ApplicationEventPublisher events,
      @Value("${tongtu.work.at-once:2}") int atOnce,
      @Value("${tongtu.work.look-every:2s}") Duration lookEvery,
      @Value("${tongtu.work.keep:90d}") Duration keep) {
    this.rows = rows;
    this.kinds = kinds;
    this.transaction = transaction;
    this.events = events;
    this.atOnce = atOnce;
    this.lookEvery = lookEvery;
    this.keep = keep;
  }

  private boolean works() {
    return atOnce > 0 && lookEvery.isPositive();
  }

  /** Begins only once the application serves, so that starting it takes no longer. */
  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    if (works()) {
      every(lookEvery, this::look);
      every(BEAT, this::beat);
      every(
          CLEARING,
          () -> {
            var _ = rows.forget(keep);
          });
    }
  }

  private void every(Duration pause, Runnable turn) {
    var _ =
        clock.scheduleWithFixedDelay(
            () -> quietly(turn), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Something waits now. */
  void wake() {
    if (works() && !stopping) {
      clock.execute(() -> quietly(this::take));
    }
  }

  /** The database may be away: told once, and not every second, for as long as it is the same. */
  private void quietly(Runnable turn) {
    try {
      turn.run();
      told = "";
    } catch (RuntimeException failure) {
      var message = String.valueOf(NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
      if (!message.equals(told)) {
        LOG.error("后台任务暂停 long work waits: {}", message);
        told = message;
      }
    }
  }

  void look() {
    for (var job : interrupted()) {
      LOG.warn("后台任务 {} 中断 job {} ({}) was interrupted", job.id(), job.id(), job.kind());
    }
    take();
  }

  private List<Job> interrupted() {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          var jobs = rows.interrupt(SILENCE);
          jobs.forEach(job -> tell(job, State.INTERRUPTED, new Label("", "")));
          return jobs;
        }));
  }

  private void take() {
    while (!stopping && running.size() < atOnce) {
      var next = next();
      if (next.isEmpty()) {
        return;
      }
      var job = next.get();
      var run =
          new Running(job, new Actor.Staff(job.person(), job.askedBy(), Optional.empty(), ""));
      running.put(job.id(), run);
      var _ = threads.submit(() -> run(run));
    }
  }

  private Optional<Job> next() {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          rows.lockTaking();
          return rows.take(
              name,
              kinds.list().stream().collect(Collectors.toMap(LongWork::kind, LongWork::atOnce)));
        }));
  }

  private void run(Running run) {
    MDC.put("request", "job-" + run.job().id());
    try {
      var result = kinds.get(run.job().kind()).run(run);
      end(run, State.DONE, result.told(), Optional.of(result));
    } catch (RuntimeException | Error failure) {
      failed(run, failure);
    } finally {
      running.remove(run.job().id());
      MDC.remove("request");
      wake();
    }
  }

  private void failed(Running run, Throwable failure) {
    if (run.isGivenBack()) {
      quietly(() -> rows.giveBack(name, run.job().id()));
    } else if (run.isStopped() || failure instanceof LongWork.Cancelled) {
      end(run, State.CANCELLED, run.beat().message(), Optional.empty());
    } else if (failure instanceof Refusal refusal) {
      end(run, State.FAILED, new Label(refusal.chinese(), refusal.english()), Optional.empty());
    } else {
      LOG.error("后台任务 {}（{}）失败 job failed", run.job().id(), run.job().kind(), failure);
      end(run, State.FAILED, fault(run, failure), Optional.empty());
    }
  }

  private static Label fault(Running run, Throwable failure) {
    return Outage.behind(failure)
        .map(Outage::label)
        .orElseGet(() ->
            new Label(
                "程序出错，日志中的编号是 job-" + run.job().id() + "，请联系系统管理员",
                "a fault of the program; the log has it under job-" + run.job().id()));
  }

  private void end(Running run, State state, Label told, Optional<LongWork.Result> result) {
    quietly(() ->
        transaction.executeWithoutResult(_ -> {
          if (rows.end(name, run.beat(told), state)) {
            run.takeFindings()
                .ifPresent(
                    found -> rows.addFindings(run.job().id(), found.before(), found.findings()));
            result.flatMap(LongWork.Result::file).ifPresent(file -> rows.put(run.job().id(), file));
            tell(run.job(), state, told);
          }
        }));
  }

  private void tell(Job job, State state, Label told) {
    events.publishEvent(
        new JobEnded(
            job.id(), job.person(), kinds.name(job.kind()), state, told, JobPages.href(job.id())));
  }

  /** Writes down what the running ones noted, and hears whether they are still wanted. */
  void beat() {
    for (var run : running.values()) {
      var found = run.takeFindings();
      try {
        if (beat(run, found) != JobRows.Still.WANTED) {
          run.stop();
        }
      } catch (RuntimeException failure) {
        found.ifPresent(run::putBack);
        throw failure;
      }
    }
  }

  private JobRows.Still beat(Running run, Optional<Running.Found> found) {
    return Objects.requireNonNull(
        transaction.execute(_ -> {
          var still = rows.beat(name, run.beat());
          if (still != JobRows.Still.GONE) {
            found.ifPresent(
                some -> rows.addFindings(run.job().id(), some.before(), some.findings()));
          }
          return still;
        }));
  }

  /** If it runs here; elsewhere it is heard of within a second. */
  void stop(long job) {
    Optional.ofNullable(running.get(job)).ifPresent(Running::stop);
  }

  /** The server stops: what runs is asked to end, and given back to begin anew. */
  @EventListener(ContextClosedEvent.class)
  void end() throws InterruptedException {
    stopping = true;
    clock.shutdown();
    running.values().forEach(Running::giveBack);
    threads.shutdown();
    if (!threads.awaitTermination(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.warn("有后台任务没有及时停下 some long work did not stop in time: {}", running.keySet());
      threads.shutdownNow();
    }
  }
}
