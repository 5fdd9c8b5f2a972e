package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.value.Span;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.View;
import cn.tongtu.testkit.DemoClient;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.util.HtmlUtils;

/** What people read and do on the pages of closing, of revisions, and of what was known when. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerPagesTest {
  private static final String YEAR = "org=wangcheng&span=2020-01..2020-12";
  private static final Pattern POSTINGS = Pattern.compile("href=\"(/postings\\?[^\"]*)\"");

  @Autowired private Sample sample;
  @Autowired private Ledger ledger;
  @LocalServerPort private int port;

  private DemoClient clerk;
  private DemoClient reviewer;

  @BeforeAll
  void loadSample() {
    sample.load(new SampleFolder(Optional.empty()));
    clerk = DemoClient.signedIn(port, "demo-clerk");
    reviewer = DemoClient.signedIn(port, "demo-reviewer");
  }

  @Test
  void theGridTellsEachMonthsStateAndWhoseTurnItIs() {
    var grid = read(reviewer, "/closing?year=2020");
    assertThat(grid)
        .contains("望城区重点建设项目事务中心", "/closing/wangcheng/2020-06\"", "已关账", "未关账")
        .contains("2019", "2021");
    assertThat(read(reviewer, "/closing?year=2023")).contains("/closing/ouhai/2023-01\"", "已退回");
    assertThat(status(clerk, "/closing?year=12345")).isEqualTo(400);
    assertThat(status(clerk, "/closing/wangcheng/2020-13")).isEqualTo(400);
    assertThat(status(clerk, "/closing/nobody/2020-01")).isEqualTo(404);
  }

  /** The month that waits is sent back, proposed again, and signed off by another. */
  @Test
  void aMonthIsSentBackProposedAgainAndSignedOffByAnother() {
    var month = "/closing/wangcheng/2020-07";
    assertThat(read(clerk, month)).contains("提请人不能自己签批").doesNotContain(month + "/sign\"");
    assertThat(post(clerk, month + "/sign", Map.of()).getStatusCode().value()).isEqualTo(403);
    assertThat(read(reviewer, "/closing")).contains("待签批");

    var unsaid = post(reviewer, month + "/return", Map.of("why", " "));
    assertThat(unsaid.getStatusCode().value()).isEqualTo(422);
    assertThat(text(unsaid)).contains("id=\"why-error\"", "请写明退回原因");

    post(reviewer, month + "/return", Map.of("why", "缺铁路一项"));
    assertThat(read(clerk, month)).contains("已退回", "缺铁路一项", month + "/propose\"");
    post(clerk, month + "/propose", Map.of());
    post(reviewer, month + "/sign", Map.of());
    assertThat(read(clerk, month)).contains("已关账", "关账后没有数据修订").doesNotContain(month + "/");

    var twice = post(reviewer, month + "/sign", Map.of());
    assertThat(twice.getStatusCode().value()).isEqualTo(422);
    assertThat(text(twice)).contains("2020年7月已经关账");
  }

  /** A correction into a closed month is refused by the organisation's name, then marked. */
  @Test
  void aCorrectionIntoAClosedMonthAsksForItsReasonAndIsListed() {
    var posting =
        ledger
            .postings(
                new Cell(
                    "invest.done", java.util.List.of(), Cell.When.over(Span.months(2020, 3, 3))),
                View.of("wangcheng"))
            .getFirst();
    var project = posting.movement().subject().orElseThrow();
    var filing = posting.record().id();
    var page = "/projects/" + project + "/filings/" + filing;
    var was = posting.movement().quantity().movePointLeft(4).stripTrailingZeros().toPlainString();
    assertThat(read(clerk, "/projects/" + project + "?correct=" + filing))
        .contains("name=\"revision\"", "该月已关账");

    var form = Map.of("rev", "1", "amount", "1", "why", "审计核减");
    var refused = post(clerk, page, form);
    assertThat(refused.getStatusCode().value()).isEqualTo(422);
    assertThat(text(refused))
        .contains("id=\"revision-error\"", "望城区重点建设项目事务中心 2020年3月 已关账", "value=\"审计核减\"");

    post(clerk, page, with(form, "revision", "年度审计发现重复填报"));
    assertThat(read(clerk, "/revisions?org=wangcheng&month=2020-03"))
        .contains("年度审计发现重复填报", "审计核减", "/records/filing/" + filing + "\"");
    assertThat(read(clerk, "/revisions?org=ouhai")).contains("没有数据修订");
    assertThat(read(clerk, "/closing?year=2020")).contains("修订 ");
    assertThat(read(clerk, "/closing/wangcheng/2020-03")).contains("笔数据修订");
    assertThat(read(clerk, "/figures/INV.done/story?" + YEAR)).contains("年度审计发现重复填报");
    assertThat(status(clerk, "/revisions?month=2020-3")).isEqualTo(400);
    assertThat(status(clerk, "/revisions?org=nobody")).isEqualTo(400);

    // Back to what the documents say, for the tests after this one.
    post(clerk, page, Map.of("rev", "2", "amount", was, "why", "还原", "revision", "还原"));
    assertThat(read(clerk, "/figures/INV.rate?" + YEAR)).contains("120.4%");
  }

  @Test
  void aFigureTellsWhatItWasAndEachMomentLeadsToThatPage() {
    var story = read(clerk, "/figures/INV.rate/story?" + YEAR);
    assertThat(story).contains("沿革", "120.4%", "月度投资填报", "第 1 页");

    var then = first(story, Pattern.compile("href=\"(/figures/INV.rate\\?[^\"]*known=[^\"]*)\""));
    assertThat(read(clerk, then)).contains("当时已知的记账计算", "回到现在");

    var cell = first(read(clerk, "/figures/INV.rate?" + YEAR), POSTINGS);
    var postings = read(clerk, cell);
    var ofCell = first(postings, Pattern.compile("href=\"(/postings/story[^\"]*)\""));
    assertThat(read(clerk, ofCell)).contains("沿革", "17.8亿元");
  }

  @Test
  void anInstantThatIsNoneIsToldBesideItsField() {
    var address = "/figures/INV.rate.key?" + YEAR + "&only=mode:%E5%85%AC%E8%B7%AF";
    var wrong = get(clerk, address + "&known=yesterday");
    assertThat(wrong.getStatusCode().value()).isEqualTo(422);
    assertThat(text(wrong))
        .contains("id=\"known-error\"", "“yesterday”应为日期和时间", "name=\"only\" value=\"mode:公路\"");

    var early = read(clerk, address + "&known=2000-01-01T00:00");
    assertThat(early).contains("无数据");
    assertThat(first(early, Pattern.compile("href=\"([^\"]*)\">回到现在"))).contains("only=mode");
  }

  @Test
  void aCountAndAPercentileOpenToWhatTheyWereTakenFrom() {
    var count = read(clerk, "/figures/INV.filed?" + YEAR);
    assertThat(count).contains("30个");
    var projects = read(clerk, first(count, POSTINGS));
    assertThat(projects)
        .contains("30个", "subject:")
        .contains(">30</td>")
        .doesNotContain(">31</td>");

    var median = read(clerk, "/figures/INV.month.median?" + YEAR);
    assertThat(median).contains("437万元");
    assertThat(read(clerk, first(median, POSTINGS)))
        .contains("437万元", "class=\"picked\"", "/records/filing/");
  }

  @Test
  void figuresAreAskedWithThoseBelowByTheBox() {
    var alone = read(clerk, "/figures?org=wangcheng&year=2020");
    assertThat(alone).contains("含下属单位").doesNotContain("value=\"true\" checked");

    var both = read(clerk, "/figures?org=wangcheng&below=true&year=2020");
    assertThat(both).contains("value=\"true\" checked", "/figures/INV.rate?org=wangcheng*&");
    var figure = read(clerk, "/figures/INV.rate?org=wangcheng*&span=2020-01..2020-12");
    assertThat(figure).contains("望城区重点建设项目事务中心（含下属）", "120.4%");
    assertThat(read(clerk, first(figure, POSTINGS))).contains("（含下属）", "17.8亿元");
  }

  private static Map<String, String> with(Map<String, String> form, String name, String value) {
    var more = new java.util.HashMap<>(form);
    more.put(name, value);
    return more;
  }

  private ResponseEntity<String> get(DemoClient who, String address) {
    // As a URI it is not encoded once more.
    return who.client()
        .get()
        .uri(URI.create("http://localhost:" + port + address.replace("|", "%7C")))
        .retrieve()
        .toEntity(String.class);
  }

  private int status(DemoClient who, String address) {
    return get(who, address).getStatusCode().value();
  }

  private String read(DemoClient who, String address) {
    var answer = get(who, address);
    assertThat(answer.getStatusCode().value()).as(address).isEqualTo(200);
    return text(answer);
  }

  private static String text(ResponseEntity<String> answer) {
    return HtmlUtils.htmlUnescape(String.valueOf(answer.getBody()));
  }

  private ResponseEntity<String> post(DemoClient who, String address, Map<String, String> fields) {
    var form = new LinkedMultiValueMap<String, String>();
    form.add("_csrf", who.csrf());
    fields.forEach(form::add);
    return who.client().post().uri(address).body(form).retrieve().toEntity(String.class);
  }

  private static String first(String page, Pattern link) {
    return link.matcher(page)
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no link like " + link));
  }
}
