package cn.tongtu.register;

import cn.tongtu.ledger.Reason;
import cn.tongtu.shared.Actor;
import java.util.Collection;
import java.util.Optional;

/**
 * Whatever follows from the records of registers and stands elsewhere (随记录而动): what was owed and is
 * done now, a balance that must not go below zero. Told in the transaction that wrote them.
 */
public interface RecordFollower {
  boolean follows(Register register);

  /**
   * @throws cn.tongtu.shared.Refusal when the records cannot be like that; nothing is written then
   */
  void changed(Register register, Collection<EntryChange> changes, Actor actor, Reason reason);

  /**
   * A record before, where there was one, and since; of one that was withdrawn what it was last,
   * and a follower that looks for it finds it no more.
   */
  record EntryChange(Optional<Entry> before, Entry after) {
    static EntryChange gone(Entry last) {
      return new EntryChange(Optional.of(last), last);
    }
  }
}
