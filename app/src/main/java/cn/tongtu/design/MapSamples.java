package cn.tongtu.design;

import cn.tongtu.design.view.MapSamplePage;
import cn.tongtu.engine.geo.Position;
import cn.tongtu.engine.geo.Shape;
import cn.tongtu.map.Drawn;
import cn.tongtu.map.FeatureAnswer;
import cn.tongtu.map.GeoJson;
import cn.tongtu.map.Layer;
import cn.tongtu.map.Layer.Property;
import cn.tongtu.map.Layer.Sort;
import cn.tongtu.map.MapView.Drawing.Kind;
import cn.tongtu.map.Maps;
import cn.tongtu.map.Mark;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.WrongField;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** The map component in its states (地图样例): lamps in clusters by month, and shapes to draw. */
@Controller
class MapSamples {
  private static final int POINTS = 90;
  private static final List<Sort> LAMPS =
      List.of(
          new Sort("red", new Label("逾期", "Late"), Mark.LAMP_RED),
          new Sort("amber", new Label("预警", "Due soon"), Mark.LAMP_AMBER),
          new Sort("green", new Label("正常", "On time"), Mark.LAMP_GREEN),
          new Sort("blue", new Label("已完成", "Done"), Mark.LAMP_BLUE),
          new Sort("grey", new Label("未开始", "Not begun"), Mark.LAMP_GREY));

  private static final String FIELD = "shape";
  private static final Map<Kind, Label> DRAWN =
      Map.of(
          Kind.POINT, new Label("绘制一个点", "Draw a point"),
          Kind.LINE, new Label("绘制一条线", "Draw a line"),
          Kind.AREA, new Label("绘制一个面", "Draw an area"));

  private final Maps maps;

  MapSamples(Maps maps) {
    this.maps = maps;
  }

  /** Points with a lamp and a month each, which no county needs. */
  static Layer lamps() {
    return Layer.of("lamps", new Label("样例", "Sample"), "/design/map/lamps.json", LAMPS)
        .inClusters();
  }

  @GetMapping("/design/map")
  ModelAndView samples(@RequestParam(defaultValue = "AREA") String kind, HttpSession session) {
    var drawn = kind(kind);
    return page(drawn, kept(session, drawn).map(Drawn::written).orElse(""), Map.of(), session);
  }

  /** What is drawn is kept for as long as one is signed in; an empty field takes it away again. */
  @PostMapping("/design/map/{kind}")
  ModelAndView save(
      @PathVariable String kind,
      @RequestParam(defaultValue = "") String shape,
      HttpSession session) {
    var drawn = kind(kind);
    try {
      session.setAttribute(
          attribute(drawn), shape.isBlank() ? null : Drawn.read(shape, drawn, FIELD));
    } catch (WrongField wrong) {
      var page =
          page(drawn, shape, Map.of(FIELD, new Label(wrong.chinese(), wrong.english())), session);
      page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
      return page;
    }
    var redirect = new RedirectView("/design/map?kind=" + drawn + "#drawing");
    redirect.setStatusCode(HttpStatus.SEE_OTHER);
    return new ModelAndView(redirect);
  }

  private ModelAndView page(
      Kind kind, String value, Map<String, Label> errors, HttpSession session) {
    return new ModelAndView(
        "design/map",
        "page",
        new MapSamplePage(
            maps.of("lamps", new Label("信号灯", "Lamps"), List.of(lamps().byMonth())),
            List.of(Kind.values()),
            kind,
            maps.of("drawing", Objects.requireNonNull(DRAWN.get(kind)), List.of())
                .drawing(FIELD, kind, value),
            value,
            kept(session, kind).map(Drawn::size),
            errors));
  }

  private static Kind kind(String name) {
    return Stream.of(Kind.values())
        .filter(kind -> kind.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new BadParameter("kind", "没有图形种类 " + name, "there is no kind " + name));
  }

  private static Optional<Shape> kept(HttpSession session, Kind kind) {
    return Optional.ofNullable((Shape) session.getAttribute(attribute(kind)));
  }

  private static String attribute(Kind kind) {
    return "design.map." + kind;
  }

  @GetMapping("/design/map/lamps.json")
  ResponseEntity<byte[]> features() {
    return FeatureAnswer.json(
            GeoJson.collection(IntStream.range(0, POINTS).mapToObj(MapSamples::lamp).toList()))
        .answer();
  }

  private static String lamp(int i) {
    var lamp = LAMPS.get(i * 7 % LAMPS.size());
    var at =
        Position.of(
            110.30 + 0.53 * (i * 37 % POINTS) / POINTS,
            27.18 + 0.3 * ((i * i * 7 + i * 13) % POINTS) / POINTS);
    return GeoJson.feature(
        "lamp-" + i,
        GeoJson.of(at),
        Map.of(
            Property.SORT, lamp.id(),
            Property.NAME, "样例 " + (i + 1),
            Property.NOTE, lamp.label().chinese(),
            Property.MONTH, "2026-%02d".formatted(1 + i % 12)));
  }
}
