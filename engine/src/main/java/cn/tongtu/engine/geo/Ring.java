package cn.tongtu.engine.geo;

import java.util.List;

/** A closed boundary (边界): the first position is not said again at the end. */
public record Ring(List<Position> positions) implements Shape {
  public Ring {
    positions = List.copyOf(positions);
    if (positions.size() < 3) {
      throw new IllegalArgumentException("边界至少要有三个点 a boundary has three positions at least");
    }
  }

  /**
   * In square metres; positive where it runs against the clock. Areas that share boundaries add up
   * to what is around them all.
   */
  public double squareMetres() {
    var sum = 0.0;
    for (int i = 0; i < positions.size(); i++) {
      var a = positions.get(i);
      var b = positions.get((i + 1) % positions.size());
      sum +=
          (a.lon() + b.lon())
              / 2
              * (Ellipsoid.squareMetresPerDegreeEast(b.lat())
                  - Ellipsoid.squareMetresPerDegreeEast(a.lat()));
    }
    return sum;
  }

  /** Whether two of its sides meet elsewhere than where one follows the other. */
  public boolean crossesItself() {
    var sides = positions.size();
    for (int i = 0; i < sides; i++) {
      for (int j = i + 2; j < sides; j++) {
        if ((i > 0 || j < sides - 1) && meet(at(i), at(i + 1), at(j), at(j + 1))) {
          return true;
        }
      }
    }
    return false;
  }

  private Position at(int i) {
    return positions.get(i % positions.size());
  }

  private static boolean meet(Position a, Position b, Position c, Position d) {
    var boxesMeet =
        Math.min(a.lon(), b.lon()) <= Math.max(c.lon(), d.lon())
            && Math.min(c.lon(), d.lon()) <= Math.max(a.lon(), b.lon())
            && Math.min(a.lat(), b.lat()) <= Math.max(c.lat(), d.lat())
            && Math.min(c.lat(), d.lat()) <= Math.max(a.lat(), b.lat());
    return boxesMeet && side(a, b, c) * side(a, b, d) <= 0 && side(c, d, a) * side(c, d, b) <= 0;
  }

  /** On which side of the way from one to another a third lies; 0 is on it. */
  private static double side(Position from, Position to, Position third) {
    return Math.signum(
        (to.lon() - from.lon()) * (third.lat() - from.lat())
            - (to.lat() - from.lat()) * (third.lon() - from.lon()));
  }

  public boolean contains(Position point) {
    var inside = false;
    for (int i = 0; i < positions.size(); i++) {
      var a = positions.get(i);
      var b = positions.get((i + 1) % positions.size());
      if (a.lat() > point.lat() != b.lat() > point.lat()
          && point.lon()
              < (b.lon() - a.lon()) * (point.lat() - a.lat()) / (b.lat() - a.lat()) + a.lon()) {
        inside = !inside;
      }
    }
    return inside;
  }

  @Override
  public Extent extent() {
    return Extent.of(positions);
  }
}
