package cn.tongtu.place;

import cn.tongtu.map.FeatureAnswer;
import cn.tongtu.map.GeoJson;
import cn.tongtu.map.KeptAnswers;
import cn.tongtu.map.Layer;
import cn.tongtu.map.Layer.Property;
import cn.tongtu.map.Layer.Sort;
import cn.tongtu.map.MapOffer;
import cn.tongtu.place.Place.Kind;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final KeptAnswers kept;

  PlaceLayers(Places places) {
    this.places = places;
    this.kept =
        new KeptAnswers(
            places::count, _ -> places.list().stream().map(PlaceLayers::feature).toList());
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
    return kept.answer(Optional.empty());
  }

  private static String feature(Places.Shown place) {
    return GeoJson.feature(
        "place-" + place.id(),
        place.shape(),
        Map.of(
            Property.SORT,
            place.kind().name(),
            Property.NAME,
            place.name(),
            "english",
            place.english(),
            "size",
            place.size()));
  }

  @GetMapping("/map/relief.png")
  ResponseEntity<byte[]> relief() {
    var png = places.relief().orElseThrow(() -> new NotFound("没有地貌晕渲图", "there is no relief"));
    return FeatureAnswer.of(png, MediaType.IMAGE_PNG).answer();
  }
}
