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
