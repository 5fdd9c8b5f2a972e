package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.Notices;
import cn.tongtu.testkit.DemoClient;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;

/** The first page of each, finding, favourites and notices, as people meet them. */
// A database of its own: what waits for somebody changes with what others do.
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.application.name=today")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TodayPagesTest {
  @Autowired private Sample sample;
  @Autowired private Notices notices;
  @Autowired private JdbcClient db;
  @LocalServerPort private int port;

  private DemoClient clerk;
  private DemoClient reviewer;

  @BeforeAll
  void load() {
    sample.load(new SampleFolder(Optional.empty()));
    clerk = DemoClient.signedIn(port, "demo-clerk");
    reviewer = DemoClient.signedIn(port, "demo-reviewer");
  }

  private static String read(DemoClient who, String path, Object... with) {
    return String.valueOf(who.client().get().uri(path, with).retrieve().body(String.class));
  }

  /** The page that one sees after it. */
  private static String answer(DemoClient who, String path, Map<String, String> fields) {
    return String.valueOf(sent(who, path, fields).body(String.class));
  }

  private static int post(DemoClient who, String path, Map<String, String> fields) {
    return sent(who, path, fields).toBodilessEntity().getStatusCode().value();
  }

  private static RestClient.ResponseSpec sent(
      DemoClient who, String path, Map<String, String> fields) {
    var form = new LinkedMultiValueMap<String, String>();
    fields.forEach(form::add);
    form.add("_csrf", who.csrf());
    return who.client().post().uri(path).body(form).retrieve();
  }

  @Test
  void eachSeesWhatWaitsForHim() {
    assertThat(read(clerk, "/"))
        .contains("待我办理", "重新提请关账：瓯海区", " 退回", "class=\"lamp red\">逾期")
        .contains("昨日以来的变动", "/postings?measure=", " 笔 ");
    // What is late below stands there for whoever checks it: notices, but no closing yet.
    assertThat(read(reviewer, "/"))
        .contains("签批关账：", "您负责签批", "范围内逾期", "整改通知书台账")
        .doesNotContain("尚未提请关账：", "重新提请关账：");
    post(reviewer, "/closing/wangcheng/2020-07/sign", Map.of());
    assertThat(read(reviewer, "/")).contains("范围内逾期", "尚未提请关账：", " 2020-08", "由该单位经办提请");
    assertThat(read(clerk, "/")).contains("上月已关，您负责提请").doesNotContain("范围内逾期");
    assertThat(read(DemoClient.signedIn(port, "demo-system"), "/"))
        .doesNotContain("提请关账：")
        .contains("没有等您办理的事");
  }

  @Test
  void theDayBeginsWithTheFiguresThatThePackChooses() {
    assertThat(read(clerk, "/"))
        .contains("瓯海区交通运输局 2023年1-6月")
        .contains("href=\"/figures/INV.done?org=ouhai", "<b>22</b></a> <small>亿元", "完成全年的 47.8%")
        .containsSubsequence("固定资产投资完成额", "在建项目数", "完成整治的堵点处数");
  }

  @Test
  void whatWaitsForTheSameReasonUnfolds() {
    assertThat(read(clerk, "/"))
        .containsSubsequence("首次关账，您负责提请", "<summary>同样原因的还有 ", "首次关账，您负责提请", "</details>");
  }

  @Test
  void whatWasDoneIsSaidOnThePageThatFollowsAndOnlyThere() {
    var inspection =
        Map.of(
            "org", "ouhai",
            "name", "汛前排查",
            "kind", "安全隐患排查",
            "domain", "道路交通",
            "checked_on", "2026-06-01");
    var followed = answer(clerk, "/registers/inspection", inspection);
    assertThat(followed).contains("汛前排查", "class=\"toast\"", "已保存");
    assertThat(read(clerk, "/registers/inspection?q=汛前排查"))
        .contains("汛前排查")
        .doesNotContain("class=\"toast\"");
    assertThat(answer(clerk, "/registers/inspection", Map.of("org", "ouhai")))
        .doesNotContain("class=\"toast\"");
  }

  @Test
  void theMenuShowsWhatOneMayUse() {
    assertThat(read(clerk, "/"))
        .contains("href=\"/projects\"")
        .doesNotContain("href=\"/audit\"", "href=\"/people\"", "href=\"/powers\"");
    assertThat(read(DemoClient.signedIn(port, "demo-auditor"), "/"))
        .contains("href=\"/audit\"", "href=\"/powers\"");
    assertThat(read(DemoClient.signedIn(port, "demo-security"), "/"))
        .contains("href=\"/people\"")
        .doesNotContain("href=\"/audit\"");
  }

  @Test
  void everythingIsFoundByNameCodeAndInitials() {
    assertThat(read(clerk, "/search?q={q}", "WC001")).contains("区委党校", "/projects/WC001");
    assertThat(read(clerk, "/search?q={q}", "qwdx")).contains("/projects/WC001");
    assertThat(read(clerk, "/search?q={q}", "固定资产投资完成")).contains("/figures/INV");
    assertThat(read(clerk, "/search?q={q}", "招标采购台账")).contains("/registers/tender");
    assertThat(read(clerk, "/search/found?q={q}", "WC001"))
        .contains("/projects/WC001")
        .doesNotContain("<html");
    assertThat(read(clerk, "/search?q={q}", "<script>alert(1)</script>"))
        .contains("没有找到")
        .doesNotContain("<script>alert");
    assertThat(read(clerk, "/search?q={q}", "演示·审计")).doesNotContain("/people/");
    assertThat(read(DemoClient.signedIn(port, "demo-security"), "/search?q={q}", "演示·审计"))
        .contains("/people/");
    assertThat(read(clerk, "/search?q={q}&lang=en", "fixed asset")).contains("Figure");
    read(clerk, "/?lang=zh-CN");
  }

  @Test
  void aPageIsKeptAtHandOnceAndLetGo() {
    var keep = Map.of("href", "/projects/WC001", "title", "区委党校");
    assertThat(post(clerk, "/favourites", keep)).isLessThan(400);
    assertThat(post(clerk, "/favourites", keep)).as("pressed twice").isLessThan(400);
    assertThat(read(clerk, "/").split("<a href=\"/projects/WC001\" title=\"区委党校\"", -1)).hasSize(2);
    assertThat(read(reviewer, "/")).doesNotContain("title=\"区委党校\"");
    assertThat(read(clerk, "/projects/WC001")).contains("aria-pressed=\"true\"");
    assertThat(post(clerk, "/favourites", Map.of("href", "/projects/WC001", "drop", "true")))
        .isLessThan(400);
    assertThat(read(clerk, "/")).doesNotContain("title=\"区委党校\"");
    for (var bad : new String[] {"//elsewhere.example", "https://elsewhere.example", "", "/\\x"}) {
      assertThat(post(clerk, "/favourites", Map.of("href", bad, "title", "x")))
          .as(bad)
          .isEqualTo(422);
    }
  }

  @Test
  void whatWasOpenedLastIsOfferedOnEveryMachineAndToNobodyElse() {
    for (int i = 1; i <= 14; i++) {
      assertThat(
              post(clerk, "/recent", Map.of("href", "/registers/r" + i, "title", "台账 " + i + "。")))
          .isEqualTo(204);
    }
    assertThat(post(clerk, "/recent", Map.of("href", "/registers/r3", "title", "台账 3。")))
        .isEqualTo(204);
    var seen = read(DemoClient.signedIn(port, "demo-clerk"), "/search/found?q=");
    assertThat(seen).contains("台账 3。", "台账 14。", "台账 5。").doesNotContain("台账 1。", "台账 2。");
    assertThat(seen.indexOf("台账 3。")).isLessThan(seen.indexOf("台账 14。"));
    assertThat(seen.split("<li>", -1)).as("twelve of them").hasSize(13);
    assertThat(read(reviewer, "/search/found?q=")).doesNotContain("台账 14。");
    assertThat(post(clerk, "/recent", Map.of("href", "//elsewhere.example", "title", "x")))
        .isEqualTo(422);
  }

  @Test
  void aNoticeIsCountedUntilItIsFollowedByWhomItWasToldTo() {
    var person = id("demo-clerk");
    notices.tell(person, new Label("核对完成", "Checked"), "/ledger/audits");
    assertThat(read(clerk, "/")).contains("通知，1 条未读");
    assertThat(read(reviewer, "/")).doesNotContain("条未读");
    var notice =
        db.sql("select max(id) from today.notice where person = ?")
            .param(person)
            .query(Long.class)
            .single();
    assertThat(post(reviewer, "/notices/" + notice, Map.of())).isEqualTo(404);
    assertThat(read(clerk, "/notices")).contains("核对完成", "未读");
    assertThat(post(clerk, "/notices/" + notice, Map.of())).isLessThan(400);
    assertThat(read(clerk, "/")).doesNotContain("条未读");
    notices.tell(person, new Label("又一条", "Another"), "/");
    assertThat(post(clerk, "/notices/read", Map.of())).isLessThan(400);
    assertThat(read(clerk, "/")).doesNotContain("条未读");
  }

  private long id(String account) {
    return db.sql("select id from identity.person where account = ?")
        .param(account)
        .query(Long.class)
        .single();
  }
}
