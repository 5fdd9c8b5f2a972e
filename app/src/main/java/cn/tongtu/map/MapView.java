package cn.tongtu.map;

import cn.tongtu.engine.geo.Extent;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * A map on a page (地图): its layers from the ground up, the one it opens at, and what is drawn on
 * it.
 *
 * @param id unlike that of any other map on the page
 * @param focus the layer whose features fill the map at first
 */
public record MapView(
    String id, Label label, List<Layer> layers, String focus, Optional<Drawing> drawing) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final List<String> WORDS =
      List.of(
          "layers",
          "in",
          "out",
          "whole",
          "measure-length",
          "measure-area",
          "print",
          "full",
          "list",
          "list.name",
          "list.kind",
          "list.note",
          "list.more",
          "close",
          "month",
          "all-months",
          "failed",
          "redraw",
          "undo",
          "delete",
          "mu",
          "tiles-failed",
          "hint",
          "no-script");

  public MapView {
    layers = List.copyOf(layers);
  }

  /** What one draws in a form (绘制): the field it goes to, what kind of shape, and what is there. */
  public record Drawing(String field, Kind kind, String value) {
    /** 点、线、面. */
    public enum Kind {
      POINT,
      LINE,
      AREA
    }
  }

  public MapView drawing(String field, Drawing.Kind kind, String value) {
    return new MapView(id, label, layers, focus, Optional.of(new Drawing(field, kind, value)));
  }

  /** All of it as the script reads it. */
  public String json(Words words) {
    var map = new LinkedHashMap<String, Object>();
    map.put("focus", focus);
    map.put("layers", layers.stream().map(layer -> json(layer, words)).toList());
    drawing.ifPresent(
        draws -> map.put("drawing", Map.of("field", draws.field, "kind", draws.kind.name())));
    var said = new LinkedHashMap<String, String>();
    WORDS.forEach(word -> said.put(word, words.get("map." + word)));
    map.put("words", said);
    return JSON.writeValueAsString(map);
  }

  private static List<Double> corners(Extent at) {
    return List.of(at.west(), at.south(), at.east(), at.north());
  }

  private static Map<String, Object> json(Layer layer, Words words) {
    var map = new LinkedHashMap<String, Object>();
    map.put("id", layer.id());
    map.put("label", words.of(layer.label()));
    map.put("url", layer.url());
    map.put("shown", layer.shown());
    map.put("clustered", layer.clustered());
    map.put("timed", layer.timed());
    map.put(
        "sorts",
        layer.sorts().stream()
            .map(sort ->
                Map.of(
                    "id", sort.id(), "label", words.of(sort.label()), "mark", sort.mark().name()))
            .toList());
    layer.picture().ifPresent(at -> map.put("picture", corners(at)));
    layer.within().ifPresent(at -> map.put("within", corners(at)));
    return map;
  }
}
