package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.tongtu.engine.geo.Line;
import cn.tongtu.engine.geo.Position;
import cn.tongtu.engine.geo.Ring;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The map as one uses it: it is drawn, answers a click and the keyboard, and takes a line into a
 * form.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MapBrowserTest {
  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final String THE_MAP =
      "const map = document.querySelector('[data-map]').tongtuMap;";

  /** What share of the canvas was painted, and in how many colours. */
  private static final String PAINTED =
      """
      let painted = 0, all = 0; const colours = new Set();
      for (const canvas of document.querySelectorAll('.map-canvas canvas')) {
        if (!canvas.width) continue;
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        all = Math.max(all, data.length / 4);
        for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 40) { painted++; if (i % 16 === 0) colours.add((data[i] >> 4) << 8 | (data[i + 1] >> 4) << 4 | data[i + 2] >> 4); }
      }
      return [all ? painted / all : 0, colours.size];
      """;

  private static final String STATUS =
      "return performance.getEntriesByType('navigation')[0].responseStatus";

  @Autowired private Sample sample;
  @Autowired private JdbcClient db;
  @LocalServerPort private int port;

  private Optional<ChromeDriver> browser = Optional.empty();

  @BeforeAll
  void open() {
    var there = Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
    if (!there) {
      System.out.println("MapBrowserTest 跳过 skipped: 需要 " + BROWSER + " 和 " + DRIVER);
    }
    assumeTrue(there, "no Chromium or no chromedriver");
    sample.load(new SampleFolder(Optional.empty()));
    var options = new ChromeOptions();
    options.setBinary(BROWSER.toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--force-prefers-reduced-motion",
        "--window-size=1440,1000");
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.SEVERE);
    options.setCapability("goog:loggingPrefs", logs);
    browser =
        Optional.of(
            new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
                options));
    browser().get("http://localhost:" + port + "/sign-in");
    browser().findElement(By.cssSelector("button[value=demo-clerk]")).click();
  }

  @AfterAll
  void close() {
    browser.ifPresent(ChromeDriver::quit);
  }

  private ChromeDriver browser() {
    return browser.orElseThrow();
  }

  private void visit(String path) {
    browser().get("http://localhost:" + port + path);
    until("return document.querySelector('[data-map]').dataset.ready === 'true'");
    var _ =
        browser()
            .executeScript(THE_MAP + "map.map.getView().cancelAnimations(); map.map.renderSync();");
  }

  private void until(String script) {
    var _ =
        new WebDriverWait(browser(), Duration.ofSeconds(20))
            .until(_ -> Boolean.TRUE.equals(browser().executeScript(script)));
  }

  private Object run(String script, Object... with) {
    return Optional.ofNullable(browser().executeScript(THE_MAP + script, with)).orElse("");
  }

  @Test
  void theWallMapIsDrawnWithoutAnyTilesAndWithoutAnError() {
    var _ = browser().manage().logs().get(LogType.BROWSER);
    visit("/map");
    until(
        PAINTED.replace(
            "return [all ? painted / all : 0, colours.size]",
            "return painted / all > 0.3 && colours.size > 30"));
    assertThat(browser().findElements(By.cssSelector(".map-legend .map-sort")))
        .hasSizeGreaterThan(10);
    var before = ((Number) ((List<?>) browser().executeScript(PAINTED)).get(0)).doubleValue();
    browser()
        .findElements(By.cssSelector(".map-legend .map-name input"))
        .forEach(tick -> {
          if (tick.isSelected()) {
            tick.click();
          }
        });
    var _ = run("map.map.renderSync()");
    var after = ((Number) ((List<?>) browser().executeScript(PAINTED)).get(0)).doubleValue();
    assertThat(after).as("every layer is off").isLessThan(before / 4);
    assertThat(browser().manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
  }

  @Test
  void aClickOnARoadOpensItsPanelAndTheListDoesTheSame() {
    visit("/roads/G391");
    var at =
        (List<?>)
            run(
                """
                const feature = map.layers.get('chosen').source.getFeatures()[2];
                return map.map.getPixelFromCoordinate(feature.getGeometry().getCoordinateAt(0.5)).map(Math.round);
                """);
    var canvas = browser().findElement(By.className("map-canvas"));
    var size = canvas.getSize();
    new Actions(browser())
        .moveToElement(
            canvas,
            ((Number) at.get(0)).intValue() - size.getWidth() / 2,
            ((Number) at.get(1)).intValue() - size.getHeight() / 2)
        .click()
        .perform();
    until("return document.querySelector('.map-panel').innerText.includes('G391')");
    assertThat(browser().findElement(By.className("map-panel")).getText())
        .contains("国道", "公路事业发展中心");

    browser().findElement(By.className("map-panel")).findElement(By.tagName("button")).click();
    browser().findElement(By.cssSelector(".map-list summary")).sendKeys(Keys.ENTER);
    until("return document.querySelectorAll('.map-list tbody tr').length > 20");
    var first = browser().findElement(By.cssSelector(".map-list tbody button"));
    first.sendKeys(Keys.ENTER);
    until(
        "return document.querySelector('.map-panel dl') !== null && document.querySelector('.map-panel').contains(document.activeElement)");
    browser().switchTo().activeElement().sendKeys(Keys.ESCAPE);
    until("return document.querySelector('.map-panel').hidden");
    assertThat(browser().switchTo().activeElement()).isEqualTo(first);
  }

  @Test
  void aLineDrawnOnTheMapIsSaved() {
    var section =
        db.sql(
                """
                select s.id from road.section s join road.route r on r.id = s.route
                where r.code = 'X106' order by s.seq limit 1
                """)
            .query(Long.class)
            .single();
    visit("/roads/X106?survey=" + section);
    var before = browser().findElement(By.id("line")).getDomProperty("value");
    // A corner is dragged: half way along, a little to the side.
    var at =
        (List<?>)
            run(
                """
                const shape = map.drawing.source.getFeatures()[0].getGeometry();
                const corners = shape.getCoordinates();
                return map.map.getPixelFromCoordinate(corners[Math.floor(corners.length / 2)]).map(Math.round);
                """);
    var canvas = browser().findElement(By.className("map-canvas"));
    var size = canvas.getSize();
    new Actions(browser())
        .moveToElement(
            canvas,
            ((Number) at.get(0)).intValue() - size.getWidth() / 2,
            ((Number) at.get(1)).intValue() - size.getHeight() / 2)
        .clickAndHold()
        .moveByOffset(25, 12)
        .moveByOffset(10, 5)
        .release()
        .perform();
    var drawn = browser().findElement(By.id("line")).getDomProperty("value");
    assertThat(drawn).startsWith("110.").isNotEqualTo(before);
    browser().findElement(By.id("why")).sendKeys("复测报告1号", Keys.ENTER);
    until("return document.querySelector('main .told') !== null");
    assertThat(browser().findElement(By.tagName("main")).getText()).contains("测线已更新", "复测报告1号");
    assertThat(
            db.sql("select rev from road.section where id = ?")
                .param(section)
                .query(Integer.class)
                .single())
        .isEqualTo(2);
  }

  @Test
  void lampsAreClusteredAndFollowTheMonth() {
    visit("/design/map");
    until(THE_MAP + "return map.layers.get('lamps').source.getFeatures().length === 90");
    var drawn =
        "return map.layers.get('lamps').drawn.getLayers().item(0).getSource().getFeatures()";
    var _ = run("map.map.renderSync()");
    assertThat(((Number) run(drawn + ".length")).intValue()).as("clusters").isBetween(5, 60);
    var all =
        ((Number) run(drawn + ".reduce((sum, each) => sum + each.get('features').length, 0)"));
    assertThat(all.intValue()).isEqualTo(90);
    browser().findElement(By.cssSelector(".map-time input")).sendKeys(Keys.HOME);
    until(
        THE_MAP
            + "map.map.renderSync();"
            + drawn
            + ".reduce((sum, each) => sum + each.get('features').length, 0) < 12");
    assertThat(browser().findElement(By.cssSelector(".map-time output")).getText())
        .isEqualTo("2026-01");
  }

  private void at(int east, int south) {
    new Actions(browser())
        .moveToElement(drawing().findElement(By.className("map-canvas")), east, south)
        .click()
        // Two clicks in the same place at once would be a double one.
        .pause(Duration.ofMillis(350))
        .perform();
  }

  private void drag(int east, int south, int by) {
    new Actions(browser())
        .moveToElement(drawing().findElement(By.className("map-canvas")), east, south)
        .clickAndHold()
        .moveByOffset(by, by)
        .moveByOffset(2, 2)
        .release()
        .perform();
  }

  private WebElement drawing() {
    return browser().findElement(By.id("map-drawing"));
  }

  private String field() {
    return String.valueOf(browser().findElement(By.id("shape")).getDomProperty("value"));
  }

  private String saved() {
    var _ = browser().executeScript("document.body.dataset.left = ''");
    browser().findElement(By.cssSelector("main form button[type=submit]")).sendKeys(Keys.ENTER);
    until(
        "return !('left' in document.body.dataset) && document.querySelector('#map-drawing')?.dataset.ready === 'true'");
    return String.join(
        " ",
        browser().findElements(By.cssSelector("main form .notice, main form .told")).stream()
            .map(WebElement::getText)
            .toList());
  }

  private void deed(String word) {
    drawing().findElement(By.cssSelector("[data-deed=" + word + "]")).sendKeys(Keys.ENTER);
  }

  /** Drawn, saved, there again, dragged, saved, taken back, deleted and saved, each kind. */
  @ParameterizedTest
  @CsvSource({"POINT, 1, 0", "LINE, 3, 2", "AREA, 4, 2"})
  void eachKindIsDrawnEditedDeletedAndSaved(String kind, int corners, int again) {
    visit("/design/map?kind=" + kind);
    until("return document.querySelector('#map-drawing').dataset.ready === 'true'");
    deed("redraw");
    var _ =
        browser()
            .executeScript(
                "arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", drawing());
    var way = new int[][] {{-150, -60}, {120, -70}, {160, 80}, {-140, 90}};
    for (int i = 0; i < corners; i++) {
      at(way[i][0], way[i][1]);
    }
    if (again > 0) {
      at(way[corners - 1][0], way[corners - 1][1]);
    }
    assertThat(field().lines()).as("corners").hasSize(corners);
    var said = drawing().findElement(By.className("map-said")).getText();
    assertThat(said).contains(kind.equals("AREA") ? "亩" : kind.equals("LINE") ? "m" : "110.");
    var before = field();
    assertThat(saved()).contains("已保存", said);
    assertThat(field()).as("there again").isEqualTo(before);

    // The map now opens at the shape; its first corner is dragged.
    var first =
        (List<?>)
            browser()
                .executeScript(
                    """
                    const { map, drawing } = document.querySelector('#map-drawing').tongtuMap;
                    map.renderSync();
                    const corner = drawing.source.getFeatures()[0].getGeometry().getCoordinates().flat(3);
                    const [x, y] = map.getPixelFromCoordinate(corner.slice(0, 2));
                    const [width, height] = map.getSize();
                    return [Math.round(x - width / 2), Math.round(y - height / 2)];
                    """);
    assertThat(first).isNotNull();
    drag(((Number) first.get(0)).intValue(), ((Number) first.get(1)).intValue(), 14);
    assertThat(field()).isNotEqualTo(before);
    deed("undo");
    assertThat(field()).as("taken back").isEqualTo(before);
    deed("delete");
    assertThat(field()).isEmpty();
    assertThat(saved()).as("nothing is kept").doesNotContain("已保存");
  }

  /** By the keyboard alone; what is wrong is told beside the field, and the rest is kept. */
  @ParameterizedTest
  @CsvSource({
    "POINT, 110.5 27.3; 110.6 27.3, 只能有一个点, 110.5 27.3",
    "LINE, 110.5 27.3, 至少要有 2 个点, 110.5 27.3; 110.6 27.3",
    "LINE, 110.5 27.3; 110.6 x, 第 2 行应为, 110.5 27.3; 110.6 27.31",
    "AREA, 110.5 27.3; 110.6 27.4; 110.6 27.3; 110.5 27.4, 与自身相交, 110.5 27.3; 110.6 27.3; 110.6 27.4",
  })
  void coordinatesAreTypedAndWhatIsWrongIsToldBesideTheField(
      String kind, String wrong, String told, String right) {
    visit("/design/map?kind=" + kind);
    var field = browser().findElement(By.id("shape"));
    field.clear();
    field.sendKeys(wrong.replace("; ", "\n"));
    var _ = saved();
    assertThat(browser().findElement(By.id("shape-error")).getText()).contains(told);
    assertThat(browser().executeScript(STATUS)).isEqualTo(422L);
    assertThat(field()).as("what was typed").isEqualTo(wrong.replace("; ", "\n"));

    field = browser().findElement(By.id("shape"));
    field.clear();
    field.sendKeys(right.replace("; ", "\n"), Keys.TAB);
    var said = drawing().findElement(By.className("map-said")).getText();
    assertThat(said).as("the map follows").isNotEmpty();
    assertThat(saved()).contains("已保存", said);
  }

  /** The browser reckons as the engine does, also on shifted tiles. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void areasAndLengthsAreThoseOfTheEngine(boolean shifted) {
    visit("/map");
    var positions =
        List.of(
            Position.of(110.43, 27.21),
            Position.of(110.71, 27.24),
            Position.of(110.69, 27.41),
            Position.of(110.41, 27.39));
    var told =
        (List<?>)
            browser()
                .executeAsyncScript(
                    """
                    const [at, shifted, done] = arguments;
                    const root = document.querySelector('script[src*="js/map.js"]').src.replace('map.js', '');
                    Promise.all([import(root + 'map-size.js'), import(root + 'map-place.js')]).then(([{ areaOf, lengthOf }, { dataProjection }]) => {
                      const there = (position) => ol.proj.transform(ol.proj.transform(position, dataProjection(shifted), 'EPSG:3857'), 'EPSG:3857', dataProjection(shifted));
                      const line = at.map(there);
                      done([areaOf([...line, line[0]]), lengthOf(line)]);
                    });
                    """,
                    positions.stream().map(each -> List.of(each.lon(), each.lat())).toList(),
                    shifted);
    assertThat(told).isNotNull();
    var area = new Ring(positions).squareMetres();
    assertThat(((Number) told.get(0)).doubleValue()).isCloseTo(area, withinPercentage(0.0001));
    assertThat(((Number) told.get(1)).doubleValue())
        .isCloseTo(new Line(positions).metres(), withinPercentage(0.0001));
  }

  /** The county's layer is small; here it is asked for by window all the same. */
  @Test
  void aLayerByWindowHasWhatIsSeenAndIsFinerCloserBy() {
    visit("/map");
    browser().manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
    var told =
        (Map<?, ?>)
            Objects.requireNonNull(
                browser()
                    .executeAsyncScript(
                        """
                        const done = arguments[arguments.length - 1];
                        const map = document.querySelector('[data-map]').tongtuMap;
                        const root = document.querySelector('script[src*="js/map.js"]').src.replace('map.js', '');
                        const entry = map.layers.get('roads');
                        const whole = entry.source.getFeatures();
                        const positions = (features) => features.reduce((sum, each) => sum + each.getGeometry().getCoordinates().length, 0);
                        const seen = (features) => {
                          const extent = map.map.getView().calculateExtent(map.map.getSize());
                          return features.filter((each) => each.getGeometry().intersectsExtent(extent)).map((each) => each.getId());
                        };
                        (async () => {
                          const { Windowed } = await import(root + 'map-window.js');
                          const layer = { ...entry.layer, within: [110, 26.8, 111.2, 27.8] };
                          entry.windowed = new Windowed(map, layer, (features) => { entry.source.clear(true); entry.source.addFeatures(features); });
                          await entry.windowed.show();
                          const far = entry.source.getFeatures();
                          const told = { whole: whole.length, far: far.length, thinned: positions(far) / positions(whole) };
                          const road = whole.find((each) => each.get('name').startsWith('G391')).getGeometry();
                          map.map.getView().setCenter(road.getCoordinateAt(0.5));
                          map.map.getView().setZoom(14.3);
                          map.map.renderSync();
                          await entry.windowed.show();
                          const near = entry.source.getFeatures();
                          const ids = new Set(near.map((each) => each.getId()));
                          told.near = near.length;
                          told.seen = seen(whole).length;
                          told.missing = seen(whole).filter((id) => !ids.has(id)).length;
                          told.zoom = entry.windowed.has.zoom;
                          const asked = () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('bbox=')).length;
                          const before = asked();
                          map.map.getView().setCenter(road.getCoordinateAt(0.5).map((at) => at + 40));
                          map.map.renderSync();
                          await entry.windowed.show();
                          told.again = asked() - before;
                          done(told);
                        })().catch((failed) => done({ failed: String(failed) }));
                        """));
    assertThat(told.get("failed")).isNull();
    assertThat(told.get("far")).as("all of the county").isEqualTo(told.get("whole"));
    assertThat(number(told, "thinned")).isLessThan(0.6);
    assertThat(number(told, "seen")).isPositive();
    assertThat(told.get("missing")).as("seen and not there").isEqualTo(0L);
    assertThat(number(told, "near")).isLessThan(number(told, "whole") / 4);
    assertThat(told.get("zoom")).isEqualTo(15L);
    assertThat(told.get("again")).as("asked for after a short move").isEqualTo(0L);
  }

  private static double number(Map<?, ?> told, String name) {
    return ((Number) Objects.requireNonNull(told.get(name))).doubleValue();
  }

  @Test
  void aDistanceIsMeasured() {
    visit("/map");
    browser().findElement(By.cssSelector(".map-tool[aria-pressed]")).click();
    until(THE_MAP + "return Boolean(map.measured)");
    var canvas = browser().findElement(By.className("map-canvas"));
    new Actions(browser())
        .moveToElement(canvas, -60, 0)
        .click()
        .pause(Duration.ofMillis(400))
        .moveToElement(canvas, 60, 0)
        .click()
        .perform();
    until("return / k?m$/.test(document.querySelector('.map-said').textContent)");
  }

  /** There and back the shift of GCJ-02 leaves less than a centimetre, and it is a shift at all. */
  @Test
  void whatIsDrawnOnShiftedTilesIsKeptWhereItTrulyIs() {
    visit("/map");
    var worst =
        browser()
            .executeAsyncScript(
                """
                const done = arguments[arguments.length - 1];
                const root = document.querySelector('script[src*="js/map.js"]').src.replace('map.js', '');
                import(root + 'map-place.js').then(({ shifted, unshifted, dataProjection }) => {
                  let worst = 0, least = 1e9;
                  const metres = (a, b) => ol.sphere.getDistance(a, b);
                  const data = dataProjection(true);
                  for (let lon = 98; lon < 122; lon += 0.37) for (let lat = 22; lat < 42; lat += 0.41) {
                    const here = [lon, lat];
                    least = Math.min(least, metres(here, shifted(here)));
                    worst = Math.max(worst, metres(here, unshifted(shifted(here))));
                    const shown = ol.proj.transform(here, data, 'EPSG:3857');
                    worst = Math.max(worst, metres(here, ol.proj.transform(shown, 'EPSG:3857', data)));
                  }
                  done([worst, least]);
                }).catch((failed) => done([String(failed), 0]));
                """);
    assertThat(worst).isInstanceOf(List.class);
    var told = (List<?>) worst;
    assertThat(((Number) told.get(0)).doubleValue()).isLessThan(0.5);
    assertThat(((Number) told.get(1)).doubleValue()).isGreaterThan(20);
  }

  /** By the button it is drawn for the paper, by the browser's own menu as it is seen. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theWallMapPrintsOnOnePageOfA3(boolean button) {
    visit("/map?theme=dark");
    if (button) {
      var _ = browser().executeScript("window.print = () => { window.asked = true; };");
      browser().findElement(By.cssSelector(".map-tool[data-deed=print]")).sendKeys(Keys.ENTER);
      until("return window.asked === true");
    }
    var _ =
        browser()
            .executeScript(
                "addEventListener('beforeprint', () => { window.printed = document.querySelector('.map-print'); });");
    var printed =
        browser()
            .executeCdpCommand(
                "Page.printToPDF", Map.of("preferCSSPageSize", true, "printBackground", true));
    var pdf =
        new String(
            Base64.getDecoder().decode(String.valueOf(printed.get("data"))),
            StandardCharsets.ISO_8859_1);
    assertThat(pdf.split("/Type ?/Page\\b", -1)).as("pages").hasSize(2);
    assertThat(pdf)
        .as("420 by 297 mm")
        .containsPattern("/MediaBox ?\\[0 0 11(89|90|91)[.\\d]* 84[12]");
    var painted =
        (List<?>)
            Objects.requireNonNull(
                browser()
                    .executeScript(
                        PAINTED
                            .replace(
                                "document.querySelectorAll('.map-canvas canvas')",
                                "[window.printed]")
                            .replace("return [", "return [window.printed.width, ")));
    assertThat(((Number) Objects.requireNonNull(painted.get(1))).doubleValue())
        .as("of the picture is painted")
        .isGreaterThan(0.25);
    assertThat(((Number) Objects.requireNonNull(painted.get(2))).intValue())
        .as("its colours")
        .isGreaterThan(30);
    if (button) {
      assertThat(painted.get(0)).isEqualTo(1700L);
    }
    until("return document.querySelector('.map-print') === null");
    assertThat(browser().executeScript("return document.documentElement.dataset.theme"))
        .isEqualTo("dark");
    browser().get("http://localhost:" + port + "/map?theme=auto");
  }
}
