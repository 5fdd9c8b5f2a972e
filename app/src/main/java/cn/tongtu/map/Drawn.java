package cn.tongtu.map;

import cn.tongtu.engine.geo.Line;
import cn.tongtu.engine.geo.Position;
import cn.tongtu.engine.geo.Ring;
import cn.tongtu.engine.geo.Shape;
import cn.tongtu.map.MapView.Drawing.Kind;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.WrongField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What somebody drew on a map or typed beside it (绘制的图形): a position a line, as 110.512300,
 * 27.301200, or GeoJSON, in degrees of CGCS2000.
 */
public final class Drawn {
  /** Each side of an area is held against each other. */
  private static final int MOST_CORNERS = 4_000;

  private static final double SQUARE_METRES_A_MU = 10_000.0 / 15;
  private static final Pattern POSITION =
      Pattern.compile("([+-]?\\d{1,3}(?:\\.\\d+)?)[\\s,，、]+([+-]?\\d{1,3}(?:\\.\\d+)?)");

  private Drawn() {}

  /**
   * The point, line or area that a field holds.
   *
   * @throws WrongField saying what is wrong with it, and in which line
   */
  public static Shape read(String text, Kind kind, String field) {
    WrongField.unless(
        !text.isBlank(), field, "请在地图上绘制，或逐行填写坐标", "draw it on the map, or fill in coordinates");
    var shape =
        text.strip().startsWith("{") || text.strip().startsWith("[")
            ? GeoJson.read(text, field)
            : of(positions(text, field), kind, field);
    check(shape, kind, field);
    return shape;
  }

  /** As one reads and types it. */
  public static String written(Shape shape) {
    var positions =
        switch (shape) {
          case Position position -> List.of(position);
          case Line line -> line.positions();
          case Ring ring -> ring.positions();
        };
    return positions.stream()
        .map(at -> String.format(Locale.ROOT, "%.6f, %.6f", at.lon(), at.lat()))
        .collect(Collectors.joining("\n"));
  }

  /** How large it is, on the ellipsoid: metres or kilometres, square metres or kilometres and 亩. */
  public static Label size(Shape shape) {
    return switch (shape) {
      case Position position -> new Label(written(position), written(position));
      case Line line -> {
        var metres = line.metres();
        var text = metres < 10_000 ? number("%,.0f m", metres) : number("%,.3f km", metres / 1000);
        yield new Label(text, text);
      }
      case Ring ring -> {
        var area = Math.abs(ring.squareMetres());
        var text = area < 1e6 ? number("%,.0f m²", area) : number("%,.3f km²", area / 1e6);
        var mu = number(" · %,.2f ", area / SQUARE_METRES_A_MU);
        yield new Label(text + mu + "亩", text + mu + "mu");
      }
    };
  }

  private static String number(String form, double value) {
    return String.format(Locale.ROOT, form, value);
  }

  private static List<Position> positions(String text, String field) {
    var positions = new ArrayList<Position>();
    var lines = text.strip().split("\\R|[;；]");
    WrongField.unless(
        lines.length <= GeoJson.MOST_POSITIONS,
        field,
        "最多 " + GeoJson.MOST_POSITIONS + " 个点，请先抽稀",
        "it has " + GeoJson.MOST_POSITIONS + " positions at most");
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].isBlank()) {
        continue;
      }
      var position = POSITION.matcher(lines[i].strip());
      WrongField.unless(
          position.matches(),
          field,
          "第 %d 行应为“经度, 纬度”，如 110.512300, 27.301200".formatted(i + 1),
          "line %d is longitude, latitude, such as 110.512300, 27.301200".formatted(i + 1));
      positions.add(
          GeoJson.inChina(
              Double.parseDouble(position.group(1)), Double.parseDouble(position.group(2)), field));
    }
    return positions;
  }

  private static Shape of(List<Position> positions, Kind kind, String field) {
    return switch (kind) {
      case POINT -> {
        WrongField.unless(positions.size() == 1, field, "只能有一个点", "it is one position");
        yield positions.getFirst();
      }
      case LINE -> {
        WrongField.unless(
            positions.size() >= 2, field, "一条线至少要有 2 个点", "a line has 2 positions at least");
        yield new Line(positions);
      }
      case AREA -> {
        var open =
            positions.size() > 3 && positions.getFirst().equals(positions.getLast())
                ? positions.subList(0, positions.size() - 1)
                : positions;
        WrongField.unless(
            open.size() >= 3, field, "一个面至少要有 3 个点", "an area has 3 positions at least");
        yield new Ring(open);
      }
    };
  }

  private static void check(Shape shape, Kind kind, String field) {
    switch (kind) {
      case POINT ->
          WrongField.unless(
              shape instanceof Position, field, "这里应为一个点（Point）", "this is to be a point");
      case LINE -> {
        WrongField.unless(
            shape instanceof Line, field, "这里应为一条线（LineString）", "this is to be a line");
        WrongField.unless(
            ((Line) shape).metres() >= 0.5, field, "这条线没有长度", "this line has no length");
      }
      case AREA -> {
        if (!(shape instanceof Ring ring)) {
          throw new WrongField(field, "这里应为一个面（Polygon）", "this is to be an area");
        }
        WrongField.unless(
            ring.positions().size() <= MOST_CORNERS,
            field,
            "一个面最多 " + MOST_CORNERS + " 个点，请先抽稀",
            "an area has " + MOST_CORNERS + " positions at most");
        WrongField.unless(
            !ring.crossesItself(), field, "边界与自身相交，请按顺序逐点走一圈", "the boundary crosses itself");
        WrongField.unless(
            Math.abs(ring.squareMetres()) >= 0.5, field, "这个面没有面积", "this area has no size");
      }
    }
  }
}
