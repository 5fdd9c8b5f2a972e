package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.demo.Crawl.Page;
import cn.tongtu.testkit.Browser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Each kind of page in a browser, with the person who reaches it: nothing serious for axe-core in
 * either theme, nothing wider than the screen at three widths, no complaint on the console.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"spring.application.name=every-page", "tongtu.rate.pages=100000"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageTest {
  private static final List<Integer> WIDTHS = List.of(1920, 1440, 390);
  private static final List<String> THEMES = List.of("light", "dark");
  private static final String AXE =
      """
      const done = arguments[arguments.length - 1]
      axe.run(document, {resultTypes: ['violations']}).then(
        found => done(found.violations
          .filter(one => ['serious', 'critical'].includes(one.impact))
          .map(one => one.id + ': ' + one.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '')).join(' | '))),
        failed => done(['axe failed: ' + failed]))
      """;

  /**
   * By how much the page is wider than the screen, once charts and maps have seen the new width.
   */
  private static final String OVER =
      """
      const done = arguments[arguments.length - 1]
      const page = document.documentElement
      setTimeout(() => requestAnimationFrame(() => done(page.scrollWidth - page.clientWidth)), 250)
      """;

  @Autowired private Sample sample;
  @LocalServerPort private int port;

  private final Map<String, Browser> browsers = new LinkedHashMap<>();

  /** By kind: the page, and who opens it. */
  private final Map<String, Map.Entry<String, Page>> pages = new LinkedHashMap<>();

  @BeforeAll
  void walk() {
    Browser.needed();
    sample.load(new SampleFolder(Optional.empty()));
    for (var role : CrawlTest.ROLES) {
      Crawl.as(port, role).pages().values().stream()
          .filter(Page::isHtml)
          .filter(page -> !page.html().select("main").isEmpty())
          .forEach(page -> pages.putIfAbsent(shape(page), Map.entry(role, page)));
    }
  }

  /** Other parameters of the same page make the same page, unless its parts are others. */
  private static String shape(Page page) {
    var parts = new TreeSet<String>();
    for (var part : page.html().select("main [class]")) {
      parts.add(part.tagName() + "." + part.classNames().iterator().next());
    }
    return page.kind().replaceFirst("\\?.*", "")
        + (parts.contains("form.panel") ? " with a form" : "");
  }

  @AfterAll
  void close() {
    browsers.values().forEach(Browser::close);
  }

  @Test
  void everyKindOfPageIsSound() throws IOException {
    var axe = axe();
    var bad = new ArrayList<String>();
    for (var entry : pages.values()) {
      var browser = browsers.computeIfAbsent(entry.getKey(), role -> Browser.signedIn(port, role));
      browser.driver().manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
      // What is asked for stands before the place on the page.
      var path = entry.getValue().path().replaceFirst("#.*", "");
      for (var theme : THEMES) {
        browser.width(1440);
        browser.visit(path + (path.contains("?") ? "&" : "?") + "theme=" + theme);
        assertThat(browser.run("return document.documentElement.dataset.theme")).isEqualTo(theme);
        browser.driver().executeScript(axe);
        var found = Objects.requireNonNull(browser.driver().executeAsyncScript(AXE));
        ((List<?>) found).forEach(one -> bad.add(theme + " " + path + " " + one));
      }
      for (int width : WIDTHS) {
        browser.width(width);
        var over = Objects.requireNonNull(browser.driver().executeAsyncScript(OVER));
        if (((Number) over).intValue() > 0) {
          bad.add("wider than " + width + " by " + over + ": " + path);
        }
      }
      browser.complaints().stream()
          // That is axe-core itself, looking at the page's colours.
          .filter(one -> !one.contains("willReadFrequently"))
          .forEach(one -> bad.add("console: " + path + " " + one));
    }
    System.out.printf("浏览器核对 pages looked at: %d kinds%n", pages.size());
    assertThat(pages).hasSizeGreaterThan(25);
    assertThat(bad).isEmpty();
  }

  private static String axe() throws IOException {
    var folder = "META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    try (var file = EveryPageTest.class.getClassLoader().getResourceAsStream(folder)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
