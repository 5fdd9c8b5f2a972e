package cn.tongtu.design;

import cn.tongtu.design.view.DesignPage;
import cn.tongtu.design.view.DesignPage.Row;
import cn.tongtu.map.Maps;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.Editing;
import cn.tongtu.shared.view.KeyFigure;
import cn.tongtu.shared.view.Period;
import cn.tongtu.shared.view.Sort;
import cn.tongtu.shared.view.Step;
import cn.tongtu.shared.view.Typed;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Shows every part of the design system; whoever makes a page takes from here. */
@Controller
class DesignPages {
  private static final List<Row> ROWS =
      List.of(
          new Row("Y021", "石桥线", "12.340", "1,286.5", false),
          new Row("X106", "青溪—云岭公路", "38.902", "10,420.0", true),
          new Row("C355", "下洋村道", "2.015", "−18.2", false));

  private final Maps maps;

  DesignPages(Maps maps) {
    this.maps = maps;
  }

  @GetMapping("/design")
  ModelAndView page(@RequestParam(defaultValue = "code") String sort, Locale locale) {
    var words = new Both(locale.getLanguage().equals("en"));
    var sorted = Sort.of(sort, "code", List.of("code", "name"), Address.of("/design"));
    return new ModelAndView(
        "design/page",
        "page",
        new DesignPage(
            figures(words),
            rows(sorted),
            sorted,
            steps(words),
            organisations(words),
            people(words),
            new Period("2026", "1", "10"),
            new SampleCharts(words).all(),
            maps.of("sample", new Label("信号灯", "Lamps"), List.of(MapSamples.lamps())),
            Map.of(
                "wrong",
                new Label("金额应是数，最多两位小数，例如 1286.50", "an amount is a number such as 1286.50"),
                "wrong-choice",
                new Label("请选一个单位", "choose an organisation"),
                "wrong-file",
                new Label("这不是 .xlsx 文件", "this is no .xlsx file")),
            editing()));
  }

  /** One field that both changed, and one that only the other did. */
  private static Editing editing() {
    var now = new LinkedHashMap<String, Editing.Value>();
    now.put("length", Editing.Value.of(new Label("里程", "Length"), "12.84 km"));
    now.put("surface", Editing.Value.of(new Label("路面", "Surface"), "沥青混凝土"));
    return new Editing(
        "sample",
        new Typed(
            "sample",
            Map.of(
                "length", "13.02 km",
                "_was.length", "12.80 km",
                "surface", "水泥混凝土",
                "_was.surface", "水泥混凝土"),
            Map.of(),
            true),
        4,
        now,
        "周怡");
  }

  private static List<Row> rows(Sort sort) {
    var order = Comparator.comparing((Row row) -> sort.by("name") ? row.name() : row.code());
    return ROWS.stream().sorted(sort.down() ? order.reversed() : order).toList();
  }

  private static List<KeyFigure> figures(Both words) {
    return List.of(
        new KeyFigure(
            words.of("固定资产投资完成额", "Investment done"),
            "17.80",
            words.of("亿元", "100m yuan"),
            "#key-figure",
            Optional.of(new KeyFigure.Change("+8.3%", 1)),
            Optional.of(new KeyFigure.Target(words.of("年度目标的 88%", "88% of the year"), 88, 83))),
        new KeyFigure(
            words.of("非市重大项目投资", "Other investment"),
            "3.12",
            words.of("亿元", "100m yuan"),
            "#key-figure",
            Optional.of(new KeyFigure.Change("−4.1%", -1)),
            Optional.of(new KeyFigure.Target(words.of("年度目标的 61%", "61% of the year"), 61, 83))),
        KeyFigure.of(words.of("在建项目", "Projects under way"), "45", words.of("个", ""), ""),
        KeyFigure.of(words.of("受伤人数", "Injured"), "", words.of("人", ""), ""));
  }

  private static List<Step> steps(Both words) {
    return List.of(
        Step.of("2026-03-02", words.of("施工许可", "Permit"), words.of("县交许〔2026〕7 号", "no. 7")),
        Step.of("2026-06-18", words.of("路基完成", "Earthworks done"), ""),
        new Step("2026-12-20", "2026-12-20", words.of("交工验收", "Handover"), "", "", false));
  }

  private static List<Choice> organisations(Both words) {
    return List.of(
        new Choice("bureau", words.of("青溪县交通运输局", "Qingxi transport bureau"), "", 0),
        new Choice("roads", words.of("公路事业发展中心", "Road centre"), "", 1),
        new Choice("upkeep", words.of("养护科", "Upkeep section"), "", 2),
        new Choice("crossings", words.of("路产科", "Road property section"), "", 2),
        new Choice("transit", words.of("运输服务中心", "Transit centre"), "", 1),
        new Choice("police", words.of("交通运输综合行政执法队", "Enforcement"), "", 1));
  }

  private static List<Choice> people(Both words) {
    return List.of(
        new Choice("zhou.yi", words.of("周怡", "Zhou Yi"), words.of("养护科", "Upkeep"), 0),
        new Choice("zhou.li", words.of("周力", "Zhou Li"), words.of("路产科", "Road property"), 0),
        new Choice("lin.xia", words.of("林霞", "Lin Xia"), words.of("执法队", "Enforcement"), 0));
  }

  /** The language the reader has chosen. */
  record Both(boolean english) {
    String of(String chinese, String inEnglish) {
      return english ? inEnglish : chinese;
    }
  }
}
