package cn.tongtu.ledger;

import cn.tongtu.shared.Structure;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The years that have a partition among the postings (年度分区). A year's partition is made before its
 * first posting, in a transaction of its own: made in the posting's, all other first postings of
 * that year would wait for it to end, and two that each hold what the other waits for would never
 * end.
 */
final class Years {
  private final JdbcClient db;
  private final Structure structure;
  private final Set<Integer> made = ConcurrentHashMap.newKeySet();

  Years(JdbcClient db, Structure structure) {
    this.db = db;
    this.structure = structure;
  }

  /**
   * Returns when these years have their partitions, or when one could not be had at once, as while
   * a bulk load holds the postings: then {@code ledger.settle} makes it.
   */
  void make(SortedSet<Integer> years) {
    for (var year : years) {
      if (!made.contains(year)) {
        make(year);
      }
    }
  }

  private synchronized void make(int year) {
    if (made.contains(year)) {
      return;
    }
    if (exists(year) || structure.alone("select ledger.make_year(%d)".formatted(year))) {
      made.add(year);
    }
  }

  private boolean exists(int year) {
    return db.sql("select to_regclass('ledger.posting_y' || ?) is not null")
        .param(year)
        .query(Boolean.class)
        .single();
  }
}
