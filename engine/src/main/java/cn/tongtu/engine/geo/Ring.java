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
