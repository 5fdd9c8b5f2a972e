package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.testkit.DemoClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** Two people change the same record: the later one is shown what the other did, and chooses. */
// A database of its own: others read the sample's figures.
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.application.name=editing")
class EditingTest {
  @Autowired private Sample sample;
  @Autowired private JdbcClient db;
  @LocalServerPort private int port;

  private DemoClient one;
  private DemoClient other;
  private String form;
  private String action;

  @BeforeEach
  void open() {
    sample.load(new SampleFolder(Optional.empty()));
    one = DemoClient.signedIn(port, "demo-clerk");
    other = DemoClient.signedIn(port, "demo-clerk");
    var filing =
        db.sql(
                """
                select f.id from portfolio.filing f join portfolio.project p on p.id = f.project
                where p.code = 'WC001' order by f.month desc limit 1
                """)
            .query(Long.class)
            .single();
    form = "/projects/WC001?correct=" + filing;
    action = "/projects/WC001/filings/" + filing;
  }

  /** The form as it is rendered, with all that it carries unseen. */
  private MultiValueMap<String, String> opened(DemoClient who) {
    return fields(
        Jsoup.parse(String.valueOf(who.client().get().uri(form).retrieve().body(String.class))));
  }

  private MultiValueMap<String, String> fields(Document page) {
    var fields = new LinkedMultiValueMap<String, String>();
    for (var field : page.select("form[action=" + action + "] input[name]:not([type=radio])")) {
      fields.add(field.attr("name"), field.attr("value"));
    }
    return fields;
  }

  private ResponseEntity<String> send(DemoClient who, MultiValueMap<String, String> fields) {
    return who.client().post().uri(action).body(fields).retrieve().toEntity(String.class);
  }

  private static MultiValueMap<String, String> with(
      MultiValueMap<String, String> fields, String amount, String why) {
    fields.set("amount", amount);
    fields.set("why", why);
    return fields;
  }

  @Test
  void theLaterOneSeesWhatTheOtherDidFieldByFieldAndChooses() {
    var mine = with(opened(one), "7.5", "监理核减");
    var was = mine.getFirst("_was.amount");
    assertThat(was).isNotBlank();
    assertThat(send(other, with(opened(other), "8.25", "审计核增")).getStatusCode().value())
        .isIn(200, 303);

    var refused = send(one, mine);
    assertThat(refused.getStatusCode().value()).isEqualTo(409);
    var page = Jsoup.parse(String.valueOf(refused.getBody()));
    var versions = page.select(".versions");
    assertThat(versions).hasSize(1);
    assertThat(versions.select("legend").text().replace(",", "")).contains("打开时 " + was);
    assertThat(versions.select("input[type=radio][name=amount]").eachAttr("value"))
        .containsExactly("8.25", "7.5");
    assertThat(versions.select("input[checked]"))
        .as("both changed it: no choice is made")
        .isEmpty();
    assertThat(page.select("input[name=why]").val()).isEqualTo("监理核减");
    assertThat(page.select("form[action=" + action + "] input[type=text][name=amount]")).isEmpty();

    var chosen = fields(page);
    assertThat(chosen.getFirst("rev")).isNotEqualTo(mine.getFirst("rev"));
    chosen.set("amount", "7.5");
    assertThat(send(one, chosen).getStatusCode().value()).isIn(200, 303);
    assertThat(
            String.valueOf(one.client().get().uri("/projects/WC001").retrieve().body(String.class)))
        .contains("7.5");
  }

  /** Who left the field as it was is offered the other's, and the same twice is no conflict. */
  @Test
  void whatOneLeftAloneIsTakenFromTheOther() {
    var untouched = opened(one);
    var was = String.valueOf(untouched.getFirst("_was.amount"));
    var same = opened(one);
    assertThat(send(other, with(opened(other), "9.125", "核增")).getStatusCode().value())
        .isIn(200, 303);
    var page = Jsoup.parse(String.valueOf(send(one, with(untouched, was, "备注")).getBody()));
    assertThat(page.select(".versions input[checked]").eachAttr("value")).containsExactly("9.125");

    var already = send(one, with(same, "9.1250", "核增"));
    assertThat(already.getStatusCode().value()).isEqualTo(409);
    assertThat(already.getBody()).contains("可能是重复提交").doesNotContain("class=\"versions\"");
  }

  @Test
  void ofTwoAtTheSameMomentOneIsTakenAndOneIsAsked() throws Exception {
    var together = new CyclicBarrier(2);
    try (var threads = Executors.newFixedThreadPool(2)) {
      var mine = with(opened(one), "11.5", "一");
      var theirs = with(opened(other), "12.5", "二");
      var first =
          threads.submit(() -> {
            together.await();
            return send(one, mine).getStatusCode().value();
          });
      var second =
          threads.submit(() -> {
            together.await();
            return send(other, theirs).getStatusCode().value();
          });
      assertThat(List.of(first.get(), second.get())).contains(409).containsAnyOf(200, 303);
    }
  }

  /** Not used by a person: a form that was rendered before this was known carries no old values. */
  @Test
  void aFormWithoutItsOldValuesIsStillAChoice() {
    var mine = with(opened(one), "13.5", "旧页");
    mine.remove("_was.amount");
    assertThat(send(other, with(opened(other), "14.5", "核增")).getStatusCode().value())
        .isIn(200, 303);
    var page = Jsoup.parse(String.valueOf(send(one, mine).getBody()));
    assertThat(page.select(".versions input[type=radio]").stream().map(Element::val))
        .containsExactly("14.5", "13.5");
  }
}
