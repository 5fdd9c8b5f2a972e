package cn.tongtu.map;

import cn.tongtu.map.view.CountyMapPage;
import cn.tongtu.shared.Label;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.ModelAndView;

/** The wall map of the whole county (挂图), and what every map must know of the tiles behind it. */
@Controller
class MapPages {
  private final Maps maps;
  private final BaseMap base;

  MapPages(Maps maps, BaseMap base) {
    this.maps = maps;
    this.base = base;
  }

  @GetMapping("/map")
  ModelAndView county() {
    return new ModelAndView(
        "map/county", "page", new CountyMapPage(maps.all(new Label("全县挂图", "Map of the county"))));
  }

  @GetMapping("/map/base.json")
  @ResponseBody
  Map<String, Object> base() {
    return base.settings();
  }
}
