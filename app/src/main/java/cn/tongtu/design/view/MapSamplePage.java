package cn.tongtu.design.view;

import cn.tongtu.map.MapView;
import cn.tongtu.map.MapView.Drawing.Kind;
import cn.tongtu.shared.Label;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The map component in its states (地图样例): lamps, and a form that takes what is drawn.
 *
 * @param kept how large the shape is that was saved
 */
public record MapSamplePage(
    MapView lamps,
    List<Kind> kinds,
    Kind kind,
    MapView drawing,
    String value,
    Optional<Label> kept,
    Map<String, Label> errors) {}
