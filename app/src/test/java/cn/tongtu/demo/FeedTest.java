package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.testkit.DemoClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;

/** A calendar reads what is due for its person, by a secret address, until that is renewed. */
// The database of the programs' tests: notices are moved and a person leaves.
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"spring.application.name=programs", "tongtu.rate.programs=1000"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedTest {
  private static final Pattern ADDRESS =
      Pattern.compile("<code class=\"secret\">http[^<]*(/feed/[^<]+)<");

  @Autowired private Sample sample;
  @Autowired private JdbcClient db;
  @LocalServerPort private int port;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  void load() {
    sample.load(new SampleFolder(Optional.empty()));
  }

  private String renewed(DemoClient client) {
    var form = new LinkedMultiValueMap<String, String>();
    form.add("_csrf", client.csrf("/me/calendar"));
    var page =
        Objects.requireNonNull(
            client.client().post().uri("/me/calendar").body(form).retrieve().body(String.class));
    var address = ADDRESS.matcher(page);
    assertThat(address.find()).as(page).isTrue();
    return address.group(1);
  }

  private HttpResponse<String> read(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String event(String ics, String path) {
    var plain = ics.replace("\r\n ", "");
    var at = plain.indexOf(path + "\r\n");
    assertThat(at).as(path + " in " + plain).isPositive();
    return plain.substring(plain.lastIndexOf("BEGIN:VEVENT", at), at);
  }

  @Test
  void whatIsDueStandsThereUnderTheSameNameAndTellsThatItChanged() throws Exception {
    var notice =
        db.sql(
                """
                insert into register.r_rectification (org, source, note, invented, _state, problem, site, severity, found_on, due_on, mender)
                values ('wangcheng', '', '', true, 'mending', '日历护栏', '日历桥', '一般', current_date, current_date + 5, 'demo-clerk') returning id
                """)
            .query(Long.class)
            .single();
    var path = "/registers/rectification/" + notice;
    var client = DemoClient.signedIn(port, "demo-clerk");
    var address = renewed(client);
    var first = read(address);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("Content-Type").orElse(""))
        .isEqualTo("text/calendar;charset=UTF-8");
    var event = event(first.body(), path);
    assertThat(event).contains("SEQUENCE:0", "日历护栏");
    assertThat(event(read(address).body(), path)).isEqualTo(event);
    db.sql("update register.r_rectification set due_on = due_on + 3 where id = ?")
        .param(notice)
        .update();
    var moved = event(read(address).body(), path);
    assertThat(moved).contains("SEQUENCE:1").contains(uid(event));
    db.sql("update register.r_rectification set _state = 'closed' where id = ?")
        .param(notice)
        .update();
    assertThat(read(address).body()).doesNotContain("日历护栏");

    var renewed = renewed(client);
    assertThat(read(address).statusCode()).isEqualTo(404);
    assertThat(read(renewed).statusCode()).isEqualTo(200);
    assertThat(
            db.sql("select count(*) from feed.address a where a::text like '%' || ? || '%'")
                .param(renewed.substring(6, 38))
                .query(Long.class)
                .single())
        .isZero();
  }

  private static String uid(String event) {
    return event.substring(event.indexOf("UID:"), event.indexOf("@tongtu"));
  }

  @Test
  void whoLeavesTakesTheFeedAlong() throws Exception {
    var person =
        db.sql(
                "insert into identity.person (account, name, demo) values ('feed-leaver', '将离', true) returning id")
            .query(Long.class)
            .single();
    db.sql(
            """
            with s as (insert into identity.seat (person, org, first_day) values (?, 'wangcheng', '2020-01-01') returning id)
            insert into identity.held_role (seat, role, first_day) select id, 'clerk', '2020-01-01' from s
            """)
        .param(person)
        .update();
    var address = renewed(DemoClient.signedIn(port, "feed-leaver"));
    assertThat(read(address).statusCode()).isEqualTo(200);
    db.sql("update identity.person set left_on = '2020-02-01' where id = ?").param(person).update();
    assertThat(read(address).statusCode()).isEqualTo(404);
    assertThat(read("/feed/" + "A".repeat(32) + ".ics").statusCode()).isEqualTo(404);
  }
}
