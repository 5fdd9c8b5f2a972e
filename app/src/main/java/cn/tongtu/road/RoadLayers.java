package cn.tongtu.road;

import cn.tongtu.engine.geo.Chainage;
import cn.tongtu.map.FeatureAnswer;
import cn.tongtu.map.GeoJson;
import cn.tongtu.map.Layer;
import cn.tongtu.map.Layer.Sort;
import cn.tongtu.map.MapOffer;
import cn.tongtu.map.Mark;
import cn.tongtu.road.Draft.Structure.Kind;
import cn.tongtu.road.RoadLists.Built;
import cn.tongtu.road.RoadLists.Shown;
import cn.tongtu.road.Route.Level;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Words;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The roads on maps (路网图层), by level, and their bridges and tunnels. */
@Controller
@Order(2)
class RoadLayers implements MapOffer {
  private static final FeatureAnswer NOTHING = FeatureAnswer.json(GeoJson.collection(List.of()));

  private final RoadLists lists;
  private final Roads roads;
  private volatile Kept kept = new Kept(-1, NOTHING, NOTHING);

  /** What was answered last, and how new the newest survey was then. */
  private record Kept(long newest, FeatureAnswer lines, FeatureAnswer structures) {}

  RoadLayers(RoadLists lists, Roads roads) {
    this.lists = lists;
    this.roads = roads;
  }

  @Override
  public List<Layer> layers() {
    return roads.any()
        ? List.of(
            network(),
            Layer.of(
                    "structures",
                    new Label("桥梁和隧道", "Bridges and tunnels"),
                    "/map/structures.json",
                    List.of(
                        new Sort(Kind.BRIDGE.name(), new Label("桥梁", "Bridge"), Mark.BRIDGE),
                        new Sort(Kind.TUNNEL.name(), new Label("隧道", "Tunnel"), Mark.TUNNEL)))
                .inClusters()
                .hidden())
        : List.of();
  }

  /** All roads. */
  static Layer network() {
    return Layer.of("roads", new Label("公路", "Roads"), "/map/roads.json", sorts());
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

  private Kept kept() {
    var newest = roads.newest();
    var answer = kept;
    if (answer.newest != newest) {
      answer =
          new Kept(
              newest,
              FeatureAnswer.json(
                  GeoJson.collection(
                      lists.shown().stream().map(shown -> line(shown, shown.level())).toList())),
              FeatureAnswer.json(
                  GeoJson.collection(lists.structures().stream().map(RoadLayers::point).toList())));
      kept = answer;
    }
    return answer;
  }

  @GetMapping("/map/roads.json")
  ResponseEntity<byte[]> lines() {
    return kept().lines.answer();
  }

  @GetMapping("/map/structures.json")
  ResponseEntity<byte[]> structures() {
    return kept().structures.answer();
  }

  @GetMapping("/map/roads/{code}.json")
  ResponseEntity<byte[]> one(@PathVariable String code) {
    return FeatureAnswer.json(
            GeoJson.collection(
                lists.shown(code).stream().map(shown -> line(shown, "CHOSEN")).toList()))
        .answer();
  }

  private static String line(Shown section, String sort) {
    return GeoJson.feature(
        "section-" + section.id(),
        section.line(),
        Map.of(
            "sort", sort,
            "name", section.code() + " " + section.name(),
            "short", section.lettered() ? section.code() : "",
            "note",
                chainages(section.fromM(), section.toM())
                    + " · "
                    + section.grade()
                    + " · "
                    + kilometres(section.metres())
                    + " km",
            "panel", "/roads/" + section.code() + "/panel?section=" + section.id()));
  }

  private static String point(Built structure) {
    return GeoJson.feature(
        "structure-" + structure.id(),
        structure.point(),
        Map.of(
            "sort",
            structure.kind(),
            "name",
            structure.name(),
            "note",
            structure.code()
                + " "
                + new Chainage(structure.atM())
                + " · "
                + structure.metres()
                + " m",
            "panel",
            "/roads/" + structure.code() + "/panel"));
  }

  static String chainages(int from, int to) {
    return new Chainage(from) + "—" + new Chainage(to);
  }

  static String kilometres(long metres) {
    return Words.number(BigDecimal.valueOf(metres, 3));
  }
}
