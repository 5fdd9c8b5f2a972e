package cn.tongtu.design;

import cn.tongtu.design.DesignPages.Both;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Chart;
import cn.tongtu.shared.view.Chart.Kind;
import cn.tongtu.shared.view.Chart.Point;
import cn.tongtu.shared.view.Chart.Series;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One chart of each kind, with made-up numbers. */
record SampleCharts(Both words) {
  List<Chart> all() {
    var money = words.of("万元", "10,000 yuan");
    var months =
        IntStream.rangeClosed(1, 10)
            .mapToObj(month -> words.of(month + "月", String.valueOf(month)))
            .toList();
    var modes =
        List.of(
            words.of("公路", "Road"),
            words.of("铁路", "Rail"),
            words.of("水运", "Water"),
            words.of("站场", "Terminals"));
    var thisYear = row("2026", 1200, 2650, 4400, 5900, 8300, 10150, 11900, 14100, 15950, 17800);
    var lastYear = row("2025", 1100, 2300, 3900, 5600, 7400, 9300, 11000, 12900, 14700, 16400);
    return List.of(
        Chart.of(
            "chart-line",
            Kind.LINE,
            words.of("投资累计完成", "Investment to date"),
            money,
            months,
            List.of(thisYear, lastYear)),
        Chart.of(
            "chart-column",
            Kind.COLUMN,
            words.of("按方式的投资", "Investment by mode"),
            money,
            modes,
            List.of(row("2026", 11200, 3100, 900, 2600), row("2025", 9800, 3300, 1100, 2200))),
        Chart.of(
            "chart-stacked",
            Kind.STACKED,
            words.of("按来源的资金", "Money by source"),
            money,
            months.subList(0, 6),
            List.of(
                row(words.of("中央", "State"), 400, 500, 600, 500, 900, 700),
                row(words.of("省级", "Province"), 300, 350, 450, 400, 700, 550),
                row(words.of("县级", "County"), 500, 600, 700, 600, 800, 600))),
        new Chart(
            "chart-combined",
            Kind.COMBINED,
            words.of("里程与优良路率", "Length and good roads"),
            "km",
            "%",
            List.of("2022", "2023", "2024", "2025", "2026"),
            List.of(
                row(words.of("里程", "Length"), 1820, 1866, 1911, 1960, 2004),
                new Series(words.of("优良路率", "Good roads"), true, points(86, 87, 89, 88, 91)))),
        Chart.of(
            "chart-bar",
            Kind.BAR,
            words.of("巡查发现的病害", "Defects found on patrol"),
            words.of("处", ""),
            List.of(
                words.of("青溪—云岭公路", "Qingxi–Yunling road"),
                words.of("石桥线", "Shiqiao line"),
                words.of("下洋村道", "Xiayang lane")),
            List.of(row("2026", 48, 21, 7))),
        Chart.of(
            "chart-donut",
            Kind.DONUT,
            words.of("路网构成", "The network"),
            "km",
            List.of(words.of("县道", "County"), words.of("乡道", "Town"), words.of("村道", "Village")),
            List.of(row("km", 412, 655, 937))),
        Chart.of(
            "chart-progress",
            Kind.PROGRESS,
            words.of("对照时间进度", "Against the time that has passed"),
            "%",
            modes,
            List.of(
                row(words.of("完成", "Done"), 88, 61, 97, 83),
                row(words.of("应到", "Due"), 83, 83, 83, 83))),
        Chart.of(
            "chart-gaps",
            Kind.LINE,
            words.of("有缺月的读数", "Readings with months missing"),
            words.of("辆/日", "a day"),
            months,
            List.of(
                new Series(
                    words.of("日均交通量", "Traffic"),
                    false,
                    Stream.of(5120, 5240, null, null, 5610, 5580, 5720, 5830, null, 6010)
                        .map(SampleCharts::point)
                        .toList()))));
  }

  private static Series row(String name, Integer... values) {
    return Series.of(name, points(values));
  }

  private static List<Point> points(Integer... values) {
    return Stream.of(values).map(SampleCharts::point).toList();
  }

  private static Point point(Integer value) {
    return value == null
        ? Point.of(null, "—")
        : Point.of(BigDecimal.valueOf(value), Words.number(BigDecimal.valueOf(value)));
  }
}
