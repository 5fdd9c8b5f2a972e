package cn.tongtu.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.testkit.DemoClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a page weighs on the wire, with everything it may load, and that it is loaded once. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageWeightTest {
  private static final int MOST = 250_000;

  /** The library that draws charts comes on top, and only with a chart. */
  private static final int MOST_WITH_CHART = 450_000;

  private static final Pattern LINKED =
      Pattern.compile("(?:src|href)=\"(/assets/[0-9a-f]{12}/[^\"#]+)");

  private static final Pattern IMPORTED = Pattern.compile("['\"](\\.{1,2}/[\\w./-]+\\.js)['\"]");

  @Autowired private Sample sample;
  @LocalServerPort private int port;

  /** Unlike Spring's client it hands over what came, packed as it came. */
  private final HttpClient clerk =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  @BeforeAll
  void open() {
    sample.load(new SampleFolder(Optional.empty()));
    var token = DemoClient.token(text(get("/sign-in")));
    var form = "account=demo-clerk&password=&_csrf=" + URLEncoder.encode(token, UTF_8);
    var signedIn =
        sent(
            request("/sign-in")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    assertThat(signedIn.headers().firstValue("Location")).get().asString().endsWith("/");
  }

  @Test
  void ordinaryPagesAreLight() {
    for (var page :
        List.of("/", "/figures", "/projects", "/reports", "/closing?year=2020", "/me", "/search")) {
      var files = loaded(page);
      System.out.printf("PAGE WEIGHT %s %d%n", page, total(files));
      assertThat(files.keySet()).as(page).anyMatch(file -> file.endsWith("/tongtu.css"));
      assertThat(total(files)).as("%s %s", page, files).isBetween(10_000, MOST);
    }
  }

  @Test
  void aChartBringsItsLibraryAndNothingMore() {
    var files = loaded("/figures/INV.rate?org=wangcheng&span=2020-01..2020-12");
    assertThat(files.keySet()).anyMatch(file -> file.endsWith("/lib/echarts.js"));
    assertThat(total(files)).as("%s", files).isLessThan(MOST_WITH_CHART);
  }

  @Test
  void whatBrowsersKeepChangesItsAddressAndIsKeptForAYear() {
    var css = only(loaded("/me").keySet(), "/tongtu.css");
    var answer = get(css);
    assertThat(answer.headers().firstValue("Cache-Control"))
        .hasValue("max-age=31536000, public, immutable");
    assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(text(answer)).contains("@layer tabler, tongtu;").doesNotContain("url(");
    assertThat(get(css.replaceFirst("/assets/[0-9a-f]+/", "/assets/000000000000/")).statusCode())
        .isEqualTo(404);
    assertThat(DemoClient.stranger(port).client().get().uri(css).retrieve().toBodilessEntity())
        .matches(
            to -> to.getStatusCode().value() == 200, "whoever signs in sees the page as it is");
  }

  /** The page, what it links, and what its modules import, with the bytes each took. */
  private Map<String, Integer> loaded(String page) {
    var files = new LinkedHashMap<String, Integer>();
    var html = get(page);
    assertThat(html.statusCode()).as(page).isEqualTo(200);
    files.put(page, html.body().length);
    var chart = text(html).contains("data-chart");
    var map = text(html).contains("data-map");
    var waiting = new ArrayDeque<>(found(LINKED, text(html)));
    while (!waiting.isEmpty()) {
      var file = waiting.poll();
      if (files.containsKey(file)) {
        continue;
      }
      var answer = get(file);
      assertThat(answer.statusCode()).as(file).isEqualTo(200);
      files.put(file, answer.body().length);
      if (file.endsWith(".js") && !file.contains("/lib/")) {
        found(IMPORTED, text(answer)).stream()
            .filter(each -> chart || !each.endsWith("/chart.js"))
            .filter(each -> map || !each.contains("/map"))
            .map(each -> URI.create(file).resolve(each).toString())
            .forEach(waiting::add);
      }
    }
    return files;
  }

  private static int total(Map<String, Integer> files) {
    return files.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String only(Set<String> files, String end) {
    return files.stream().filter(file -> file.endsWith(end)).collect(Collectors.joining());
  }

  private static Set<String> found(Pattern pattern, String text) {
    var all = new LinkedHashSet<String>();
    var matcher = pattern.matcher(text);
    while (matcher.find()) {
      all.add(Objects.requireNonNull(matcher.group(1)));
    }
    return all;
  }

  private HttpRequest.Builder request(String address) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + address))
        .header("Accept-Encoding", "gzip");
  }

  private HttpResponse<byte[]> get(String address) {
    return sent(request(address));
  }

  private HttpResponse<byte[]> sent(HttpRequest.Builder request) {
    try {
      return clerk.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  private static String text(HttpResponse<byte[]> answer) {
    if (!answer.headers().firstValue("Content-Encoding").equals(Optional.of("gzip"))) {
      return new String(answer.body(), UTF_8);
    }
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
      return new String(unpacked.readAllBytes(), UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
