package cn.tongtu.demo.county;

import cn.tongtu.engine.geo.Line;
import cn.tongtu.engine.geo.Position;
import cn.tongtu.engine.geo.Ring;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The boundaries between areas of a grid (界线). Each stretch between two areas is drawn once and
 * used by both, so that areas fit without gap or overlap.
 */
final class Borders {
  private static final int ROUNDS = 8;
  private static final double WITHIN = 25;
  private static final int[][] AHEAD = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};

  private final Grid grid;
  private final int[] areas;
  private final int columns;
  private final Map<Long, List<Position>> drawn = new HashMap<>();

  /**
   * @param areas the area of each square; below 0 is none
   */
  Borders(Grid grid, int[] areas) {
    this.grid = grid;
    this.areas = areas;
    this.columns = grid.width() + 1;
  }

  /** The boundary of each area, against the clock. */
  Map<Integer, Ring> rings() {
    var edges = new TreeMap<Integer, SortedMap<Integer, Integer>>();
    for (int y = 0; y < grid.height(); y++) {
      for (int x = 0; x < grid.width(); x++) {
        var area = areas[grid.at(x, y)];
        for (int side = 0; side < 4 && area >= 0; side++) {
          if (area(x + new int[] {0, 1, 0, -1}[side], y + new int[] {-1, 0, 1, 0}[side]) != area) {
            var from = corner(x + (side == 1 || side == 2 ? 1 : 0), y + (side >= 2 ? 1 : 0));
            var _ =
                edges
                    .computeIfAbsent(area, _ -> new TreeMap<>())
                    .put(from * 4 + side, from + AHEAD[side][0] + AHEAD[side][1] * columns);
          }
        }
      }
    }
    var rings = new LinkedHashMap<Integer, Ring>();
    edges.forEach((area, sides) -> rings.put(area, ring(sides)));
    return rings;
  }

  private int area(int x, int y) {
    return grid.holds(x, y) ? areas[grid.at(x, y)] : -1;
  }

  private int corner(int x, int y) {
    return y * columns + x;
  }

  /** Walks along an area's sides, at a crossing turning right, to keep with the same squares. */
  private Ring ring(SortedMap<Integer, Integer> sides) {
    var best = new ArrayList<Integer>();
    while (!sides.isEmpty()) {
      var walk = new ArrayList<Integer>();
      var at = sides.firstKey();
      while (at != null) {
        walk.add(at / 4);
        var side = at % 4;
        int to = Objects.requireNonNull(sides.remove(at));
        Integer next = null;
        for (var turn : new int[] {1, 0, 3}) {
          var key = to * 4 + (side + turn) % 4;
          if (next == null && sides.containsKey(key)) {
            next = key;
          }
        }
        at = next;
      }
      if (walk.size() > best.size()) {
        best = walk;
      }
    }
    return drawn(best);
  }

  private Ring drawn(List<Integer> corners) {
    var count = corners.size();
    var first = 0;
    while (first < count && !junction(corners.get(first))) {
      first++;
    }
    Collections.rotate(corners, first == count ? 0 : -first);
    var positions = new ArrayList<Position>();
    var from = 0;
    for (int i = 1; i <= count; i++) {
      if (i == count || junction(corners.get(i))) {
        var stretch = new ArrayList<>(corners.subList(from, i));
        stretch.add(corners.get(i % count));
        var line = stretch(stretch);
        positions.addAll(line.subList(0, line.size() - 1));
        from = i;
      }
    }
    return new Ring(positions);
  }

  /** Where three areas meet, or two of them cornerwise. */
  private boolean junction(int corner) {
    var x = corner % columns;
    var y = corner / columns;
    var a = area(x - 1, y - 1);
    var b = area(x, y - 1);
    var c = area(x, y);
    var d = area(x - 1, y);
    var changes = (a != b ? 1 : 0) + (b != c ? 1 : 0) + (c != d ? 1 : 0) + (d != a ? 1 : 0);
    return changes > 2;
  }

  private List<Position> stretch(List<Integer> corners) {
    var forward = key(corners.getFirst(), corners.get(1));
    var known = drawn.get(forward);
    if (known != null) {
      return known;
    }
    var x = corners.stream().mapToDouble(corner -> corner % columns - 0.5).toArray();
    var y = corners.stream().mapToDouble(corner -> corner / columns - 0.5).toArray();
    var fixed = new boolean[x.length];
    for (int round = 0; round < ROUNDS; round++) {
      Tracks.smooth(x, fixed);
      Tracks.smooth(y, fixed);
    }
    var positions = new ArrayList<Position>();
    for (int i = 0; i < x.length; i++) {
      positions.add(grid.position(x[i], y[i]));
    }
    var closed = positions.getFirst().equals(positions.getLast());
    var line = closed ? positions : new Line(positions).simplified(WITHIN).positions();
    drawn.put(forward, line);
    drawn.put(key(corners.getLast(), corners.get(corners.size() - 2)), line.reversed());
    return line;
  }

  private static long key(int from, int next) {
    return (long) from << 32 | next;
  }
}
