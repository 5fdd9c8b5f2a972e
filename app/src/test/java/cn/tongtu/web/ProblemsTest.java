package cn.tongtu.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import cn.tongtu.form.Forms;
import cn.tongtu.shared.Stale;
import cn.tongtu.testkit.SignedInPerson;
import java.sql.SQLException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Each error page says what to do next, and the number by which the log has it. */
@SpringBootTest(properties = "spring.application.name=problems")
@AutoConfigureMockMvc
@ExtendWith(OutputCaptureExtension.class)
class ProblemsTest {
  private static final Pattern NUMBER = Pattern.compile("<code>([0-9a-f]{8})</code>");

  @Autowired MockMvcTester pages;
  @Autowired JdbcClient db;
  @Autowired Forms forms;

  @TestConfiguration
  @RestController
  static class Troubles {
    @GetMapping("/test/fault")
    String fault() {
      throw new IllegalStateException("ours");
    }

    @GetMapping("/test/away")
    String away() throws SQLException {
      throw new SQLException("connection refused", "08001");
    }

    @PostMapping("/test/stale")
    String stale() {
      throw new Stale("已由张三改为 5", "Zhang made it 5");
    }
  }

  @Test
  void aPageThatIsNotThereOffersASearchAndItsNumberIsInTheLog(CapturedOutput log) throws Exception {
    var answer = get("/projects/none");
    assertThat(answer.getStatus()).isEqualTo(404);
    assertThat(answer.getContentAsString()).contains("role=\"search\"", "回到首页");
    assertThat(log).contains("请求 " + number(answer) + " 404 GET /projects/none");
  }

  @Test
  void aFaultOfOursIsInTheLogUnderTheNumberOnThePage(CapturedOutput log) throws Exception {
    var answer = get("/test/fault");
    assertThat(answer.getStatus()).isEqualTo(500);
    assertThat(log).contains("请求 " + number(answer) + " 失败", "IllegalStateException: ours");
    assertThat(answer.getHeader("X-Request-Id")).isEqualTo(number(answer));
  }

  @Test
  void whileTheDatabaseIsAwayThePageOffersTheSameAddressAndSaysWhen() throws Exception {
    var answer = get("/test/away?day=2020-01-01");
    assertThat(answer.getStatus()).isEqualTo(503);
    assertThat(answer.getHeader("Retry-After")).isEqualTo("10");
    assertThat(answer.getContentAsString())
        .contains("href=\"/test/away?day=2020-01-01\"", "再试一次", number(answer));
  }

  @Test
  void whatSomebodyElseChangedIsToldAndTheFormIsOpenedAgainWithWhatWasTyped(CapturedOutput log)
      throws Exception {
    var who = SignedInPerson.added(db);
    var person =
        db.sql("select id from identity.person where account = 'reader'")
            .query(Long.class)
            .single();
    var answer =
        pages
            .post()
            .uri("/test/stale")
            .param("_once", forms.mark(person))
            .param("_from", "/me?x=1")
            .param("amount", "4")
            .with(who)
            .with(csrf())
            .exchange()
            .getResponse();
    assertThat(answer.getStatus()).isEqualTo(409);
    answer.setCharacterEncoding("UTF-8");
    assertThat(answer.getContentAsString()).contains("已由张三改为 5", "href=\"/me?x=1\"", "保留已填写的内容");
    assertThat(log).contains("请求 " + number(answer) + " 409 POST /test/stale");
    // The form is gone from that page; what was typed is shown all the same, once.
    var cookie = Objects.requireNonNull(answer.getCookie("tongtu-form"));
    assertThat(cookie.isHttpOnly()).isTrue();
    var again = pages.get().uri("/me?x=1").cookie(cookie).with(who).exchange().getResponse();
    again.setCharacterEncoding("UTF-8");
    assertThat(again.getContentAsString()).contains("<dt>amount</dt><dd>4</dd>");
    assertThat(db.sql("select count(*) from form.kept").query(Long.class).single()).isZero();
  }

  @Test
  void whatMayNotBeDoneSaysWhoCanGrantItAndWhatOneMay(CapturedOutput log) throws Exception {
    var answer = get("/audit");
    assertThat(answer.getStatus()).isEqualTo(403);
    assertThat(answer.getContentAsString()).contains("安全管理员", "查看我的权限", "href=\"/me\"");
    assertThat(log).contains("请求 " + number(answer) + " 403 GET /audit");
  }

  private MockHttpServletResponse get(String address) {
    var answer = pages.get().uri(address).with(SignedInPerson.added(db)).exchange().getResponse();
    answer.setCharacterEncoding("UTF-8");
    return answer;
  }

  private static String number(MockHttpServletResponse answer) throws Exception {
    var found = NUMBER.matcher(answer.getContentAsString());
    assertThat(found.find()).as("a number on the page").isTrue();
    return String.valueOf(found.group(1));
  }
}
