package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cn.tongtu.testkit.Browser;
import cn.tongtu.testkit.TileServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Maps above the tiles of a server of one's own, seen in a browser. */
class MapTilesTest {
  /** A position, and where maps in GCJ-02 show it: a published pair, not reckoned by our script. */
  private static final double LON = 113.912316;

  private static final double LAT = 22.543847;
  private static final double SHIFTED_LON = 113.9171764808363;
  private static final double SHIFTED_LAT = 22.540796131694766;

  /** What both kinds of servers are asked. */
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  abstract static class Tiles {
    private final TileServer tiles;
    @Autowired private Sample sample;
    @LocalServerPort private int port;
    private Optional<Browser> opened = Optional.empty();

    Tiles(TileServer tiles) {
      this.tiles = tiles;
    }

    @BeforeAll
    void open() {
      Browser.needed();
      sample.load(new SampleFolder(Optional.empty()));
      var browser = Browser.signedIn(port, "demo-clerk");
      browser.width(1440);
      opened = Optional.of(browser);
    }

    @AfterAll
    void close() {
      opened.ifPresent(Browser::close);
      tiles.close();
    }

    private Browser browser() {
      return opened.orElseThrow();
    }

    private void until(String script) {
      var _ =
          new WebDriverWait(browser().driver(), Duration.ofSeconds(20))
              .until(_ -> browser().run(script).equals("true"));
    }

    /** Types the position into the form and lets the map go there. */
    private void showThePosition() {
      browser().visit("/design/map?kind=POINT");
      until("return document.querySelector('#map-drawing').dataset.ready");
      var field = browser().find("#shape");
      field.clear();
      field.sendKeys(LON + ", " + LAT, Keys.TAB);
      browser()
          .run(
              "document.querySelector('#map-drawing').scrollIntoView({block: 'center', behavior: 'instant'})");
    }

    @Test
    @Order(1)
    void theyAreShownAndOurFeaturesLieWhereTheyBelong() throws IOException {
      showThePosition();
      until(
          """
          const { map } = document.querySelector('#map-drawing').tongtuMap;
          if (window.rested === undefined) { window.rested = false; map.once('rendercomplete', () => { window.rested = true; }); map.render(); }
          return window.rested;
          """);
      var picture =
          ImageIO.read(
              new ByteArrayInputStream(
                  browser().find("#map-drawing .map-canvas").getScreenshotAs(OutputType.BYTES)));
      var ground = 0;
      var disc = 0;
      var x = 0.0;
      var y = 0.0;
      for (int column = 0; column < picture.getWidth(); column++) {
        for (int row = 0; row < picture.getHeight(); row++) {
          var colour = picture.getRGB(column, row) & 0xffffff;
          if (colour == (TileServer.GROUND.getRGB() & 0xffffff)) {
            ground++;
          } else if (colour == (TileServer.DISC.getRGB() & 0xffffff)) {
            disc++;
            x += column;
            y += row;
          }
        }
      }
      assertThat((double) ground / picture.getWidth() / picture.getHeight())
          .as("of the map are tiles")
          .isGreaterThan(0.7);
      assertThat(disc).as("pixels of the disc").isGreaterThan(1_000);
      var feature =
          (List<?>)
              Objects.requireNonNull(
                  browser()
                      .driver()
                      .executeScript(
                          """
                          const { map, drawing } = document.querySelector('#map-drawing').tongtuMap;
                          return map.getPixelFromCoordinate(drawing.source.getFeatures()[0].getGeometry().getCoordinates());
                          """));
      assertThat(x / disc).isCloseTo(((Number) feature.get(0)).doubleValue(), within(3.0));
      assertThat(y / disc).isCloseTo(((Number) feature.get(1)).doubleValue(), within(3.0));
      assertThat(browser().run("return document.querySelector('#shape').value"))
          .as("what is kept is where it truly is")
          .isEqualTo(LON + ", " + LAT);
      assertThat(tiles.asked).isNotEmpty().allMatch(address -> address.contains("tk=k-123"));
      assertThat(browser().find("#map-drawing .ol-attribution").getText()).contains("测试底图");
    }

    @Test
    @Order(2)
    void picturesComeFromThatHostAndNoOther() {
      browser().visit("/map");
      var told =
          browser()
              .driver()
              .executeAsyncScript(
                  """
                  const [port, done] = arguments;
                  const load = (host) => new Promise((then) => {
                    const picture = new Image();
                    picture.onload = () => then('shown');
                    picture.onerror = () => then('refused');
                    picture.src = `http://${host}:${port}/tiles/1/1/1.png?tk=k-123&again=${Math.random()}`;
                  });
                  Promise.all([load('localhost'), load('127.0.0.1')]).then(done);
                  """,
                  tiles.port());
      assertThat(Objects.requireNonNull(told)).isEqualTo(List.of("shown", "refused"));
    }

    @Test
    @Order(3)
    void withADeadServerTheMapIsAsUsefulAsWithoutTiles() {
      tiles.close();
      browser().visit("/map");
      until("return document.querySelector('[data-map]').dataset.ready");
      until("return document.querySelector('.map-said').textContent.includes('底图服务没有响应')");
      assertThat(
              browser()
                  .run(
                      "return document.querySelector('[data-map]').tongtuMap.layers.get('roads').source.getFeatures().length > 900"))
          .isEqualTo("true");
      browser().find(".map-list summary").sendKeys(Keys.ENTER);
      until("return document.querySelectorAll('.map-list tbody tr').length > 50");
    }
  }

  @Nested
  @SpringBootTest(
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = {
        "tongtu.map.base-key=k-123",
        "tongtu.map.base-attribution=测试底图",
        "tongtu.map.base-crs=cgcs2000"
      })
  class ByXyz extends Tiles {
    private static final TileServer SERVER = new TileServer(LON, LAT);

    ByXyz() {
      super(SERVER);
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
      settings.add(
          "tongtu.map.base-url",
          () -> "http://localhost:" + SERVER.port() + "/tiles/{z}/{x}/{y}.png?tk={key}");
    }
  }

  /** By key and value, as Tianditu has it, and shifted, as it does not. */
  @Nested
  @SpringBootTest(
      webEnvironment = WebEnvironment.RANDOM_PORT,
      properties = {
        "tongtu.map.base-key=k-123",
        "tongtu.map.base-attribution=测试底图",
        "tongtu.map.base-crs=gcj02"
      })
  class ByWmtsInGcj02 extends Tiles {
    private static final TileServer SERVER = new TileServer(SHIFTED_LON, SHIFTED_LAT);

    ByWmtsInGcj02() {
      super(SERVER);
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
      settings.add(
          "tongtu.map.base-url",
          () ->
              "http://localhost:"
                  + SERVER.port()
                  + "/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=vec&STYLE=default"
                  + "&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}");
    }
  }
}
