package cn.tongtu.demo;

import cn.tongtu.Tongtu;
import cn.tongtu.demo.county.County;
import cn.tongtu.engine.geo.Line;
import cn.tongtu.engine.geo.Position;
import cn.tongtu.road.Draft;
import cn.tongtu.road.RoadKeeping;
import cn.tongtu.road.Route;
import cn.tongtu.shared.Actor;
import cn.tongtu.testkit.Browser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.util.FileSystemUtils;

/**
 * {@code ./tongtu bench map [FEATURES]}: the wall map with so many sections of roads in a browser
 * without a screen, beside the same map with all of them at once and OpenLayers' plain layer.
 */
final class MapBench {
  private MapBench() {}

  public static void main(String[] args) {
    var features = args.length == 0 ? 20_000 : Integer.parseInt(args[0]);
    var data = Path.of("target", "bench-map").toAbsolutePath();
    FileSystemUtils.deleteRecursively(data.toFile());
    try (var application =
        SpringApplication.run(
            Tongtu.class,
            "--tongtu.data=" + data,
            "--server.port=0",
            "--tongtu.rate.pages=100000")) {
      var _ = application.getBean(Sample.class).load(new SampleFolder(Optional.empty()));
      application
          .getBean(RoadKeeping.class)
          .enter(more(features), "bench", new Actor.Product("bench"));
      var port = application.getEnvironment().getProperty("local.server.port", Integer.class, 0);
      try (var browser = Browser.signedIn(port, "demo-clerk")) {
        browser.width(1440);
        browser.driver().manage().timeouts().scriptTimeout(Duration.ofMinutes(5));
        // The first time no answer is kept yet, and neither server nor browser is warm.
        print("first", measure(browser, "windows"));
        print("windows", measure(browser, "windows"));
        print("whole", measure(browser, "whole"));
        print("plain", measure(browser, "plain"));
      }
    }
    FileSystemUtils.deleteRecursively(data.toFile());
  }

  /** The county's roads again and again, each time a little beside, as villages' roads. */
  private static List<Draft> more(int features) {
    var roads = County.sample().roads();
    var sections = roads.stream().mapToInt(road -> road.sections().size()).sum();
    var drafts = new ArrayList<Draft>();
    for (int i = 0; sections < features; i++) {
      var draft = CountyLoading.draft(roads.get(i % roads.size()));
      var by = 0.0011 * (1 + i / roads.size());
      var moved =
          draft.sections().stream()
              .limit(features - sections)
              .map(section ->
                  new Draft.Section(
                      section.town(),
                      section.from(),
                      section.to(),
                      section.grade(),
                      section.surface(),
                      section.width(),
                      section.lanes(),
                      new Line(
                          section.line().positions().stream()
                              .map(at -> Position.of(at.lon() + by, at.lat() + 0.7 * by))
                              .toList())))
              .toList();
      sections += moved.size();
      drafts.add(
          new Draft(
              "CZ" + Integer.toString(100_000 + i, 36).toUpperCase(Locale.ROOT),
              draft.name(),
              Route.Level.VILLAGE,
              draft.org(),
              draft.openedOn(),
              "bench",
              true,
              moved,
              List.of()));
    }
    return drafts;
  }

  private static final String MEASURE =
      """
      const [how, done] = arguments;
      const { map: own, layers } = document.querySelector('[data-map]').tongtuMap;
      const roads = layers.get('roads');
      const told = { frames: {}, answers: [] };
      const wait = (millis) => new Promise((then) => setTimeout(then, millis));
      const extent = roads.windowed.all;
      let map = own;
      const answers = (after) => performance.getEntriesByType('resource')
        .filter(({ name, startTime }) => name.includes('/map/roads.json') && startTime >= after)
        .map((each) => [each.responseStart - each.requestStart, each.encodedBodySize, each.decodedBodySize]);
      const all = async () => {
        const from = performance.now();
        const answer = await (await fetch('/map/roads.json', { cache: 'no-store' })).json();
        told.answers = answers(from);
        return new ol.format.GeoJSON({ featureProjection: 'EPSG:3857' }).readFeatures(answer);
      };
      const rested = () => new Promise((then) => { map.once('rendercomplete', then); map.render(); });
      const watch = async (name, move) => {
        const frames = [];
        let last = 0, on = true;
        const tick = (now) => { if (last) frames.push(now - last); last = now; if (on) requestAnimationFrame(tick); };
        requestAnimationFrame(tick);
        await new Promise(move);
        // What comes after the move is over counts too: parsing, thinning, drawing anew.
        await wait(700);
        await rested();
        on = false;
        told.frames[name] = frames;
      };
      (async () => {
        const features = how === 'windows' ? null : await all();
        if (how === 'whole') {
          roads.windowed.show = async () => {};
          roads.windowed.fill(features);
        }
        if (how === 'plain') {
          own.setTarget(null);
          map = new ol.Map({ target: document.querySelector('.map-canvas'), layers: [new ol.layer.Vector({ source: new ol.source.Vector({ features }) })], view: new ol.View({ center: [0, 0], zoom: 5 }) });
        }
        const view = map.getView();
        view.fit(extent, { padding: [28, 28, 36, 28] });
        const [centre, zoom] = [view.getCenter(), view.getZoom()];
        await rested();
        const from = performance.now();
        await watch('pan', (end) => view.animate({ center: [centre[0] + 9000, centre[1] + 4000], duration: 1500 }, { center: centre, duration: 1500 }, end));
        await watch('zoom', (end) => view.animate({ zoom: zoom + 3.5, duration: 2000 }, { zoom, duration: 2000 }, end));
        view.setZoom(zoom + 4);
        await wait(1500);
        await rested();
        await watch('close', (end) => view.animate({ center: [centre[0] + 9000, centre[1] + 4000], duration: 2500 }, { center: centre, duration: 2500 }, end));
        if (how === 'windows') told.answers = answers(0);
        told.answers = told.answers.map(([took, packed, bytes]) => ({ took, packed, bytes }));
        done(told);
      })().catch((failed) => done({ failed: String(failed) }));
      """;

  private static Map<?, ?> measure(Browser browser, String how) {
    browser.visit("/map");
    while (!"true"
        .equals(browser.run("return document.querySelector('[data-map]').dataset.ready"))) {
      Thread.onSpinWait();
    }
    var told =
        (Map<?, ?>) Objects.requireNonNull(browser.driver().executeAsyncScript(MEASURE, how));
    if (told.containsKey("failed")) {
      throw new IllegalStateException(String.valueOf(told.get("failed")));
    }
    return told;
  }

  private static void print(String how, Map<?, ?> told) {
    var frames = (Map<?, ?>) Objects.requireNonNull(told.get("frames"));
    frames.forEach((move, times) -> {
      var sorted = sorted((List<?>) times);
      System.out.printf(
          "%-8s %-6s %4d frames: median %.0f, 95 %% %.0f, worst %.0f ms%n",
          how, move, sorted.size(), at(sorted, 0.5), at(sorted, 0.95), at(sorted, 1));
      bench(how + "." + move + ".median", at(sorted, 0.5), "ms");
      bench(how + "." + move + ".p95", at(sorted, 0.95), "ms");
      bench(how + "." + move + ".worst", at(sorted, 1), "ms");
    });
    var answers = (List<?>) Objects.requireNonNull(told.get("answers"));
    var took = sorted(answers.stream().map(each -> ((Map<?, ?>) each).get("took")).toList());
    var packed = sorted(answers.stream().map(each -> ((Map<?, ?>) each).get("packed")).toList());
    var bytes = sorted(answers.stream().map(each -> ((Map<?, ?>) each).get("bytes")).toList());
    System.out.printf(
        "%-8s %d answers: server median %.0f, worst %.0f ms; packed median %.0f, most %.0f, all %.0f KB; unpacked most %.0f KB%n",
        how,
        answers.size(),
        at(took, 0.5),
        at(took, 1),
        at(packed, 0.5) / 1000,
        at(packed, 1) / 1000,
        packed.stream().mapToDouble(Double::doubleValue).sum() / 1000,
        at(bytes, 1) / 1000);
    bench(how + ".answers", answers.size(), "answers");
    bench(how + ".server.median", at(took, 0.5), "ms");
    bench(how + ".server.worst", at(took, 1), "ms");
    bench(how + ".packed.most", at(packed, 1), "bytes");
  }

  private static List<Double> sorted(List<?> numbers) {
    return numbers.stream().map(each -> ((Number) each).doubleValue()).sorted().toList();
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share)));
  }

  private static void bench(String name, double value, String unit) {
    System.out.printf(Locale.ROOT, "BENCH map.%s %.1f %s%n", name, value, unit);
  }
}
