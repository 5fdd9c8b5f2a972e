package cn.tongtu.work;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Some long work that somebody asked for (后台任务), and how far it has come. */
public record Job(
    long id,
    String kind,
    Map<String, String> parameters,
    long person,
    String askedBy,
    Instant askedAt,
    State state,
    boolean cancelling,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    long done,
    OptionalLong total,
    Label message,
    long findings,
    Optional<String> file) {

  /** 等待 · 进行 · 完成 · 失败 · 已取消 · 中断. */
  public enum State {
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED,
    INTERRUPTED;

    boolean isOpen() {
      return this == WAITING || this == RUNNING;
    }
  }

  /** Before this the speed is anybody's guess, and so no time left is told. */
  private static final Duration EARLIEST_ESTIMATE = Duration.ofSeconds(3);

  private static final int LEAST_SHARE = 50;

  /** How long it still takes at the speed so far; empty while that cannot be known. */
  Optional<Duration> left(Instant now) {
    if (state != State.RUNNING || cancelling || total.isEmpty() || startedAt.isEmpty()) {
      return Optional.empty();
    }
    var all = total.getAsLong();
    var passed = Duration.between(startedAt.get(), now);
    return passed.compareTo(EARLIEST_ESTIMATE) < 0 || done * LEAST_SHARE < all || done > all
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) ((double) passed.toMillis() / done * (all - done))));
  }

  /** In hundredths; empty while nobody knows how much there is. */
  Optional<Integer> percent() {
    return total.isEmpty() || total.getAsLong() == 0
        ? Optional.empty()
        : Optional.of(Math.clamp(done * 100 / total.getAsLong(), 0, 100));
  }

  void checkCancel() {
    Refusal.unless(
        state.isOpen(), "这项任务已经结束，不用再取消", "it has ended already and needs no cancelling");
  }

  void checkAgain() {
    Refusal.unless(
        !state.isOpen(), "这项任务还没有结束，不能重新开始", "it has not ended yet and cannot begin again");
  }
}
