package cn.tongtu.engine.geo;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;

/** A line on the ground (线位): two positions or more, in the order in which one travels it. */
public record Line(List<Position> positions) implements Shape {
  public Line {
    positions = List.copyOf(positions);
    if (positions.size() < 2) {
      throw new IllegalArgumentException("线至少要有两个点 a line has two positions at least");
    }
  }

  public Position first() {
    return positions.getFirst();
  }

  public Position last() {
    return positions.getLast();
  }

  public double metres() {
    var metres = 0.0;
    for (int i = 1; i < positions.size(); i++) {
      metres += positions.get(i - 1).metresTo(positions.get(i));
    }
    return metres;
  }

  /** Where one is after so many metres; behind the end it is the end. */
  public Position at(double metres) {
    var left = metres;
    for (int i = 1; i < positions.size(); i++) {
      var from = positions.get(i - 1);
      var to = positions.get(i);
      var step = from.metresTo(to);
      if (step >= left && step > 0) {
        var share = Math.max(0, left) / step;
        return Position.of(
            from.lon() + share * (to.lon() - from.lon()),
            from.lat() + share * (to.lat() - from.lat()));
      }
      left -= step;
    }
    return last();
  }

  /**
   * With as few of its own positions as keep it within so many metres (Douglas and Peucker); first
   * and last stay.
   */
  public Line simplified(double within) {
    var kept = new BitSet(positions.size());
    kept.set(0);
    kept.set(positions.size() - 1);
    // Not by calling itself: a line somebody drew as a spiral would be as deep as it is long.
    var stretches = new ArrayDeque<int[]>();
    stretches.push(new int[] {0, positions.size() - 1});
    while (!stretches.isEmpty()) {
      var stretch = stretches.pop();
      var farthest = farthest(stretch[0], stretch[1], within);
      if (farthest > 0) {
        kept.set(farthest);
        stretches.push(new int[] {stretch[0], farthest});
        stretches.push(new int[] {farthest, stretch[1]});
      }
    }
    return new Line(kept.stream().mapToObj(positions::get).toList());
  }

  /** Of the positions between two, the one farthest from their straight line; 0 if all are near. */
  private int farthest(int from, int to, double within) {
    var start = positions.get(from);
    var end = positions.get(to);
    var east = Ellipsoid.metresPerDegreeEast(start.lat());
    var north = Ellipsoid.metresPerDegreeNorth(start.lat());
    var x = (end.lon() - start.lon()) * east;
    var y = (end.lat() - start.lat()) * north;
    var square = x * x + y * y;
    var farthest = 0;
    var most = within * within;
    for (int i = from + 1; i < to; i++) {
      var px = (positions.get(i).lon() - start.lon()) * east;
      var py = (positions.get(i).lat() - start.lat()) * north;
      var share = square == 0 ? 0 : Math.clamp((px * x + py * y) / square, 0, 1);
      var dx = px - share * x;
      var dy = py - share * y;
      var off = dx * dx + dy * dy;
      if (off > most) {
        most = off;
        farthest = i;
      }
    }
    return farthest;
  }

  @Override
  public Extent extent() {
    return Extent.of(positions);
  }
}
