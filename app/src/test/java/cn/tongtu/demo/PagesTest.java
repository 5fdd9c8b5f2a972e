package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.Value;
import cn.tongtu.engine.formula.Worked;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Span;
import cn.tongtu.indicator.FigureAddress;
import cn.tongtu.ledger.CellAddress;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Measures;
import cn.tongtu.ledger.Posting;
import cn.tongtu.ledger.View;
import cn.tongtu.report.Document;
import cn.tongtu.report.Reporting;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.testkit.DemoClient;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.HtmlUtils;

/** What a person reads on the pages of the sample, and the way down from every figure. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
  /** This page again in another language or look. */
  private static final Pattern SETTING = Pattern.compile("[?&](lang|theme|density|menu)=");

  /** A script in the page itself; data for a module is none. */
  private static final Pattern INLINE =
      Pattern.compile("<script(?! type=\"(module\" src=|application/json\"))");

  private static final Pattern LINK = Pattern.compile("(?:href|action)=\"(/[^\"]*)\"");

  @Autowired private Sample sample;
  @Autowired private Reporting reporting;
  @Autowired private Ledger ledger;
  @Autowired private Measures measures;

  @LocalServerPort private int port;

  private DemoClient clerk;
  private RestClient client;
  private long yearReport;
  private long halfYearReport;

  private void connect() {
    clerk = DemoClient.signedIn(port, "demo-clerk");
    client = clerk.client();
  }

  @BeforeAll
  void loadSample() {
    sample.load(new SampleFolder(Optional.empty()));
    connect();
    yearReport =
        reporting.open(
            "construction_centre_year",
            "wangcheng",
            Span.year(2020),
            Optional.empty(),
            new Actor.Product("测试"));
    halfYearReport =
        reporting.open(
            "transport_bureau_half_year",
            "ouhai",
            Span.months(2023, 1, 6),
            Optional.of("OH009"),
            new Actor.Product("测试"));
  }

  @Test
  void theReportShowsTheRateAndWhatLagsBehindIt() {
    var page = read("/reports/" + yearReport);

    assertThat(page)
        .contains("120.4%</a>")
        .contains("145.6%</a>")
        .contains("<aside class=\"attention\"")
        .contains("低于时间进度");
    assertThat(links(page)).contains("/figures/INV.rate?org=wangcheng&span=2020-01..2020-12");
  }

  @Test
  void registersStandByModuleAndAreFoundByTheirNamesAndFields() {
    var all = read("/registers");
    assertThat(all).containsSubsequence("<h2>项目与投资", "<h2>质量、安全与工地", "<h2>综合治理");
    assertThat(links(all)).contains("/registers/rectification", "/registers/proposal");
    var byField = read("/registers?q=面商日期");
    assertThat(links(byField)).contains("/registers/proposal").doesNotContain("/registers/tender");
    assertThat(byField).doesNotContain("<h2>质量、安全与工地");
    assertThat(links(read("/registers?q=rectification"))).contains("/registers/rectification");
    assertThat(read("/registers?q=没有这样的台账")).contains("没有名称或字段含“没有这样的台账”的台账");
  }

  @Test
  void aFigureOpensToItsOperandsAndTheseToPostingsAndThoseToTheRecord() {
    var figure = read("/figures/INV.rate?org=wangcheng&span=2020-01..2020-12");
    assertThat(figure).contains("17.8亿元", "14.79亿元", "1.20351588…", "120.4%", "76.2%", "滞后");

    var postings = read(first(figure, "/postings?measure=invest.done"));
    assertThat(postings).contains("相加，正好等于上一步的 17.8亿元").contains("178,000</td>");

    assertThat(read(first(postings, "/records/filing/"))).contains("拟分数据").contains("月度投资填报");
  }

  @Test
  void everyFigureOfBothDocumentsLeadsDownToRecordsThatAddUp() {
    var records = new HashSet<RecordRef>();
    for (var id : List.of(yearReport, halfYearReport)) {
      var document = reporting.find(id).orElseThrow();
      assertThat(document.figures()).isNotEmpty();
      document
          .figures()
          .forEach(figure -> {
            assertThat(read(FigureAddress.of(figure.asked()))).contains(figure.printed());
            figure.worked().leaves().forEach(leaf -> records.addAll(addsUp(document, leaf)));
          });
    }
    records.forEach(record -> read(CellAddress.of(record)));
    assertThat(records).hasSizeGreaterThan(600);
  }

  private List<RecordRef> addsUp(Document document, Worked leaf) {
    Cell cell = leaf.cell().orElseThrow();
    var postings = ledger.postings(cell, document.view());
    var sum =
        postings.stream()
            .map(posting -> posting.movement().quantity())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    if (leaf.value() instanceof Value.Known(var amount)) {
      assertThat(Ratio.of(sum).times(measures.get(cell.measure()).unit().worth()))
          .as("%s", cell)
          .isEqualByComparingTo(amount);
    }
    read(CellAddress.of(cell, document.view()).text());
    return postings.stream().map(Posting::record).toList();
  }

  @Test
  void correctingAFilingChangesTheReportAndAskingTwiceDoesNot() {
    var posting =
        ledger
            .postings(
                new Cell("invest.done", List.of(), Cell.When.over(Span.months(2023, 1, 6))),
                View.of("ouhai"))
            .getFirst();
    var project = posting.movement().subject().orElseThrow();
    var filing = posting.record().id();
    var form = read("/projects/" + project + "?correct=" + filing);
    assertThat(form).contains("name=\"rev\" value=\"1\"");
    var before = read("/reports/" + halfYearReport);
    var was = posting.movement().quantity().movePointLeft(4);
    var correction = was.add(new BigDecimal(10_000)).stripTrailingZeros().toPlainString();

    var refused = post(project, filing, "1", "many", "核减");
    assertThat(refused.getStatusCode().value()).isEqualTo(422);
    assertThat(refused.getBody()).contains("value=\"many\"", "value=\"核减\"", "请填写以万元为单位的数");
    assertThat(post(project, filing, "1", correction, "  ").getBody()).contains("请写明更正原因");

    var done = post(project, filing, "1", correction, "监理核增");
    assertThat(done.getStatusCode().value()).as(done.getBody()).isIn(200, 303);
    assertThat(read("/projects/" + project + "?corrected=" + filing)).contains("已由", "更正为");
    assertThat(read("/reports/" + halfYearReport)).isNotEqualTo(before).contains("23亿元</a>");
    assertThat(read("/records/filing/" + filing)).contains("更正差额", "监理核增", "演示·经办");

    var again = post(project, filing, "1", correction, "监理核增");
    assertThat(again.getStatusCode().value()).isEqualTo(409);
    assertThat(again.getBody()).contains("可能是重复提交");
    var stale = post(project, filing, "1", "7", "另一人");
    assertThat(stale.getStatusCode().value()).isEqualTo(409);
    assertThat(stale.getBody())
        .contains("刚被他人改为", "value=\"7\"")
        .contains("name=\"rev\" value=\"2\"");

    // Back to what the documents say, for the tests after this one.
    post(project, filing, "2", was.stripTrailingZeros().toPlainString(), "还原");
    assertThat(read("/reports/" + halfYearReport)).contains("22亿元</a>");
  }

  /** Each report needs one connection: with two they would wait for one another. */
  @Test
  void manyReadReportsAtOnce() throws Exception {
    var readers = 24;
    var barrier = new CyclicBarrier(readers);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reading =
          IntStream.range(0, readers)
              .mapToObj(_ ->
                  threads.submit(() -> {
                    barrier.await(10, TimeUnit.SECONDS);
                    return reporting.find(halfYearReport).orElseThrow().title();
                  }))
              .toList();
      for (var each : reading) {
        assertThat(each.get(30, TimeUnit.SECONDS)).isNotBlank();
      }
    }
  }

  private ResponseEntity<String> post(
      String project, long filing, String rev, String amount, String why) {
    var form = new LinkedMultiValueMap<String, String>();
    form.add("_csrf", clerk.csrf());
    form.add("rev", rev);
    form.add("amount", amount);
    form.add("why", why);
    return client
        .post()
        .uri("/projects/{project}/filings/{filing}", project, filing)
        .body(form)
        .retrieve()
        .toEntity(String.class);
  }

  @Test
  void aReportIsOpenedFromTheFormAndWhatIsWrongIsSaidBesideTheField() {
    var form = new LinkedMultiValueMap<String, String>();
    form.add("_csrf", clerk.csrf());
    form.add("template", "construction_centre_year");
    form.add("org", "wangcheng");
    form.add("year", "二〇二〇");
    form.add("first", "1");
    form.add("last", "6");
    var refused = client.post().uri("/reports").body(form).retrieve().toEntity(String.class);

    assertThat(refused.getStatusCode().value()).isEqualTo(422);
    assertThat(refused.getBody()).contains("年度应为四位数字", "value=\"二〇二〇\"");

    form.set("year", "2020");
    var opened = client.post().uri("/reports").body(form).retrieve().toEntity(String.class);
    assertThat(opened.getStatusCode().value()).isIn(200, 303);
  }

  @Test
  void aPostFromAnotherSiteIsTurnedAway() {
    var answer =
        client
            .post()
            .uri("/reports")
            .header("Sec-Fetch-Site", "cross-site")
            .body(new LinkedMultiValueMap<>(java.util.Map.of("year", List.of("2020"))))
            .retrieve()
            .toEntity(String.class);

    assertThat(answer.getStatusCode().value()).isEqualTo(403);
    assertThat(answer.getBody()).contains("请求来自别的网站");
  }

  @Test
  void whatDoesNotExistOrMakesNoSenseGetsAPageThatSaysSo() {
    says(404, "/nowhere", "没有这个页面");
    says(404, "/reports/999", "没有第 999 号文稿");
    says(404, "/figures/INV.rat?org=wangcheng&span=2020", "是否为 INV.rate");
    says(404, "/projects/XX", "没有项目 XX");
    says(404, "/records/filing/999999", "没有这条记录");
    says(404, "/registers/none", "没有台账");
    says(400, "/reports/abc", "不是所要的数");
    says(200, "/figures/INV.rate?span=2020", "2020年");
    says(400, "/figures/INV.rate?org=wangcheng&span=soon", "期间应写作");
    says(400, "/figures/INV.rate?org=wangcheng&span=2020&only=colour:red", "不能按 colour 分项");
    says(400, "/postings?measure=no&org=wangcheng&upto=2020-01-01", "没有计量项");
    says(400, "/postings?measure=invest.done&org=wangcheng&from=2020-13-01&to=x", "应为日期");
    says(400, "/projects?day=today", "应为日期");
    says(400, "/figures?year=99999999", "年度应为四位数字");
    says(400, "/postings?measure=invest.done&org=wangcheng&upto=%2B999999999-01-01", "应为日期");
    says(400, "/projects?q=%00", "参数有误");
  }

  private void says(int status, String address, String words) {
    var answer = get(address);
    assertThat(answer.getStatusCode().value()).as(address).isEqualTo(status);
    assertThat(HtmlUtils.htmlUnescape(String.valueOf(answer.getBody())))
        .contains(words)
        .doesNotContain("Exception");
  }

  /** Follows links from the first page, a few of each kind, in both languages. */
  @Test
  void everyPageThatAPageLinksToAnswersInBothLanguages() {
    var seen = new LinkedHashSet<String>();
    var kinds = new java.util.HashMap<String, Integer>();
    var waiting = new ArrayDeque<>(List.of("/"));
    while (!waiting.isEmpty()) {
      var address = waiting.poll();
      if (SETTING.matcher(address).find()
          || !seen.add(address)
          || kinds.merge(kind(address), 1, Integer::sum) > 4) {
        continue;
      }
      var page = read(address);
      links(page).forEach(waiting::add);
      var english = read(address + (address.contains("?") ? "&" : "?") + "lang=en");
      if (page.startsWith("<!doctype")) {
        assertThat(page).contains("lang=\"zh-CN\"").containsPattern("<title>[^<]+</title>");
        assertThat(english).contains("<html lang=\"en\"").contains("Reports</span>");
      }
    }
    assertThat(kinds)
        .containsKeys(
            "/reports",
            "/figures",
            "/projects",
            "/registers",
            "/postings?",
            "/records/",
            "/comparison");
  }

  private static String kind(String address) {
    return address.replaceFirst("^(/[a-z.]*).*", "$1")
        + (address.matches("/[a-z]+/.*") ? "/" : "")
        + (address.contains("?") ? "?" : "");
  }

  @Test
  void headersTellTheBrowserWhatNotToDoAndTheStylesheetMayBeKept() {
    var home = get("/");
    assertThat(home.getHeaders().getFirst("Content-Security-Policy"))
        .startsWith("default-src 'self'");
    assertThat(home.getHeaders().getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(home.getBody()).doesNotContainPattern(INLINE).doesNotContain("style=\"");

    var css = get(first(String.valueOf(home.getBody()), "/assets/"));
    assertThat(css.getHeaders().getCacheControl()).contains("max-age=31536000");
  }

  private ResponseEntity<String> get(String address) {
    // As a URI it is not encoded once more.
    return client
        .get()
        .uri(java.net.URI.create("http://localhost:" + port + address.replace("|", "%7C")))
        .retrieve()
        .toEntity(String.class);
  }

  private String read(String address) {
    var answer = get(address);
    assertThat(answer.getStatusCode().value()).as(address).isEqualTo(200);
    return String.valueOf(answer.getBody());
  }

  private static Set<String> links(String page) {
    var links = new LinkedHashSet<String>();
    var matcher = LINK.matcher(page);
    while (matcher.find()) {
      var address = HtmlUtils.htmlUnescape(matcher.group(1)).replaceFirst("#.*", "");
      if (!page.substring(matcher.start()).startsWith("action=\"") && !address.endsWith(".docx")) {
        links.add(address);
      }
    }
    return links;
  }

  private static String first(String page, String prefix) {
    return links(page).stream().filter(link -> link.startsWith(prefix)).findFirst().orElseThrow();
  }
}
