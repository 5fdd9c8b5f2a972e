package cn.tongtu.engine.geo;

import java.util.List;

/**
 * A position (坐标): longitude and latitude in degrees of CGCS2000, which to a tenth of a metre is
 * WGS 84.
 */
public record Position(double lon, double lat) implements Shape {
  private static final double DIGITS = 1e6;

  /** To six decimals, a tenth of a metre: as positions are kept. */
  public static Position of(double lon, double lat) {
    return new Position(Math.rint(lon * DIGITS) / DIGITS, Math.rint(lat * DIGITS) / DIGITS);
  }

  /** The straight distance in metres; right to a millimetre a kilometre for what is near. */
  public double metresTo(Position other) {
    var middle = (lat + other.lat) / 2;
    var east = (other.lon - lon) * Ellipsoid.metresPerDegreeEast(middle);
    var north = (other.lat - lat) * Ellipsoid.metresPerDegreeNorth(middle);
    return Math.sqrt(east * east + north * north);
  }

  @Override
  public Extent extent() {
    return Extent.of(List.of(this));
  }
}
