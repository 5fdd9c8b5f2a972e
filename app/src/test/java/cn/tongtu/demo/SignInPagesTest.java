package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.testkit.DemoClient;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.HtmlUtils;

/** What each of the sample's people is shown and refused, and what a stranger is. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(OutputCaptureExtension.class)
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
    assertThat(text(get(security, "/people?q=新来的"))).contains("新来的").doesNotContain("新增人员");
    form.set("_csrf", security.csrf());
    form.set("account", "another");
    assertThat(post(security, "/people", form).getStatusCode().value()).isEqualTo(403);
  }

  /** What every answer tells a browser, before sign-in and after it, on errors too. */
  @Test
  void everyAnswerCarriesTheHeadersAndNoPageHasScriptOrStyleOfItsOwn() {
    var stranger = DemoClient.stranger(port);
    var system = DemoClient.signedIn(port, "demo-system");
    var answers =
        List.of(
            get(stranger, "/sign-in"),
            get(stranger, "/set-up/none"),
            get(system, "/me"),
            get(system, "/people"),
            get(system, "/organisations"),
            get(system, "/audit"),
            get(system, "/nowhere"));
    for (var answer : answers) {
      var headers = answer.getHeaders();
      assertThat(headers.getFirst("Content-Security-Policy"))
          .contains("default-src 'self'", "form-action 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(headers.getFirst("X-Frame-Options")).isEqualTo("DENY");
      assertThat(headers.getFirst("Referrer-Policy")).isEqualTo("same-origin");
      assertThat(headers.getFirst("Cache-Control")).contains("no-store");
      assertThat(answer.getBody())
          .doesNotContainPattern("<script(?! type=\"module\" src=)")
          .doesNotContain("<style", " style=\"", " onclick", "javascript:");
    }
  }

  /** Whole only for a reason, to whom it is the work of, and the trail tells of it. */
  @Test
  void aNumberIsMaskedOnPagesInTheTrailAndInTheLog(CapturedOutput log) {
    var system = DemoClient.signedIn(port, "demo-system");
    var form = new LinkedMultiValueMap<String, String>();
    form.add("_csrf", system.csrf());
    form.add("account", "numbered");
    form.add("name", "有号码的");
    var page = String.valueOf(post(system, "/people", form).getBody());
    var path = Pattern.compile("/people/\\d+").matcher(page);
    assertThat(path.find()).isTrue();
    form.set("phone", "13987654321");
    form.set("identity", "440524188001010014");
    page = String.valueOf(post(system, path.group() + "/personal", form).getBody());
    assertThat(page).contains("139****4321", "440***********0014").doesNotContain("13987654321");
    assertThat(text(get(system, "/people?q=numbered")))
        .contains("139****4321")
        .doesNotContain("13987654321");

    form.set("number", "139 8765 4321");
    assertThat(post(system, "/people/find", form).getBody()).contains("有号码的");
    form.set("phone", "139876543210");
    var wrong = post(system, path.group() + "/personal", form);
    assertThat(wrong.getStatusCode().value()).isEqualTo(422);
    assertThat(wrong.getBody()).contains("11 位手机号").doesNotContain("139876543210");
    form.set("why", "");
    assertThat(post(system, path.group() + "/disclose", form).getStatusCode().value())
        .isEqualTo(422);
    form.set("why", "寄送任命文件");
    assertThat(post(system, path.group() + "/disclose", form).getBody())
        .contains("13987654321", "440524188001010014");

    var auditor = DemoClient.signedIn(port, "demo-auditor");
    assertThat(text(get(auditor, "/audit?kind=READ&who=演示·系统"))).contains("寄送任命文件");
    assertThat(text(get(auditor, "/audit"))).contains("139****4321").doesNotContain("13987654321");
    assertThat(log.getAll()).doesNotContain("13987654321", "440524188001010014", "139876543210");
  }

  /** By each of the three in turn, as a county does it, through the pages. */
  @Test
  void aPasswordThatALinkSetCountsOnceAnotherAdministratorConfirmed() {
    var system = DemoClient.signedIn(port, "demo-system");
    var form = new LinkedMultiValueMap<String, String>();
    form.add("_csrf", system.csrf());
    form.add("account", "newcomer");
    form.add("name", "初来的");
    var page = String.valueOf(post(system, "/people", form).getBody());
    var link = Pattern.compile("/set-up/[0-9a-f]+").matcher(page);
    var person = Pattern.compile("/people/\\d+").matcher(page);
    assertThat(link.find() && person.find()).isTrue();

    var stranger = DemoClient.stranger(port);
    form.clear();
    form.add("_csrf", stranger.csrf(link.group()));
    form.add("password", "山路十八弯水路九连环");
    form.add("again", "不一样");
    var wrong = post(stranger, link.group(), form);
    assertThat(wrong.getStatusCode().value()).isEqualTo(422);
    assertThat(wrong.getBody()).contains("两次填写的口令不一样");
    form.set("again", "山路十八弯水路九连环");
    var waits = String.valueOf(post(stranger, link.group(), form).getBody());
    var code = Pattern.compile("<code>(\\d{3}) (\\d{3})</code>").matcher(waits);
    assertThat(code.find()).isTrue();
    assertThat(waits).contains("告诉安全管理员");

    var newcomer = DemoClient.stranger(port);
    form.clear();
    form.add("_csrf", newcomer.csrf("/sign-in"));
    form.add("account", "newcomer");
    form.add("password", "山路十八弯水路九连环");
    assertThat(post(newcomer, "/sign-in", form).getBody()).contains("账号或口令不对");

    var security = DemoClient.signedIn(port, "demo-security");
    assertThat(text(get(security, person.group()))).contains("待复核的口令", "向初来的本人核对");
    var confirm = new LinkedMultiValueMap<String, String>();
    confirm.add("_csrf", security.csrf());
    confirm.add("code", code.group(1) + code.group(2));
    var confirmed = post(security, person.group() + "/confirm", confirm);
    assertThat(confirmed.getBody()).doesNotContain("待复核的口令").contains("已设置");
    form.set("_csrf", newcomer.csrf("/sign-in"));
    assertThat(post(newcomer, "/sign-in", form).getBody()).contains("初来的");

    form.clear();
    form.add("_csrf", newcomer.csrf());
    form.add("old", "记错了记错了记错了");
    form.add("password", "另外一句好记的话呀呀");
    form.add("again", "另外一句好记的话呀呀");
    var refused = post(newcomer, "/me/password", form);
    assertThat(refused.getStatusCode().value()).isEqualTo(422);
    assertThat(refused.getBody()).contains("原口令不对");
    form.set("old", "山路十八弯水路九连环");
    assertThat(post(newcomer, "/me/password", form).getBody()).contains("口令已更改");
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
