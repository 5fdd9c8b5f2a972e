package cn.tongtu.register;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts how often the same came before; who counts in a register waits for who counts there. */
@Repository
class Repeats {
  private final JdbcClient db;
  private final Entries entries;

  Repeats(JdbcClient db, Entries entries) {
    this.db = db;
    this.entries = entries;
  }

  /** Before a record gets its number: of two at once the later one knows the earlier. */
  void lock(Register register) {
    if (!register.repeats().isEmpty()) {
      db.sql("select pg_advisory_xact_lock(hashtextextended('repeats ' || ?, 0))")
          .param(register.id())
          .query((_, _) -> 0)
          .list();
    }
  }

  Entry counted(Register register, Entry kept) {
    return counted(register, List.of(kept)).getFirst();
  }

  /** The records as they are kept then, in the same order. */
  List<Entry> counted(Register register, List<Entry> kept) {
    if (register.repeats().isEmpty() || kept.isEmpty()) {
      return kept;
    }
    lock(register);
    var counts = new HashMap<Long, HashMap<String, Object>>();
    for (var repeat : register.repeats()) {
      db.sql(repeat.sql(register.table()))
          .params(
              repeat.months(),
              repeat.except().toArray(String[]::new),
              kept.stream().map(Entry::id).toArray(Long[]::new))
          .query(rs -> {
            counts
                .computeIfAbsent(rs.getLong(1), _ -> new HashMap<>())
                .put(repeat.field(), rs.getLong(2));
          });
    }
    var all = new ArrayList<Entry>();
    for (var entry : kept) {
      var counted = entry;
      for (var count : counts.getOrDefault(entry.id(), new HashMap<>()).entrySet()) {
        counted = counted.with(count.getKey(), count.getValue());
      }
      var worked = counted.holding(Facts.worked(register, counted));
      if (!worked.values().equals(counted.values())) {
        entries.put(register, worked);
      }
      all.add(worked);
    }
    return all;
  }
}
