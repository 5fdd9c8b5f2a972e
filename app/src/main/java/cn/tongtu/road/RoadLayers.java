package cn.tongtu.road;

import cn.tongtu.engine.geo.Chainage;
import cn.tongtu.map.FeatureAnswer;
import cn.tongtu.map.GeoJson;
import cn.tongtu.map.KeptAnswers;
import cn.tongtu.map.Layer;
import cn.tongtu.map.Layer.Property;
import cn.tongtu.map.Layer.Sort;
import cn.tongtu.map.MapOffer;
import cn.tongtu.map.Mark;
import cn.tongtu.map.Window;
import cn.tongtu.road.Draft.Structure.Kind;
import cn.tongtu.road.RoadLists.Built;
import cn.tongtu.road.RoadLists.Shown;
import cn.tongtu.road.Route.Level;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Words;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The roads on maps (路网图层), by level, and their bridges and tunnels. */
@Controller
@Order(2)
class RoadLayers implements MapOffer {
  private final RoadLists lists;
  private final Roads roads;
  private final KeptAnswers lines;
  private final KeptAnswers structures;

  RoadLayers(RoadLists lists, Roads roads) {
    this.lists = lists;
    this.roads = roads;
    this.lines = new KeptAnswers(roads::surveys, this::lines);
    this.structures =
        new KeptAnswers(
            roads::surveys,
            window -> lists.structures(window).stream().map(RoadLayers::point).toList());
  }

  @Override
  public List<Layer> layers() {
    if (!roads.any()) {
      return List.of();
    }
    var network = roads.network();
    var structures =
        Layer.of(
                "structures",
                new Label("桥梁和隧道", "Bridges and tunnels"),
                "/map/structures.json",
                List.of(
                    new Sort(Kind.BRIDGE.name(), new Label("桥梁", "Bridge"), Mark.BRIDGE),
                    new Sort(Kind.TUNNEL.name(), new Label("隧道", "Tunnel"), Mark.TUNNEL)))
            .inClusters()
            .hidden();
    return List.of(
        network(network),
        network.structures() > Layer.FEW ? structures.byWindow(network.extent()) : structures);
  }

  /** All roads. */
  Layer network() {
    return network(roads.network());
  }

  private static Layer network(Roads.Network network) {
    var all = Layer.of("roads", new Label("公路", "Roads"), "/map/roads.json", sorts());
    return network.surveys() > Layer.FEW ? all.byWindow(network.extent()) : all;
  }

  private static List<Sort> sorts() {
    return Stream.of(Level.values())
        .map(level -> new Sort(level.name(), level.label(), level.mark()))
        .toList();
  }

  /** One road, to stand out. */
  static Layer chosen(Route route) {
    return Layer.of(
        "chosen",
        new Label(route.code(), route.code()),
        "/map/roads/" + route.code() + ".json",
        List.of(new Sort("CHOSEN", new Label(route.name(), route.name()), Mark.CHOSEN_LINE)));
  }

  private List<String> lines(Optional<Window> window) {
    return lists.shown(window).stream()
        .map(shown ->
            line(
                shown,
                shown.level(),
                window.map(there -> there.thinned(shown.line())).orElse(shown.line())))
        .toList();
  }

  /** The network, or what lies in a {@link Window} of it. */
  @GetMapping("/map/roads.json")
  ResponseEntity<byte[]> lines(
      @RequestParam(defaultValue = "") String bbox, @RequestParam(defaultValue = "") String zoom) {
    return lines.answer(Window.of(bbox, zoom));
  }

  @GetMapping("/map/structures.json")
  ResponseEntity<byte[]> structures(
      @RequestParam(defaultValue = "") String bbox, @RequestParam(defaultValue = "") String zoom) {
    return structures.answer(Window.of(bbox, zoom));
  }

  @GetMapping("/map/roads/{code}.json")
  ResponseEntity<byte[]> one(@PathVariable String code) {
    return FeatureAnswer.json(
            GeoJson.collection(
                lists.shown(code).stream()
                    .map(shown -> line(shown, "CHOSEN", shown.line()))
                    .toList()))
        .answer();
  }

  private static String line(Shown section, String sort, String line) {
    return GeoJson.feature(
        "section-" + section.id(),
        line,
        Map.of(
            Property.SORT,
            sort,
            Property.NAME,
            section.code() + " " + section.name(),
            "short",
            section.lettered() ? section.code() : "",
            Property.NOTE,
            chainages(section.fromM(), section.toM())
                + " · "
                + section.grade()
                + " · "
                + kilometres(section.metres())
                + " km",
            Property.PANEL,
            "/roads/" + section.code() + "/panel?section=" + section.id()));
  }

  private static String point(Built structure) {
    return GeoJson.feature(
        "structure-" + structure.id(),
        structure.point(),
        Map.of(
            Property.SORT,
            structure.kind(),
            Property.NAME,
            structure.name(),
            Property.NOTE,
            structure.code()
                + " "
                + new Chainage(structure.atM())
                + " · "
                + structure.metres()
                + " m",
            Property.PANEL,
            "/roads/" + structure.code() + "/panel"));
  }

  static String chainages(int from, int to) {
    return new Chainage(from) + "—" + new Chainage(to);
  }

  static String kilometres(long metres) {
    return Words.number(BigDecimal.valueOf(metres, 3));
  }
}
