package cn.tongtu.ledger;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Settles every record again (按记录复核); a sound ledger has nothing to append. */
@Component
class Resettling {
  private static final String WHY = "按记录复核";

  private final BulkSettling bulk;
  private final Postings postings;
  private final ObjectProvider<RecordSource> sources;
  private final TransactionTemplate transaction;

  Resettling(
      BulkSettling bulk,
      Postings postings,
      ObjectProvider<RecordSource> sources,
      TransactionTemplate transaction) {
    this.bulk = bulk;
    this.postings = postings;
    this.sources = sources;
    this.transaction = transaction;
  }

  /** How many records were settled, and for which of them how many postings were to be added. */
  record Found(long records, Map<RecordRef, Long> differing) {
    long appended() {
      return differing.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * @param dryRun whether all is taken back
   * @param each told how many records were read by now; throws to break it off
   */
  Found resettle(boolean dryRun, Actor actor, LongConsumer each) {
    var records = new AtomicLong();
    return Objects.requireNonNull(
        transaction.execute(status -> {
          var before = postings.last();
          bulk.settle(
              sources
                  .orderedStream()
                  .flatMap(RecordSource::everything)
                  .peek(_ -> each.accept(records.incrementAndGet())),
              actor,
              new Reason(WHY, Optional.of(WHY)));
          var differing = postings.countsOfThisTransaction(before);
          if (dryRun) {
            status.setRollbackOnly();
          }
          return new Found(records.get(), differing);
        }));
  }
}
