package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.shared.view.Sort;
import cn.tongtu.testkit.DemoClient;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** How lists are sorted and money is shown is the reader's choice, and changes nothing else. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadersChoicesTest {
  @Autowired private Sample sample;
  @LocalServerPort private int port;
  private DemoClient clerk;

  @BeforeAll
  void load() {
    sample.load(new SampleFolder(Optional.empty()));
    clerk = DemoClient.signedIn(port, "demo-clerk");
  }

  private static Document read(DemoClient who, String path) {
    return Jsoup.parse(String.valueOf(who.client().get().uri(path).retrieve().body(String.class)));
  }

  private static List<String> column(Document page, int which) {
    return page.select("main table.table tbody tr").stream()
        .map(row -> Objects.requireNonNull(row.child(which)).text())
        .toList();
  }

  @Test
  void everyHeadThatSortsLeadsToTheListSortedByIt() {
    var lists =
        List.of(
            List.of("demo-clerk", "/projects"),
            List.of("demo-clerk", "/roads?q=X"),
            List.of("demo-clerk", "/organisations"),
            List.of("demo-clerk", "/postings?measure=road.length&org=&upto=2023-12-31"),
            List.of("demo-system", "/people"),
            List.of("demo-auditor", "/audit?kind=SIGN_IN"));
    // One session each: who signs in too often loses the first.
    var people = new HashMap<>(Map.of("demo-clerk", clerk));
    for (var list : lists) {
      var who =
          people.computeIfAbsent(list.getFirst(), account -> DemoClient.signedIn(port, account));
      var links = read(who, list.getLast()).select("main th a.sort").eachAttr("href");
      assertThat(links).as(list.getLast()).isNotEmpty();
      for (var link : links) {
        var there = read(who, link);
        var heads = there.select("main th[aria-sort] a.sort");
        assertThat(heads).as(link).hasSize(1);
        assertThat(heads.attr("href")).as("the other way round").isNotEqualTo(link);
        assertThat(read(who, heads.attr("href")).select("th[aria-sort]").attr("aria-sort"))
            .as(link)
            .isNotEqualTo(there.select("th[aria-sort]").attr("aria-sort"));
      }
    }
  }

  @Test
  void rowsStandInTheOrderThatWasAskedFor() {
    assertThat(column(read(clerk, "/projects?sort=name"), 1).stream().map(this::bare))
        .isSortedAccordingTo(Sort.sounds())
        .hasSizeGreaterThan(20);
    assertThat(column(read(clerk, "/projects?sort=-code"), 0))
        .isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(
            column(read(clerk, "/roads?sort=-length"), 6).stream()
                .map(text -> new BigDecimal(text.replace(",", "")))
                .toList())
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  /** What the marks behind a name say is not part of it. */
  private String bare(String name) {
    return name.replaceFirst(" .*", "");
  }

  /** Pages of a list that has many equal rows neither repeat a row nor leave one out. */
  @Test
  void pagesOfASortedListHaveEachRowOnce() {
    for (var sort : List.of("level", "-level", "-sections", "org")) {
      var seen = new ArrayList<String>();
      var next = Optional.of("/roads?sort=" + sort);
      while (next.isPresent()) {
        var page = read(clerk, next.get());
        seen.addAll(column(page, 0));
        next =
            Optional.ofNullable(page.select("nav.pages a[rel=next]").first())
                .map(link -> link.attr("href"));
      }
      assertThat(seen).as(sort).hasSizeGreaterThan(100);
      assertThat(new HashSet<>(seen)).as(sort).hasSameSizeAs(seen);
    }
  }

  @Test
  void whatIsNoColumnIsRefusedAndTheFiltersStay() {
    for (var path : List.of("/projects", "/roads", "/organisations", "/work")) {
      assertThat(
              clerk
                  .client()
                  .get()
                  .uri(path + "?sort={sort}", "code;drop table")
                  .retrieve()
                  .toBodilessEntity()
                  .getStatusCode()
                  .value())
          .as(path)
          .isEqualTo(400);
    }
    var page = read(clerk, "/roads?level=COUNTY&sort=-length");
    assertThat(page.select("form.filters input[name=sort]").val()).isEqualTo("-length");
    assertThat(page.select("main th a.sort").eachAttr("href"))
        .allSatisfy(href -> assertThat(href).contains("level=COUNTY").doesNotContain("page="));
  }

  /** The same amounts to the last digit, moved by four places; documents and what is typed stay. */
  @Test
  void moneyIsShownInTheUnitThatTheReaderWants() {
    var wan = amounts("/projects/WC001?units=wan");
    var yi = amounts("/projects/WC001?units=yi");
    assertThat(wan).isNotEmpty();
    assertThat(yi)
        .usingElementComparator(BigDecimal::compareTo)
        .isEqualTo(wan.stream().map(amount -> amount.movePointLeft(4)).toList());
    assertThat(read(clerk, "/projects/WC001?units=yi").select("#filings thead").text())
        .contains("亿元")
        .doesNotContain("万元");

    var figure = "/figures/INV.done?org=wangcheng&span=2020-01..2020-12&units=";
    assertThat(read(clerk, figure + "wan").select(".hero .value").text()).endsWith("万元");
    assertThat(read(clerk, figure + "yi").select(".hero .value").text()).endsWith("亿元");
    assertThat(read(clerk, figure + "wan").select(".chart").text()).contains("万元");
    var postings =
        "/postings?measure=invest.done&org=wangcheng&from=2020-01-01&to=2020-12-31&units=";
    assertThat(read(clerk, postings + "yi").select("thead").text()).contains("亿元");
    assertThat(read(clerk, postings + "wan").select(".hero .value").text()).endsWith("万元");

    var document = read(clerk, "/reports/1?units=declared").select("main").text();
    assertThat(read(clerk, "/reports/1?units=wan").select("main").text()).isEqualTo(document);
    assertThat(read(clerk, "/comparison?units=wan").select("main table").text())
        .isEqualTo(read(clerk, "/comparison?units=declared").select("main table").text());
    read(clerk, "/?units=declared");
  }

  private List<BigDecimal> amounts(String path) {
    return read(clerk, path).select("#filings tbody td.num:nth-child(2)").eachText().stream()
        .map(text -> new BigDecimal(text.replace(",", "")))
        .toList();
  }
}
