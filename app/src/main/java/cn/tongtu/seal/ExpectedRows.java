package cn.tongtu.seal;

import cn.tongtu.engine.seal.Hashing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The rows that several batches expect (应有各行), by their numbers, in whatever order they come. */
final class ExpectedRows {
  private final NavigableMap<Long, Run> runs = new TreeMap<>();
  private final List<Hashing> hashings = new ArrayList<>();
  private final BitSet taken = new BitSet();
  private int count;
  private Run here = new Run(0, 0, 0, 0, new Leaves(new byte[0]), 0);

  /**
   * Numbers that follow one another in a batch.
   *
   * @param index of the first in the batch
   * @param position of the first among all
   */
  private record Run(long from, long to, int index, int position, Leaves leaves, int batch) {}

  ExpectedRows(List<Batch> batches) {
    for (int batch = 0; batch < batches.size(); batch++) {
      var each = batches.get(batch);
      hashings.add(Hashings.named(each.said().hashing()));
      var index = 0;
      for (var run : each.ids().runs()) {
        runs.put(
            run.from(), new Run(run.from(), run.to(), index, count + index, each.leaves(), batch));
        index += Math.toIntExact(run.to() - run.from());
      }
      count += index;
    }
  }

  /** False when it was not expected, or came before, or is not as it was. */
  boolean take(Rows found) {
    var number = found.number();
    if (number < here.from || number >= here.to) {
      var run = runs.floorEntry(number);
      if (run == null || number >= run.getValue().to) {
        return false;
      }
      here = run.getValue();
    }
    var offset = (int) (number - here.from);
    var position = here.position + offset;
    if (taken.get(position)) {
      return false;
    }
    taken.set(position);
    var index = here.index + offset;
    return index < here.leaves.count()
        && here.leaves.holds(index, found.leaf(hashings.get(here.batch)));
  }

  boolean isComplete() {
    return taken.cardinality() == count;
  }

  int count() {
    return count;
  }
}
