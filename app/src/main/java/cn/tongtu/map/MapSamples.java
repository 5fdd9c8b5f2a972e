package cn.tongtu.map;

import cn.tongtu.engine.geo.Position;
import cn.tongtu.map.Layer.Property;
import cn.tongtu.map.Layer.Sort;
import cn.tongtu.map.MapView.Drawing;
import cn.tongtu.map.view.MapSamplePage;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.WrongField;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The map component in its states (地图样例): lamps in clusters by month, and an area to draw. */
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

  private final Maps maps;

  MapSamples(Maps maps) {
    this.maps = maps;
  }

  @GetMapping("/design/map")
  ModelAndView samples(@RequestParam(defaultValue = "-") String area) {
    var lamps =
        Layer.of("lamps", new Label("样例", "Sample"), "/design/map/lamps.json", LAMPS)
            .inClusters()
            .byMonth();
    Map<String, Label> errors = Map.of();
    var value = area.equals("-") ? "" : area;
    if (!area.equals("-")) {
      try {
        var _ = GeoJson.read(area, "area");
      } catch (WrongField wrong) {
        errors = Map.of("area", new Label(wrong.chinese(), wrong.english()));
      }
    }
    var page =
        new ModelAndView(
            "map/samples",
            "page",
            new MapSamplePage(
                maps.of("lamps", new Label("信号灯", "Lamps"), List.of(lamps)),
                maps.of("area", new Label("绘制", "Drawing"), List.of())
                    .drawing("area", Drawing.Kind.AREA, value),
                value,
                errors));
    page.setStatus(errors.isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }

  @GetMapping("/design/map/lamps.json")
  ResponseEntity<byte[]> lamps() {
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
