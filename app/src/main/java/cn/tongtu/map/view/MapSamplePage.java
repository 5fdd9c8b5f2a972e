package cn.tongtu.map.view;

import cn.tongtu.map.MapView;
import cn.tongtu.shared.Label;
import java.util.Map;

/** The map component in its states (地图样例). */
public record MapSamplePage(
    MapView lamps, MapView drawing, String area, Map<String, Label> errors) {}
