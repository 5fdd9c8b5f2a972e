package cn.tongtu.engine.geo;

/** The reference ellipsoid of CGCS2000 (GB 22021-2008): how long a degree is at a latitude. */
final class Ellipsoid {
  private static final double SEMI_MAJOR = 6_378_137.0;
  private static final double FLATTENING = 1 / 298.257222101;
  private static final double E2 = FLATTENING * (2 - FLATTENING);

  private Ellipsoid() {}

  static double metresPerDegreeEast(double lat) {
    var phi = StrictMath.toRadians(lat);
    var sin = StrictMath.sin(phi);
    return StrictMath.PI / 180 * SEMI_MAJOR * StrictMath.cos(phi) / Math.sqrt(1 - E2 * sin * sin);
  }

  static double metresPerDegreeNorth(double lat) {
    var sin = StrictMath.sin(StrictMath.toRadians(lat));
    var w = 1 - E2 * sin * sin;
    return StrictMath.PI / 180 * SEMI_MAJOR * (1 - E2) / (w * Math.sqrt(w));
  }

  /** The land between the equator and a latitude, one degree wide. */
  static double squareMetresPerDegreeEast(double lat) {
    var e = Math.sqrt(E2);
    var sin = StrictMath.sin(StrictMath.toRadians(lat));
    var zone = sin / (1 - E2 * sin * sin) + StrictMath.log((1 + e * sin) / (1 - e * sin)) / (2 * e);
    return StrictMath.PI / 180 * SEMI_MAJOR * SEMI_MAJOR * (1 - E2) / 2 * zone;
  }
}
