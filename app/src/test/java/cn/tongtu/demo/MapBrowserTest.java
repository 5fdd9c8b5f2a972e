package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
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
        "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1440,1000");
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
    assertThat(drawn).startsWith("{\"type\":\"LineString\"").isNotEqualTo(before);
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

  @Test
  void whatIsNoAreaIsToldBesideTheField() {
    visit("/design/map?area=%7B%22type%22%3A1%7D");
    assertThat(browser().findElement(By.id("area-error")).getText()).contains("type 应为");
  }

  /** Prints, and asserts nothing about time: the machine may be busy. */
  @Test
  void twentyThousandLinesMove() {
    visit("/map");
    browser().manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
    var told =
        browser()
            .executeAsyncScript(
                """
                const done = arguments[arguments.length - 1];
                const map = document.querySelector('[data-map]').tongtuMap;
                const { source } = map.layers.get('roads');
                const own = source.getFeatures();
                const more = [];
                while (own.length + more.length < 20000) {
                  const each = own[more.length % own.length].clone();
                  const by = 1 + Math.floor(more.length / own.length);
                  each.getGeometry().translate(137 * by, 91 * by);
                  more.push(each);
                }
                source.addFeatures(more);
                const view = map.map.getView();
                const [centre, zoom] = [view.getCenter(), view.getZoom()];
                const watch = (name, move) => new Promise((told) => {
                  const frames = [];
                  let last = 0, on = true;
                  const tick = (now) => { if (last) frames.push(now - last); last = now; if (on) requestAnimationFrame(tick); };
                  requestAnimationFrame(tick);
                  move(() => {
                    on = false;
                    frames.sort((a, b) => a - b);
                    told(`${name} ${frames.length} frames, median ${Math.round(frames[frames.length >> 1])} ms, p95 ${Math.round(frames[Math.floor(frames.length * 0.95)])} ms, worst ${Math.round(frames.at(-1))} ms`);
                  });
                });
                map.map.once('rendercomplete', async () => {
                  const said = [`features ${source.getFeatures().length}`];
                  said.push(await watch('pan', (end) => view.animate({ center: [centre[0] + 9000, centre[1] + 4000], duration: 1500 }, { center: centre, duration: 1500 }, end)));
                  said.push(await watch('zoom', (end) => view.animate({ zoom: zoom + 2.5, duration: 1500 }, { zoom, duration: 1500 }, end)));
                  done(said.join('; '));
                });
                map.map.render();
                """);
    System.out.println("BENCH map " + told);
    assertThat(String.valueOf(told)).startsWith("features 20000");
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

  @Test
  void theWallMapPrintsOnOnePage() {
    visit("/map");
    var printed =
        browser()
            .executeCdpCommand(
                "Page.printToPDF",
                Map.of(
                    "landscape",
                    true,
                    "paperWidth",
                    11.69,
                    "paperHeight",
                    16.54,
                    "printBackground",
                    true));
    var pdf =
        new String(
            Base64.getDecoder().decode(String.valueOf(printed.get("data"))),
            StandardCharsets.ISO_8859_1);
    assertThat(pdf.split("/Type ?/Page\\b", -1)).as("pages").hasSize(2);
    assertThat((double) pdf.length()).as("bytes of a page with a map").isGreaterThan(100_000);
  }
}
