package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.testkit.DemoClient;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** Who could do what on a day, as the auditor asks it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PowersPageTest {
  @Autowired private Sample sample;
  @LocalServerPort private int port;

  @BeforeAll
  void load() {
    sample.load(new SampleFolder(Optional.empty()));
  }

  @Test
  void aPastDayIsAnsweredByActionOrganisationAndPerson() {
    var auditor = DemoClient.signedIn(port, "demo-auditor");
    assertThat(text(get(auditor, "/powers?day=2020-03-01&action=invest.correct&org=wangcheng")))
        .contains("演示·经办", "角色“经办”，范围：本单位及下属", "2020-03-01 共 1 项")
        .doesNotContain("演示·审核");
    assertThat(text(get(auditor, "/powers?day=2020-03-01&who=demo-security")))
        .contains("演示·安全", "授予角色")
        .doesNotContain("演示·系统");
    assertThat(text(get(auditor, "/powers?day=2019-12-31")))
        .as("nobody had a seat yet")
        .contains("这一天没有人能办")
        .doesNotContain("演示·经办");
    assertThat(get(auditor, "/powers?day=2020-02-30").getStatusCode().value()).isEqualTo(400);
  }

  @Test
  void theSecurityAdministratorAsksTooAndNobodyElseAndTheTrailTellsOfIt() {
    var security = DemoClient.signedIn(port, "demo-security");
    assertThat(text(get(security, "/powers?day=2020-03-02"))).contains("演示·经办");
    for (var other : List.of("demo-clerk", "demo-reviewer", "demo-system")) {
      assertThat(get(DemoClient.signedIn(port, other), "/powers").getStatusCode().value())
          .as(other)
          .isEqualTo(403);
    }
    var auditor = DemoClient.signedIn(port, "demo-auditor");
    assertThat(text(get(auditor, "/audit?kind=READ&who=演示·安全")))
        .contains("查阅权限一览", "/powers?day=2020-03-02");
  }

  private static String text(ResponseEntity<String> answer) {
    assertThat(answer.getStatusCode().value()).isEqualTo(200);
    return HtmlUtils.htmlUnescape(String.valueOf(answer.getBody()));
  }

  private static ResponseEntity<String> get(DemoClient who, String address) {
    return who.client().get().uri(address).retrieve().toEntity(String.class);
  }
}
