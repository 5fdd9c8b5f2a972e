package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.testkit.DemoClient;
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

/** Sessions through the real sign-in: how many, how long, and where one comes back to. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "tongtu.session.idle=2s",
      "tongtu.session.longest=5s",
      "tongtu.session.most=2",
      "server.forward-headers-strategy=native"
    })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsTest {
  @Autowired private Sample sample;
  @LocalServerPort private int port;

  @BeforeAll
  void load() {
    sample.load(new SampleFolder(Optional.empty()));
  }

  @Test
  void theOneLongestUnusedGivesWayWhenThereAreTooMany() {
    var first = DemoClient.signedIn(port, "demo-reviewer");
    var second = DemoClient.signedIn(port, "demo-reviewer");
    var third = DemoClient.signedIn(port, "demo-reviewer");

    assertThat(get(first, "/me").getBody()).contains("登录已到期或已结束");
    assertThat(get(second, "/me").getBody()).contains("我的权限");
    assertThat(get(third, "/me").getBody()).contains("我的权限");
  }

  @Test
  void oneThatRestsEndsAndOnesPageIsOpenAfterSignInAgain() throws Exception {
    var clerk = DemoClient.signedIn(port, "demo-clerk");
    Thread.sleep(2500);
    assertThat(get(clerk, "/projects/WC001?lang=zh-CN").getBody())
        .contains("<title>登录 · 通途</title>", "登录已到期或已结束");
    assertThat(signIn(clerk, "demo-clerk").getBody()).contains("<title>").contains("WC001");
  }

  @Test
  void aFormThatWasSentTooLateLeadsBackToItsPage() throws Exception {
    var clerk = DemoClient.signedIn(port, "demo-clerk");
    var token = clerk.csrf();
    Thread.sleep(2500);
    var form = new LinkedMultiValueMap<String, String>();
    form.add("_csrf", token);
    var answer =
        clerk
            .client()
            .post()
            .uri("/reports")
            .header("Referer", "http://localhost:" + port + "/reports")
            .body(form)
            .retrieve()
            .toEntity(String.class);
    assertThat(answer.getBody()).contains("刚才提交的内容没有保存");
    assertThat(signIn(clerk, "demo-clerk").getBody()).contains("<title>报告 · 通途</title>");
  }

  /** A correction that was typed too late is put into its form again, and not sent by itself. */
  @Test
  void whatWasTypedIntoAFormIsKeptUntilItsPersonHasSignedInAgain() throws Exception {
    var clerk = DemoClient.signedIn(port, "demo-clerk");
    var page = correction(clerk);
    Thread.sleep(2500);
    assertThat(send(clerk, page, "4321.5").getBody()).contains("已暂存半小时");

    var filled = String.valueOf(signIn(clerk, "demo-clerk").getBody());

    assertThat(filled)
        .contains("登录曾到期，这张表单没有提交", "value=\"4321.5\"", "value=\"笔误 &quot;&lt;b&gt;\"")
        .doesNotContain("当前为 4,321.5");
    assertThat(DemoClient.token(filled)).isNotEmpty().isNotEqualTo(page.csrf);
    assertThat(get(clerk, page.address).getBody()).as("once").doesNotContain("4321.5");
    // Still theirs to send, and taken then.
    var fresh = correction(clerk);
    assertThat(send(clerk, fresh, "4321.5").getBody()).contains("4,321.5");
  }

  @Test
  void itIsNotShownToAnotherPersonOnTheSameBrowser() throws Exception {
    var clerk = DemoClient.signedIn(port, "demo-clerk");
    var page = correction(clerk);
    Thread.sleep(2500);
    assertThat(send(clerk, page, "987.25").getBody()).contains("已暂存半小时");
    assertThat(signIn(clerk, "demo-reviewer").getBody()).doesNotContain("987.25", "登录曾到期");
    Thread.sleep(2500);
    var _ = get(clerk, page.address);
    assertThat(signIn(clerk, "demo-clerk").getBody())
        .as("and is gone then")
        .doesNotContain("987.25");
  }

  @Test
  void aFormWhoseTokenIsStaleComesBackFilledAndAnInventedOneIsKeptForNobody() {
    var clerk = DemoClient.signedIn(port, "demo-clerk");
    var page = correction(clerk);
    var stale = new Opened(page.address, page.action, "stale", page.once, page.from, page.rev);
    assertThat(send(clerk, stale, "77.5").getBody()).contains("页面开得太久，这张表单没有提交", "value=\"77.5\"");
    var invented =
        new Opened(
            page.address,
            page.action,
            "stale",
            page.once.replace('a', 'b').replace('1', '2'),
            page.from,
            page.rev);
    var refused = send(clerk, invented, "78.5");
    assertThat(refused.getStatusCode().value()).isEqualTo(403);
    assertThat(refused.getHeaders().toString()).doesNotContain("tongtu-form");
    var elsewhere =
        new Opened(page.address, page.action, "stale", page.once, "//evil.example/", page.rev);
    assertThat(send(clerk, elsewhere, "79.5").getStatusCode().value()).isEqualTo(403);
  }

  /** A form as a browser has it open (打开的表单). */
  private record Opened(
      String address, String action, String csrf, String once, String from, String rev) {}

  private Opened correction(DemoClient who) {
    var project = String.valueOf(get(who, "/projects/WC001").getBody());
    var filing = first("\\?correct=(\\d+)#", project);
    var address = "/projects/WC001?correct=" + filing;
    var page = String.valueOf(get(who, address).getBody());
    return new Opened(
        address,
        "/projects/WC001/filings/" + filing,
        DemoClient.token(page),
        first("name=\"_once\" value=\"([^\"]+)\"", page),
        first("name=\"_from\" value=\"([^\"]+)\"", page),
        first("name=\"rev\" value=\"([^\"]+)\"", page));
  }

  private static String first(String pattern, String text) {
    var found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(pattern).isTrue();
    return String.valueOf(found.group(1));
  }

  private ResponseEntity<String> send(DemoClient who, Opened form, String amount) {
    var fields = new LinkedMultiValueMap<String, String>();
    fields.add("_csrf", form.csrf);
    fields.add("_once", form.once);
    fields.add("_from", form.from);
    fields.add("rev", form.rev);
    fields.add("amount", amount);
    fields.add("why", "笔误 \"<b>");
    fields.add("revision", "笔误");
    return post(who, form.action, fields);
  }

  @Test
  void oneThatIsUsedAllTheTimeEndsToo() throws Exception {
    var auditor = DemoClient.signedIn(port, "demo-auditor");
    for (int second = 0; second < 4; second++) {
      assertThat(get(auditor, "/me").getBody()).contains("我的权限");
      Thread.sleep(1000);
    }
    Thread.sleep(1500);
    assertThat(get(auditor, "/me").getBody()).contains("登录已到期或已结束");
  }

  @Test
  void onesOtherSessionsAreListedAndEndedOneByOne() {
    var here = DemoClient.signedIn(port, "demo-security");
    var there = DemoClient.signedIn(port, "demo-security");
    var page = String.valueOf(get(here, "/me").getBody());
    var handle = Pattern.compile("/me/sessions/([^/]+)/end").matcher(page);
    assertThat(handle.find()).isTrue();
    assertThat(page).as("one's own is not offered").contains("本机");
    var form = new LinkedMultiValueMap<String, String>();
    form.add("_csrf", DemoClient.token(page));
    assertThat(post(here, "/me/sessions/" + handle.group(1) + "/end", form).getBody())
        .contains("那一处登录已结束");
    assertThat(get(there, "/me").getBody()).contains("登录已到期或已结束");
    assertThat(get(here, "/me").getBody()).contains("我的权限");

    var other = DemoClient.signedIn(port, "demo-system");
    var theirs = Pattern.compile("/me/sessions/([^/]+)/end").matcher(page);
    assertThat(theirs.find()).isTrue();
    form.set("_csrf", other.csrf());
    assertThat(
            post(other, "/me/sessions/" + theirs.group(1) + "/end", form).getStatusCode().value())
        .as("nobody ends another's")
        .isEqualTo(404);
  }

  /** Behind a proxy that ends TLS the cookie is marked secure, and links stay where they are. */
  @Test
  void theCookieIsSecureBehindAProxyThatSaysSo() {
    var plain = RestClient.create("http://localhost:" + port);
    assertThat(cookie(plain, "https")).contains("Secure", "HttpOnly", "SameSite=Lax");
    assertThat(cookie(plain, "http")).doesNotContain("Secure");
  }

  private static String cookie(RestClient plain, String scheme) {
    return String.valueOf(
        plain
            .get()
            .uri("/sign-in")
            .header("X-Forwarded-Proto", scheme)
            .header("X-Forwarded-For", "10.1.2.3")
            .retrieve()
            .toBodilessEntity()
            .getHeaders()
            .getFirst("Set-Cookie"));
  }

  private ResponseEntity<String> signIn(DemoClient who, String account) {
    var form = new LinkedMultiValueMap<String, String>();
    form.add("_csrf", who.csrf("/sign-in"));
    form.add("account", account);
    form.add("password", "");
    return post(who, "/sign-in", form);
  }

  private static ResponseEntity<String> get(DemoClient who, String address) {
    return who.client().get().uri(address).retrieve().toEntity(String.class);
  }

  private static ResponseEntity<String> post(
      DemoClient who, String address, LinkedMultiValueMap<String, String> form) {
    return who.client().post().uri(address).body(form).retrieve().toEntity(String.class);
  }
}
