package cn.tongtu.demo.county;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * Where water runs (汇流): for each square the one it drains into, and how many drain through it. All
 * of it leaves at the outlet, over the lowest brims (Barnes, priority flood).
 */
final class Drainage {
  private final int[] into;
  private final int[] order;
  private final double[] through;

  private Drainage(int[] into, int[] order, double[] through) {
    this.into = into;
    this.order = order;
    this.through = through;
  }

  int[] into() {
    return into;
  }

  int[] order() {
    return order;
  }

  double[] through() {
    return through;
  }

  private static final Noise RISE = new Noise(3);

  /** Lifts pits in {@code heights} to their brim. */
  static Drainage of(Grid grid, double[] heights, int outlet, int inlet, double inflow) {
    var into = new int[grid.size()];
    Arrays.fill(into, -1);
    var order = new int[grid.size()];
    var seen = new boolean[grid.size()];
    record Brim(double height, int number, int cell) {}
    var brims =
        new PriorityQueue<Brim>((a, b) ->
            a.height != b.height
                ? Double.compare(a.height, b.height)
                : Integer.compare(a.number, b.number));
    brims.add(new Brim(heights[outlet], 0, outlet));
    seen[outlet] = true;
    var number = 0;
    var done = 0;
    for (var brim = brims.poll(); brim != null; brim = brims.poll()) {
      order[done++] = brim.cell;
      for (int direction = 0; direction < 8; direction++) {
        var next = grid.next(brim.cell, direction);
        if (next >= 0 && !seen[next]) {
          seen[next] = true;
          into[next] = brim.cell;
          // Uneven, so that water winds through flat land.
          heights[next] = Math.max(heights[next], brim.height + rise(next));
          brims.add(new Brim(heights[next], ++number, next));
        }
      }
    }
    steepest(grid, heights, into);
    var through = new double[grid.size()];
    Arrays.fill(through, 1);
    through[inlet] += inflow;
    for (int i = order.length - 1; i > 0; i--) {
      through[into[order[i]]] += through[order[i]];
    }
    return new Drainage(into, order, through);
  }

  private static double rise(int cell) {
    var chance = RISE.at(cell);
    return 0.02 + chance * chance * 0.8;
  }

  /** Not merely the way by which the flood came, but the steepest of those that lead down. */
  private static void steepest(Grid grid, double[] heights, int[] into) {
    for (int cell = 0; cell < into.length; cell++) {
      if (into[cell] >= 0) {
        var best = 0.0;
        for (int direction = 0; direction < 8; direction++) {
          var next = grid.next(cell, direction);
          var slope = next < 0 ? 0 : (heights[cell] - heights[next]) / Grid.step(direction);
          if (slope > best) {
            best = slope;
            into[cell] = next;
          }
        }
      }
    }
  }
}
