package cn.tongtu.map;

import cn.tongtu.engine.geo.Line;
import cn.tongtu.engine.geo.Position;
import cn.tongtu.engine.geo.Ring;
import cn.tongtu.engine.geo.Shape;
import cn.tongtu.shared.WrongField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shapes as GeoJSON (RFC 7946), in longitude and latitude of CGCS2000. */
public final class GeoJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  static final int MOST_POSITIONS = 20_000;

  private GeoJson() {}

  public static String of(Shape shape) {
    return switch (shape) {
      case Position(var lon, var lat) ->
          "{\"type\":\"Point\",\"coordinates\":[" + lon + ',' + lat + "]}";
      case Line(var positions) ->
          "{\"type\":\"LineString\",\"coordinates\":" + positions(positions) + '}';
      case Ring(var positions) -> {
        var closed = new ArrayList<>(positions);
        closed.add(positions.getFirst());
        yield "{\"type\":\"Polygon\",\"coordinates\":[" + positions(closed) + "]}";
      }
    };
  }

  private static String positions(List<Position> positions) {
    var text = new StringBuilder(positions.size() * 24).append('[');
    for (var position : positions) {
      text.append(text.length() > 1 ? "," : "")
          .append('[')
          .append(position.lon())
          .append(',')
          .append(position.lat())
          .append(']');
    }
    return text.append(']').toString();
  }

  /**
   * A line with fewer positions; what is none stays, since neighbours' borders would come apart.
   */
  static String thinned(String geometry, double within) {
    var json = JSON.readTree(geometry);
    if (!json.path("type").asString("").equals("LineString")) {
      return geometry;
    }
    var positions = new ArrayList<Position>();
    for (var pair : json.path("coordinates")) {
      positions.add(new Position(pair.path(0).asDouble(), pair.path(1).asDouble()));
    }
    return of(new Line(positions).simplified(within));
  }

  /** A feature as a map's layer wants it; the geometry is GeoJSON already. */
  public static String feature(String id, String geometry, Map<String, ?> properties) {
    return "{\"type\":\"Feature\",\"id\":"
        + JSON.writeValueAsString(id)
        + ",\"geometry\":"
        + geometry
        + ",\"properties\":"
        + JSON.writeValueAsString(properties)
        + '}';
  }

  public static String collection(List<String> features) {
    return "{\"type\":\"FeatureCollection\",\"features\":[" + String.join(",", features) + "]}";
  }

  /**
   * What somebody drew or typed.
   *
   * @throws WrongField saying what is wrong with it
   */
  public static Shape read(String text, String field) {
    WrongField.unless(
        !text.isBlank(), field, "请在地图上绘制，或填写 GeoJSON", "draw it on the map, or fill in GeoJSON");
    try {
      var json = JSON.readTree(text);
      var geometry =
          json.path("type").asString("").equals("Feature") ? json.path("geometry") : json;
      var coordinates = geometry.path("coordinates");
      return switch (geometry.path("type").asString("")) {
        case "Point" -> position(coordinates, field);
        case "LineString" -> new Line(positions(coordinates, field, 2));
        case "Polygon" -> ring(coordinates, field);
        default ->
            throw new WrongField(
                field,
                "GeoJSON 的 type 应为 Point、LineString 或 Polygon",
                "its type is Point, LineString or Polygon");
      };
    } catch (JacksonException malformed) {
      throw new WrongField(field, "不是有效的 GeoJSON，请重新绘制或检查括号和逗号", "this is not GeoJSON");
    }
  }

  private static Ring ring(JsonNode coordinates, String field) {
    WrongField.unless(
        coordinates.size() == 1, field, "只能有一个边界，不能有洞", "one boundary, without holes");
    var positions = positions(coordinates.path(0), field, 4);
    WrongField.unless(
        positions.getFirst().equals(positions.getLast()),
        field,
        "边界的最后一个点应与第一个点相同",
        "a boundary ends where it begins");
    return new Ring(positions.subList(0, positions.size() - 1));
  }

  private static List<Position> positions(JsonNode coordinates, String field, int least) {
    WrongField.unless(
        coordinates.isArray() && coordinates.size() >= least,
        field,
        "至少要有 " + least + " 个点",
        "it has " + least + " positions at least");
    WrongField.unless(
        coordinates.size() <= MOST_POSITIONS,
        field,
        "最多 " + MOST_POSITIONS + " 个点，请先抽稀",
        "it has " + MOST_POSITIONS + " positions at most");
    var positions = new ArrayList<Position>();
    for (var each : coordinates) {
      positions.add(position(each, field));
    }
    return positions;
  }

  private static Position position(JsonNode pair, String field) {
    WrongField.unless(
        pair.isArray() && pair.size() >= 2 && pair.path(0).isNumber() && pair.path(1).isNumber(),
        field,
        "每个点应为 [经度, 纬度]",
        "a position is [longitude, latitude]");
    return inChina(pair.path(0).asDouble(), pair.path(1).asDouble(), field);
  }

  static Position inChina(double lon, double lat, String field) {
    var position = Position.of(lon, lat);
    WrongField.unless(
        position.lon() > 73 && position.lon() < 136 && position.lat() > 3 && position.lat() < 54,
        field,
        "坐标 %s, %s 不在我国范围内，是否经纬度写反了？".formatted(position.lon(), position.lat()),
        "%s, %s is not in China; are longitude and latitude the other way round?"
            .formatted(position.lon(), position.lat()));
    return position;
  }
}
