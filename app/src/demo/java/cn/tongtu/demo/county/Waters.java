package cn.tongtu.demo.county;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/** The rivers as chains of squares from source to mouth (河流), the main river first. */
final class Waters {
  /** {@code through} is how many squares drain through its mouth. */
  record River(List<Integer> cells, double through) {}

  private Waters() {}

  static List<River> of(Terrain terrain) {
    var grid = terrain.grid();
    var through = terrain.water().through();
    var into = terrain.water().into();
    var largest = new int[grid.size()];
    Arrays.fill(largest, -1);
    for (int cell = 0; cell < into.length; cell++) {
      var down = into[cell];
      if (down >= 0 && (largest[down] < 0 || through[cell] > through[largest[down]])) {
        largest[down] = cell;
      }
    }
    var taken = new HashSet<Integer>();
    var rivers = new ArrayList<River>();
    IntStream.range(0, grid.size())
        .filter(cell -> through[cell] >= Terrain.STREAM)
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer cell) -> -through[cell])
                .thenComparing(Comparator.naturalOrder()))
        .filter(cell -> !taken.contains(cell))
        .forEach(mouth -> {
          if (taken.contains(mouth)) {
            return;
          }
          var cells = new ArrayList<Integer>();
          if (into[mouth] >= 0) {
            cells.add(into[mouth]);
          }
          for (int cell = mouth;
              cell >= 0 && through[cell] >= Terrain.STREAM / 2;
              cell = largest[cell]) {
            cells.add(cell);
            var _ = taken.add(cell);
          }
          rivers.add(new River(List.copyOf(cells.reversed()), through[mouth]));
        });
    return rivers;
  }
}
