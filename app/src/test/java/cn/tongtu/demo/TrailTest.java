package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.testkit.DemoClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.util.HtmlUtils;

/** What the auditor finds in the trail of the sample, and of what is read. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrailTest {
  @Autowired private Sample sample;
  @Autowired private Organisations organisations;
  @Autowired private JdbcClient db;
  @LocalServerPort private int port;

  @BeforeAll
  void load() {
    sample.load(new SampleFolder(Optional.empty()));
  }

  @Test
  void everyOrganisationAndPersonOfTheSampleIsInTheTrail() {
    var told =
        db.sql(
                "select org from identity.audit where action = 'organisation.keep' and actor = '示例数据'")
            .query(String.class)
            .list();
    assertThat(told).containsExactlyInAnyOrderElementsOf(sampleOrganisations());
    assertThat(
            db.sql(
                    """
                    select count(*) from identity.person p
                    where (demo or account ~ '^qx[0-9]+$') and not exists (
                      select from identity.audit a
                      where a.record_kind = 'person' and a.record_id = p.id and a.kind = 'CHANGE'
                        and a.after ->> 'account' = p.account)
                    """)
                .query(Long.class)
                .single())
        .isZero();
  }

  private List<String> sampleOrganisations() {
    var codes =
        new SampleFolder(Optional.empty())
            .rows("organisations.csv").stream()
                .map(row -> row.text("code"))
                .collect(Collectors.toCollection(ArrayList::new));
    organisations.list().stream()
        .map(Organisation::code)
        .filter(code -> code.equals("qingxi") || code.startsWith("qx-"))
        .forEach(codes::add);
    assertThat(codes).hasSizeGreaterThan(30);
    assertThat(organisations.list().stream().map(Organisation::code)).containsAll(codes);
    return codes;
  }

  @Test
  void aWordFileIsIssuedOnceAndReadAfterwards() {
    var clerk = DemoClient.signedIn(port, "demo-clerk");
    var before = entries("CHANGE") + entries("READ");
    for (int time = 0; time < 2; time++) {
      assertThat(
              clerk
                  .client()
                  .get()
                  .uri("/reports/1.docx")
                  .retrieve()
                  .toBodilessEntity()
                  .getStatusCode()
                  .value())
          .isEqualTo(200);
    }
    assertThat(entries("CHANGE")).isEqualTo(1);
    assertThat(entries("CHANGE") + entries("READ")).isEqualTo(before + 2);
    var auditor = DemoClient.signedIn(port, "demo-auditor");
    assertThat(page(auditor, "/audit?record=document 1"))
        .contains("成文、取用 Word 文件", "成文为 Word 文件", "再次取用 Word 文件", "演示·经办", "127.0.0.1");
  }

  private long entries(String kind) {
    return db.sql(
            """
            select count(*) from identity.audit
            where kind = ? and action = 'report.issue' and record_kind = 'document' and record_id = 1
            """)
        .param(kind)
        .query(Long.class)
        .single();
  }

  /** Who asks whose number it is learns it, or that it is nobody's. */
  @Test
  void whoSearchesByANumberIsInTheTrailAndTheNumberIsMasked() {
    var security = DemoClient.signedIn(port, "demo-security");
    for (var number : List.of("13700001234", "11010519491231002X")) {
      var form = new LinkedMultiValueMap<String, String>();
      form.add("_csrf", security.csrf());
      form.add("number", number);
      security.client().post().uri("/people/find").body(form).retrieve().toBodilessEntity();
    }
    var auditor = DemoClient.signedIn(port, "demo-auditor");
    assertThat(page(auditor, "/audit?kind=READ&who=演示·安全"))
        .contains("按号码查找人员 137****1234，没有找到", "按号码查找人员 110***********002X", "· 任职")
        .doesNotContain("13700001234", "11010519491231002X");
  }

  private static String page(DemoClient who, String address) {
    return HtmlUtils.htmlUnescape(
        String.valueOf(who.client().get().uri(address).retrieve().body(String.class)));
  }
}
