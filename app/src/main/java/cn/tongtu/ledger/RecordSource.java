package cn.tongtu.ledger;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.RecordRef;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whoever keeps records that settle into the ledger (记录来源). The way down from a figure ends at a
 * card of the record, and the audit asks each source what all its records say now.
 */
public interface RecordSource {
  /** The record as a person reads it; empty when this source does not keep records of this kind. */
  Optional<RecordCard> card(RecordRef record);

  /** What records of this kind are called; empty when this source does not keep them. */
  Optional<Label> kind(String kind);

  /** How many of these records of one kind were made up to fill a total that alone is known. */
  long invented(String kind, Collection<Long> ids);

  /** Every record with what the ledger should hold because of it. */
  Stream<Said> everything();

  record Said(RecordRef record, Collection<Movement> movements) {}
}
