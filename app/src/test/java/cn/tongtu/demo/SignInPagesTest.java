package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.testkit.DemoClient;
import java.util.List;
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
import org.springframework.web.client.RestClient;
import org.springframework.web.util.HtmlUtils;

/** What each of the sample's people is shown and refused, and what a stranger is. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInPagesTest {
  @Autowired private Sample sample;
  @LocalServerPort private int port;

  @BeforeAll
  void load() {
    sample.load(new SampleFolder(Optional.empty()));
  }

  @Test
  void aStrangerSeesTheSignInPageAndItsNoticeAndNothingElse() {
    var stranger = DemoClient.stranger(port);
    for (var page : List.of("/", "/reports", "/projects/WC001", "/audit", "/me", "/nowhere")) {
      assertThat(get(stranger, page).getBody())
          .as(page)
          .contains("<title>登录 · 通途</title>", "人员都是虚构的", "演示·经办")
          .doesNotContain("120.4%");
    }
  }

  @Test
  void aWrongPasswordIsToldWithoutSayingWhetherTheAccountExists() {
    var stranger = DemoClient.stranger(port);
    for (var account : List.of("demo-clerk", "nobody")) {
      var form = new LinkedMultiValueMap<String, String>();
      form.add("_csrf", stranger.csrf("/sign-in"));
      form.add("account", account);
      form.add("password", "不知道不知道不知道");
      assertThat(post(stranger, "/sign-in", form).getBody()).contains("账号或口令不对");
    }
  }

  @Test
  void aPostWithoutTheFormsTokenIsTurnedAway() {
    var clerk = DemoClient.signedIn(port, "demo-clerk");
    var form = report();

    assertThat(post(clerk, "/reports", form).getStatusCode().value()).isEqualTo(403);
    form.add("_csrf", clerk.csrf());
    assertThat(post(clerk, "/reports", form).getStatusCode().value()).isEqualTo(200);
  }

  @Test
  void whoMayNotIsToldInWordsAndTheAuditorReadsOfIt() {
    var system = DemoClient.signedIn(port, "demo-system");
    var form = report();
    form.add("_csrf", system.csrf());
    var refused = post(system, "/reports", form);
    assertThat(refused.getStatusCode().value()).isEqualTo(403);
    assertThat(refused.getBody()).contains("无权操作", "演示·系统", "“新建报告”", "已记入审计");

    var correction = new LinkedMultiValueMap<String, String>();
    var reviewer = DemoClient.signedIn(port, "demo-reviewer");
    correction.add("_csrf", reviewer.csrf());
    correction.add("rev", "1");
    correction.add("amount", "1");
    correction.add("why", "试一试");
    var filing =
        Pattern.compile("correct=(\\d+)")
            .matcher(text(get(reviewer, "/projects/WC001")))
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    assertThat(
            post(reviewer, "/projects/WC001/filings/" + filing, correction).getStatusCode().value())
        .isEqualTo(403);

    for (var other : List.of("demo-clerk", "demo-reviewer", "demo-system", "demo-security")) {
      var answer = get(DemoClient.signedIn(port, other), "/audit");
      assertThat(answer.getStatusCode().value()).as(other).isEqualTo(403);
    }
    var auditor = DemoClient.signedIn(port, "demo-auditor");
    assertThat(text(get(auditor, "/audit?kind=REFUSED")))
        .contains("演示·系统", "演示·审核", "演示·安全", "report.open", "invest.correct", "127.0.0.1")
        .doesNotContain("演示账号登录");
    assertThat(text(get(auditor, "/audit?kind=SIGN_IN&who=演示·经办"))).contains("演示账号登录");
    assertThat(text(get(auditor, "/audit?record=filing 1"))).contains("没有符合条件");
    assertThat(get(auditor, "/audit?kind=NONE").getStatusCode().value()).isEqualTo(400);
  }

  @Test
  void thePageOfOnesOwnSaysWhatOneMayDoAndByWhatAndSignsOut() {
    var clerk = DemoClient.signedIn(port, "demo-clerk");
    assertThat(text(get(clerk, "/me"))).contains("更正月度投资填报：任职于", "角色“经办”，范围：本单位及下属");

    var form = new LinkedMultiValueMap<String, String>();
    form.add("_csrf", clerk.csrf());
    assertThat(post(clerk, "/sign-out", form).getBody()).contains("已退出登录");
    assertThat(get(clerk, "/me").getBody()).contains("<title>登录 · 通途</title>");
  }

  /** Whatever session a stranger was made to use, it is another one after sign-in. */
  @Test
  void signingInChangesTheSession() {
    var plain =
        RestClient.builder()
            .baseUrl("http://localhost:" + port)
            .defaultStatusHandler(_ -> true, (_, _) -> {})
            .build();
    var page = plain.get().uri("/sign-in").retrieve().toEntity(String.class);
    var given = String.valueOf(page.getHeaders().getFirst("Set-Cookie"));
    assertThat(given).startsWith("tongtu=").contains("HttpOnly", "SameSite=Lax");
    var session = given.replaceFirst(";.*", "");
    var form = new LinkedMultiValueMap<String, String>();
    form.add("_csrf", DemoClient.token(String.valueOf(page.getBody())));
    form.add("account", "demo-clerk");
    form.add("password", "");

    var after =
        plain
            .post()
            .uri("/sign-in")
            .header("Cookie", session)
            .body(form)
            .retrieve()
            .toBodilessEntity();
    assertThat(after.getStatusCode().value()).isEqualTo(302);
    assertThat(after.getHeaders().getFirst("Set-Cookie"))
        .startsWith("tongtu=")
        .doesNotStartWith(session);
    var old = plain.get().uri("/me").header("Cookie", session).retrieve().toBodilessEntity();
    assertThat(old.getStatusCode().value()).isEqualTo(302);
  }

  @Test
  void aPersonIsEnteredByOneAdministratorAndGivenARoleByAnother() {
    var system = DemoClient.signedIn(port, "demo-system");
    var form = new LinkedMultiValueMap<String, String>();
    form.add("_csrf", system.csrf());
    form.add("account", "new-clerk");
    form.add("name", "新来的");
    assertThat(post(system, "/people", form).getBody()).contains("新来的", "/set-up/");
    var clerk = DemoClient.signedIn(port, "demo-clerk");
    assertThat(get(clerk, "/people").getStatusCode().value()).isEqualTo(403);
    form.set("_csrf", clerk.csrf());
    assertThat(post(clerk, "/people", form).getStatusCode().value()).isEqualTo(403);

    var security = DemoClient.signedIn(port, "demo-security");
    assertThat(text(get(security, "/people"))).contains("新来的", "经办").doesNotContain("新增人员");
    form.set("_csrf", security.csrf());
    form.set("account", "another");
    assertThat(post(security, "/people", form).getStatusCode().value()).isEqualTo(403);
  }

  @Test
  void aMadeUpSetUpLinkOpensNothing() {
    var answer = get(DemoClient.stranger(port), "/set-up/0123456789abcdef");
    assertThat(answer.getStatusCode().value()).isEqualTo(404);
    assertThat(answer.getBody()).contains("这个链接已经用过");
  }

  private static LinkedMultiValueMap<String, String> report() {
    var form = new LinkedMultiValueMap<String, String>();
    form.add("template", "construction_centre_year");
    form.add("org", "wangcheng");
    form.add("year", "2020");
    form.add("first", "1");
    form.add("last", "12");
    return form;
  }

  private static String text(ResponseEntity<String> answer) {
    assertThat(answer.getStatusCode().value()).isEqualTo(200);
    return HtmlUtils.htmlUnescape(String.valueOf(answer.getBody()));
  }

  private static ResponseEntity<String> get(DemoClient who, String address) {
    return who.client().get().uri(address).retrieve().toEntity(String.class);
  }

  private static ResponseEntity<String> post(
      DemoClient who, String address, LinkedMultiValueMap<String, String> form) {
    return who.client().post().uri(address).body(form).retrieve().toEntity(String.class);
  }
}
