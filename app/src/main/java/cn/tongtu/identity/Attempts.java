package cn.tongtu.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Wrong passwords in a row (连续失败次数), of an account or from an address. Past what is free each one
 * locks twice as long as the one before; a quiet day forgets them.
 */
record Attempts(int failures, Instant lastAt, Optional<Instant> lockedUntil) {
  static final int FREE_FOR_ACCOUNT = 5;

  /** A whole office may come from one address. */
  static final int FREE_FOR_ADDRESS = 50;

  private static final Duration FIRST_LOCK = Duration.ofMinutes(1);
  private static final Duration LONGEST_LOCK = Duration.ofMinutes(30);
  private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

  static Attempts none(Instant now) {
    return new Attempts(0, now, Optional.empty());
  }

  boolean lockedAt(Instant now) {
    return lockedUntil.map(now::isBefore).orElse(false);
  }

  Attempts failed(Instant now, int free) {
    var count = lastAt.plus(FORGOTTEN_AFTER).isBefore(now) ? 1 : failures + 1;
    return new Attempts(
        count, now, count < free ? Optional.empty() : Optional.of(now.plus(lock(count - free))));
  }

  private static Duration lock(int doublings) {
    var lock = FIRST_LOCK.multipliedBy(1L << Math.min(doublings, 10));
    return lock.compareTo(LONGEST_LOCK) > 0 ? LONGEST_LOCK : lock;
  }
}
