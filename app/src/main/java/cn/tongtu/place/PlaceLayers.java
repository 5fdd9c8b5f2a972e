package cn.tongtu.place;

import cn.tongtu.map.FeatureAnswer;
import cn.tongtu.map.GeoJson;
import cn.tongtu.map.Layer;
import cn.tongtu.map.Layer.Sort;
import cn.tongtu.map.MapOffer;
import cn.tongtu.place.Place.Kind;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The ground of every map (底图图层): hills, borders, water, railway, seats. */
@Controller
@Order(1)
class PlaceLayers implements MapOffer {
  private final Places places;
  private volatile Kept kept = new Kept(-1, FeatureAnswer.json(GeoJson.collection(List.of())));

  /** What was answered last, and how new the newest place was then. */
  private record Kept(long newest, FeatureAnswer answer) {}

  PlaceLayers(Places places) {
    this.places = places;
  }

  @Override
  public boolean base() {
    return true;
  }

  @Override
  public List<Layer> layers() {
    var layers = new ArrayList<Layer>();
    places
        .reliefExtent()
        .ifPresent(where ->
            layers.add(
                Layer.picture("relief", new Label("地貌晕渲", "Relief"), "/map/relief.png", where)));
    if (places.any()) {
      layers.add(
          Layer.of(
              "places",
              new Label("行政区划与水系", "Borders and water"),
              "/map/places.json",
              Stream.of(Kind.values())
                  .map(kind -> new Sort(kind.name(), kind.label(), kind.mark()))
                  .toList()));
    }
    return layers;
  }

  @GetMapping("/map/places.json")
  ResponseEntity<byte[]> features() {
    var newest = places.newest();
    var answer = kept;
    if (answer.newest != newest) {
      answer =
          new Kept(
              newest,
              FeatureAnswer.json(
                  GeoJson.collection(places.list().stream().map(PlaceLayers::feature).toList())));
      kept = answer;
    }
    return answer.answer.answer();
  }

  private static String feature(Places.Shown place) {
    return GeoJson.feature(
        "place-" + place.id(),
        place.shape(),
        Map.of(
            "sort", place.kind().name(),
            "name", place.name(),
            "english", place.english(),
            "size", place.size()));
  }

  @GetMapping("/map/relief.png")
  ResponseEntity<byte[]> relief() {
    var png = places.relief().orElseThrow(() -> new NotFound("没有地貌晕渲图", "there is no relief"));
    return FeatureAnswer.of(png, MediaType.IMAGE_PNG).answer();
  }
}
