package cn.tongtu.demo.county;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntPredicate;

/**
 * The cheapest way over the squares (Dijkstra); equal costs are told apart by number of the square.
 */
final class Ways {
  /** What one step costs; infinite where nobody goes. */
  interface Cost {
    double of(int from, int to, int direction);
  }

  private final Grid grid;
  private final double[] spent;
  private final int[] before;
  private final int[] owner;
  private final int[] asked;
  private int asking;

  private record Reached(double cost, int cell) {}

  Ways(Grid grid) {
    this.grid = grid;
    spent = new double[grid.size()];
    before = new int[grid.size()];
    owner = new int[grid.size()];
    asked = new int[grid.size()];
  }

  /** From a square to the first that suits, both among them; empty when none can be reached. */
  List<Integer> between(int from, IntPredicate there, Cost cost) {
    return between(from, there, cost, Double.POSITIVE_INFINITY);
  }

  /** Gives up where it would cost more than the limit. */
  List<Integer> between(int from, IntPredicate there, Cost cost, double limit) {
    var end = spread(new int[] {from}, there, cost, 8, limit);
    if (end < 0) {
      return List.of();
    }
    var cells = new ArrayList<Integer>();
    for (int cell = end; cell >= 0; cell = before[cell]) {
      cells.add(cell);
    }
    Collections.reverse(cells);
    return cells;
  }

  /** Which of the seeds each square is nearest to, by its place among them; only straight steps. */
  int[] nearest(int[] seeds, Cost cost) {
    var _ = spread(seeds, _ -> false, cost, 4, Double.POSITIVE_INFINITY);
    return owner.clone();
  }

  private int spread(int[] seeds, IntPredicate there, Cost cost, int directions, double limit) {
    var open =
        new PriorityQueue<Reached>((a, b) ->
            a.cost != b.cost ? Double.compare(a.cost, b.cost) : Integer.compare(a.cell, b.cell));
    asking++;
    for (int seed = 0; seed < seeds.length; seed++) {
      reach(seeds[seed], 0, -1);
      owner[seeds[seed]] = seed;
      open.add(new Reached(0, seeds[seed]));
    }
    for (var here = open.poll(); here != null; here = open.poll()) {
      if (here.cost > spent[here.cell]) {
        continue;
      }
      if (there.test(here.cell)) {
        return here.cell;
      }
      for (int direction = 0; direction < directions; direction++) {
        var next = grid.next(here.cell, direction);
        if (next >= 0) {
          var total = here.cost + cost.of(here.cell, next, direction);
          if (total < Double.POSITIVE_INFINITY
              && total <= limit
              && (asked[next] != asking || total < spent[next])) {
            reach(next, total, here.cell);
            owner[next] = owner[here.cell];
            open.add(new Reached(total, next));
          }
        }
      }
    }
    return -1;
  }

  /** What was reached for an earlier question counts no more. */
  private void reach(int cell, double cost, int from) {
    asked[cell] = asking;
    spent[cell] = cost;
    before[cell] = from;
  }
}
