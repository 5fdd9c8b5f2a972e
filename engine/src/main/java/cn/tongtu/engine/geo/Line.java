package cn.tongtu.engine.geo;

import java.util.ArrayList;
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
    var kept = new boolean[positions.size()];
    kept[0] = true;
    kept[positions.size() - 1] = true;
    keep(0, positions.size() - 1, within, kept);
    var fewer = new ArrayList<Position>();
    for (int i = 0; i < kept.length; i++) {
      if (kept[i]) {
        fewer.add(positions.get(i));
      }
    }
    return new Line(fewer);
  }

  private void keep(int from, int to, double within, boolean[] kept) {
    var farthest = -1;
    var most = within;
    for (int i = from + 1; i < to; i++) {
      var off = metresOff(positions.get(i), positions.get(from), positions.get(to));
      if (off > most) {
        most = off;
        farthest = i;
      }
    }
    if (farthest > 0) {
      kept[farthest] = true;
      keep(from, farthest, within, kept);
      keep(farthest, to, within, kept);
    }
  }

  private static double metresOff(Position point, Position from, Position to) {
    var east = Ellipsoid.metresPerDegreeEast(from.lat());
    var north = Ellipsoid.metresPerDegreeNorth(from.lat());
    var x = (to.lon() - from.lon()) * east;
    var y = (to.lat() - from.lat()) * north;
    var px = (point.lon() - from.lon()) * east;
    var py = (point.lat() - from.lat()) * north;
    var square = x * x + y * y;
    var share = square == 0 ? 0 : Math.clamp((px * x + py * y) / square, 0, 1);
    var dx = px - share * x;
    var dy = py - share * y;
    return Math.sqrt(dx * dx + dy * dy);
  }

  @Override
  public Extent extent() {
    return Extent.of(positions);
  }
}
