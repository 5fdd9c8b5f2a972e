package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.demo.Crawl.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Each of the sample's people opens every link and sends every form empty and with hostile text: no
 * fault, no way to a page that is not theirs, nothing injected. A new page is in this by having a
 * link; one that shows a link or form to whoever may not use it fails here.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"spring.application.name=crawl", "tongtu.rate.pages=100000"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrawlTest {
  static final List<String> ROLES =
      List.of("demo-clerk", "demo-reviewer", "demo-system", "demo-security", "demo-auditor");

  /** Who may open what is not for everybody. */
  private static final Map<String, Set<String>> ONLY =
      Map.of(
          "/audit", Set.of("demo-auditor"),
          "/powers", Set.of("demo-security", "demo-auditor"),
          "/people", Set.of("demo-system", "demo-security", "demo-auditor"));

  /** These would end the walk, or take somebody's seat away; they have tests of their own. */
  private static final Set<String> SPARED =
      Set.of(
          "/sign-out",
          "/me/sessions/{}/end",
          "/me/password",
          "/people/{}/leave",
          "/people/{}/link",
          "/seats/{}/end",
          "/seats/{}/roles/{}/end");

  static final String HOSTILE =
      "\"'></textarea></title><script>window.hurt=1</script><img src=x onerror=\"window.hurt=1\">{{7*7}}${7*7}%00%0d%0a';--\u202e";

  @Autowired private Sample sample;
  @LocalServerPort private int port;

  private final Map<String, Crawl> crawls = new LinkedHashMap<>();

  @BeforeAll
  void walk() {
    sample.load(new SampleFolder(Optional.empty()));
    ROLES.forEach(role -> crawls.put(role, Crawl.as(port, role)));
  }

  @Test
  void everyLinkLeadsToAPageThatOneMaySee() {
    var bad = new ArrayList<String>();
    crawls.forEach((role, crawl) -> {
      assertThat(crawl.pages()).as(role).hasSizeGreaterThan(30);
      crawl
          .pages()
          .values()
          .forEach(page -> {
            if (page.status() != 200) {
              bad.add(role + " " + page.status() + " " + page.path());
            }
          });
    });
    assertThat(bad).isEmpty();
  }

  @Test
  void whatIsNotForEverybodyIsOpenedByNobodyElse() {
    var paths = new TreeSet<String>();
    crawls.values().forEach(crawl -> paths.addAll(crawl.pages().keySet()));
    ONLY.forEach((prefix, roles) -> {
      var theirs = paths.stream().filter(path -> path.matches(prefix + "([/?].*)?")).toList();
      assertThat(theirs).as("somebody was led to %s", prefix).isNotEmpty();
      for (var path : theirs) {
        crawls.forEach((role, crawl) -> {
          if (!roles.contains(role)) {
            assertThat(crawl.open(path).status()).as("%s opens %s", role, path).isEqualTo(403);
          }
        });
      }
    });
  }

  @Test
  void everyPageIsSoundlyMade() {
    var bad = new ArrayList<String>();
    crawls.forEach((role, crawl) ->
        crawl.pages().values().stream()
            .filter(Page::isHtml)
            .filter(page -> !page.html().select("main").isEmpty())
            .forEach(page -> {
              var html = page.html();
              // Specimens of headings stand on the page of the design system.
              var headings = html.select("main h1").size();
              check(bad, role, page, "one h1", headings == 1 || page.kind().startsWith("/design"));
              check(bad, role, page, "a title", !html.title().isBlank());
              check(bad, role, page, "a language", !html.select("html").attr("lang").isBlank());
              check(
                  bad,
                  role,
                  page,
                  "no inline script",
                  html.select("script:not([src]):not([type=application/json])").isEmpty());
              check(
                  bad,
                  role,
                  page,
                  "no inline style or handler",
                  html.select("[style], [onclick], [onload], [onerror], style").isEmpty());
              var ids = html.select("[id]").eachAttr("id");
              check(bad, role, page, "ids once", Set.copyOf(ids).size() == ids.size());
              check(
                  bad,
                  role,
                  page,
                  "nothing from elsewhere",
                  html.select("script[src^=http], link[href^=http], img[src^=http], iframe")
                      .isEmpty());
            }));
    assertThat(bad).isEmpty();
  }

  private static void check(List<String> bad, String role, Page page, String what, boolean holds) {
    if (!holds) {
      bad.add(what + ": " + role + " " + page.path());
    }
  }

  /** Sent empty and with hostile text; then everything is opened once more and looked through. */
  @Test
  void everyFormTakesAnything() {
    var bad = new ArrayList<String>();
    var sent = new TreeSet<String>();
    crawls.forEach((role, crawl) -> {
      for (var form : crawl.forms()) {
        if (SPARED.contains(form.kind())) {
          continue;
        }
        sent.add(form.kind());
        for (var text : List.of("", HOSTILE)) {
          var answer = crawl.send(form, text);
          if (answer.status() >= 500 || answer.status() == 403) {
            bad.add(
                "%s %d %s (%s)"
                    .formatted(
                        role,
                        answer.status(),
                        form.action(),
                        text.isEmpty() ? "empty" : "hostile"));
          }
          hurt(answer).forEach(how -> bad.add(role + " " + form.action() + ": " + how));
        }
      }
    });
    assertThat(sent).as("forms that were met").hasSizeGreaterThan(10);
    for (var role : ROLES) {
      Crawl.as(port, role)
          .pages()
          .values()
          .forEach(page -> {
            if (page.status() != 200) {
              bad.add("afterwards " + role + " " + page.status() + " " + page.path());
            }
            hurt(page)
                .forEach(how -> bad.add("afterwards " + role + " " + page.path() + ": " + how));
          });
    }
    assertThat(bad).isEmpty();
  }

  private static List<String> hurt(Page page) {
    return page.isHtml()
        ? page.html().select("script:contains(hurt), img[src=x], [onerror]").eachAttr("outerHtml")
        : List.of();
  }

  /** Printed and not asserted: how long the server and the way to it took, warmed up. */
  @Test
  void tellsHowLongPagesTake() {
    var slowest = new TreeMap<String, Page>();
    for (var crawl : crawls.values()) {
      for (var page : crawl.pages().values()) {
        var best =
            List.of(crawl.open(page.path()), crawl.open(page.path()), crawl.open(page.path()))
                .stream()
                .min(Comparator.comparingDouble(Page::millis))
                .orElseThrow();
        slowest.merge(
            page.kind(), best, (one, other) -> one.millis() > other.millis() ? one : other);
      }
    }
    System.out.printf("页面用时 pages, slowest first (ms, best of three; %d kinds)%n", slowest.size());
    slowest.values().stream()
        .sorted(Comparator.comparingDouble(Page::millis).reversed())
        .limit(25)
        .forEach(page -> System.out.printf("  %7.1f  %s%n", page.millis(), page.path()));
    assertThat(slowest).isNotEmpty();
  }
}
