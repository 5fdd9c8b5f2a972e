package cn.tongtu.demo.county;

import cn.tongtu.engine.geo.Line;
import cn.tongtu.engine.geo.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns chains of squares into lines that bend as roads and rivers do. A square keeps the place it
 * was first given, so that what branches off there begins in the very same position.
 */
final class Tracks {
  private static final Noise ASIDE = new Noise(5);

  private record Place(double x, double y) {}

  private final Grid grid;
  private final Map<Integer, Place> places = new HashMap<>();

  Tracks(Grid grid) {
    this.grid = grid;
  }

  /** Lays a chain down; its places are fixed from now on. */
  void lay(List<Integer> cells, int rounds) {
    var count = cells.size();
    var x = new double[count];
    var y = new double[count];
    var fixed = new boolean[count];
    for (int i = 0; i < count; i++) {
      var known = places.get(cells.get(i));
      fixed[i] = known != null || i == 0 || i == count - 1;
      // A little aside, so that nobody sees the squares.
      x[i] = known != null ? known.x : grid.x(cells.get(i)) + ASIDE.at(cells.get(i)) - 0.5;
      y[i] = known != null ? known.y : grid.y(cells.get(i)) + ASIDE.at(-1L - cells.get(i)) - 0.5;
    }
    for (int round = 0; round < rounds; round++) {
      smooth(x, fixed);
      smooth(y, fixed);
    }
    for (int i = 0; i < count; i++) {
      places.putIfAbsent(cells.get(i), new Place(x[i], y[i]));
    }
  }

  static void smooth(double[] values, boolean[] fixed) {
    var before = values[0];
    for (int i = 1; i < values.length - 1; i++) {
      var here = values[i];
      if (!fixed[i]) {
        values[i] = 0.25 * before + 0.5 * here + 0.25 * values[i + 1];
      }
      before = here;
    }
  }

  boolean holds(int cell) {
    return places.containsKey(cell);
  }

  Position position(int cell) {
    var place = places.getOrDefault(cell, new Place(grid.x(cell), grid.y(cell)));
    return grid.position(place.x, place.y);
  }

  /**
   * The line of a chain that was laid, rounded at its squares and thinned; the squares named stay
   * in it, because something else meets it there.
   */
  Line line(List<Integer> cells, Set<Integer> meeting, double within) {
    var all = new ArrayList<Position>();
    var from = 0;
    for (int i = 1; i < cells.size(); i++) {
      if (i == cells.size() - 1 || meeting.contains(cells.get(i))) {
        var part = new Line(curve(cells, from, i)).simplified(within).positions();
        all.addAll(all.isEmpty() ? part : part.subList(1, part.size()));
        from = i;
      }
    }
    return new Line(all);
  }

  /** Through every square's place, with three positions in between (Catmull and Rom). */
  private List<Position> curve(List<Integer> cells, int from, int to) {
    var curve = new ArrayList<Position>();
    for (int i = from; i < to; i++) {
      var p0 = place(cells, i - 1);
      var p1 = place(cells, i);
      var p2 = place(cells, i + 1);
      var p3 = place(cells, i + 2);
      for (int part = 0; part < 4; part++) {
        var t = part / 4.0;
        curve.add(grid.position(bend(p0.x, p1.x, p2.x, p3.x, t), bend(p0.y, p1.y, p2.y, p3.y, t)));
      }
    }
    var end = place(cells, to);
    curve.add(grid.position(end.x, end.y));
    return curve;
  }

  private Place place(List<Integer> cells, int i) {
    var cell = cells.get(Math.clamp(i, 0, cells.size() - 1));
    return places.getOrDefault(cell, new Place(grid.x(cell), grid.y(cell)));
  }

  private static double bend(double a, double b, double c, double d, double t) {
    return 0.5
        * (2 * b
            + (c - a) * t
            + (2 * a - 5 * b + 4 * c - d) * t * t
            + (3 * b - a - 3 * c + d) * t * t * t);
  }
}
