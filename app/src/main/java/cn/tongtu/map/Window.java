package cn.tongtu.map;

import cn.tongtu.engine.geo.Extent;
import cn.tongtu.shared.BadParameter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a map shows at a moment (图窗), by which a layer with many features is asked: only what may
 * lie in the box, its lines thinned to half a pixel of the zoom.
 *
 * @param zoom as tiles of the world have it: 0 is the world in 256 pixels, each further one doubles
 */
public record Window(Extent box, int zoom) {
  private static final double METRES_AROUND_THE_WORLD = 40_075_016.686;
  private static final int MOST_ZOOM = 22;
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,3}(\\.\\d{1,12})?");

  /**
   * Out of the parameters of an address; empty when the layer is asked for as a whole.
   *
   * @param bbox west, south, east and north in degrees of CGCS2000, with commas between them
   * @throws BadParameter when it is no box or no zoom
   */
  public static Optional<Window> of(String bbox, String zoom) {
    if (bbox.isEmpty() && zoom.isEmpty()) {
      return Optional.empty();
    }
    var corners = bbox.split(",", -1);
    if (corners.length != 4) {
      throw noBox(bbox);
    }
    for (var corner : corners) {
      if (!NUMBER.matcher(corner).matches()) {
        throw noBox(bbox);
      }
    }
    var box =
        new Extent(
            Double.parseDouble(corners[0]),
            Double.parseDouble(corners[1]),
            Double.parseDouble(corners[2]),
            Double.parseDouble(corners[3]));
    if (box.west() > box.east() || box.south() > box.north()) {
      throw noBox(bbox);
    }
    if (!zoom.matches("\\d{1,2}") || Integer.parseInt(zoom) > MOST_ZOOM) {
      throw new BadParameter(
          "zoom",
          "zoom 应为 0 到 %d 的整数，不是“%s”".formatted(MOST_ZOOM, zoom),
          "zoom is 0 to %d, not \"%s\"".formatted(MOST_ZOOM, zoom));
    }
    return Optional.of(new Window(box, Integer.parseInt(zoom)));
  }

  private static BadParameter noBox(String bbox) {
    return new BadParameter(
        "bbox",
        "bbox 应为“西,南,东,北”四个度数，不是“%s”".formatted(bbox),
        "bbox is west,south,east,north in degrees, not \"%s\"".formatted(bbox));
  }

  /** By how many metres a line may be off, half a pixel in the middle of the window. */
  double tolerance() {
    var middle = StrictMath.toRadians((box.south() + box.north()) / 2);
    return METRES_AROUND_THE_WORLD * StrictMath.cos(middle) / 256 / (1L << zoom) / 2;
  }

  /** A shape in GeoJSON as it suffices here. */
  public String thinned(String shape) {
    return GeoJson.thinned(shape, tolerance());
  }
}
