package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.testkit.DemoClient;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Programs with access tokens, over HTTP: what they may, and what registers answer them. */
// A database of its own: people lose their seats here.
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"spring.application.name=programs", "tongtu.rate.programs=1000"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProgramsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern SECRET = Pattern.compile("<code class=\"secret\">(tongtu_[^<]+)<");
  private static final String NOTICES = "/api/registers/rectification";

  @Autowired private Sample sample;
  @Autowired private JdbcClient db;
  @LocalServerPort private int port;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  void load() {
    sample.load(new SampleFolder(Optional.empty()));
  }

  /** What a program is answered. */
  private record Answer(int status, JsonNode body, HttpResponse<String> whole) {}

  private String token(String account, boolean writes, String... registers) {
    var form = new LinkedMultiValueMap<String, String>();
    form.add("name", "试对接");
    form.add("last", java.time.LocalDate.now(cn.tongtu.shared.Words.CHINA).plusDays(30).toString());
    form.add("writes", String.valueOf(writes));
    List.of(registers).forEach(register -> form.add("register", register));
    var page = posted(DemoClient.signedIn(port, account), "/me/tokens", form);
    var secret = SECRET.matcher(page);
    assertThat(secret.find()).as(page).isTrue();
    return secret.group(1);
  }

  private static String posted(
      DemoClient client, String path, LinkedMultiValueMap<String, String> form) {
    form.add("_csrf", client.csrf("/me/tokens"));
    return Objects.requireNonNull(
        client.client().post().uri(path).body(form).retrieve().body(String.class));
  }

  private Answer ask(String token, String method, String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      var json = answer.headers().firstValue("Content-Type").orElse("").contains("json");
      return new Answer(answer.statusCode(), JSON.readTree(json ? answer.body() : "{}"), answer);
    } catch (IOException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private Answer get(String token, String path) {
    return ask(token, "GET", path, "");
  }

  private static String notice(String site) {
    return """
    {"org": "wangcheng", "fields": {"problem": "护栏缺失", "site": "%s", "severity": "重大",
     "found_on": "2026-11-01", "cost": 12.5}}\
    """
        .formatted(site);
  }

  private long added(String token, String site) {
    var added = ask(token, "POST", NOTICES, notice(site));
    assertThat(added.status()).as(added.body().toString()).isEqualTo(201);
    return added.body().get("id").asLong();
  }

  @Test
  void aTokenIsShownOnceKeptAsAHashAndTellsWhenItWasUsed() {
    var token = token("demo-clerk", false);
    var client = DemoClient.signedIn(port, "demo-clerk");
    assertThat(page(client, "/me/tokens")).doesNotContain(token).contains("未使用过");
    assertThat(
            db.sql("select count(*) from identity.token t where t::text like '%' || ? || '%'")
                .param(token)
                .query(Long.class)
                .single())
        .isZero();
    assertThat(get(token, "/api/registers").status()).isEqualTo(200);
    assertThat(page(client, "/me/tokens")).contains("127.0.0.1");
    assertThat(
            db.sql(
                    "select count(*) from identity.audit where kind = 'READ' and action = 'api.read' and address like '%令牌%试对接%'")
                .query(Long.class)
                .single())
        .isPositive();
  }

  private static String page(DemoClient client, String path) {
    return Objects.requireNonNull(client.client().get().uri(path).retrieve().body(String.class));
  }

  @Test
  void aTokenOpensNoPageAndASignedInBrowserNoInterface() {
    var token = token("demo-clerk", true);
    var page = get(token, "/me");
    assertThat(page.status()).isEqualTo(302);
    assertThat(page.whole().headers().firstValue("Location").orElse("")).endsWith("/sign-in");
    assertThat(
            ask(
                    token,
                    "POST",
                    "/registers/rectification",
                    "",
                    "Content-Type",
                    "application/x-www-form-urlencoded")
                .status())
        .isNotEqualTo(200);
    var browser = DemoClient.signedIn(port, "demo-clerk").client();
    browser
        .get()
        .uri("/api/registers")
        .exchange((_, answer) -> {
          assertThat(answer.getStatusCode().value()).isEqualTo(401);
          assertThat(answer.getHeaders().getFirst("Content-Type")).contains("problem+json");
          return true;
        });
    browser
        .post()
        .uri(NOTICES)
        .header("Content-Type", "application/json")
        .body(notice("骗来的"))
        .exchange((_, answer) -> {
          assertThat(answer.getStatusCode().value()).isEqualTo(401);
          return true;
        });
  }

  @Test
  void whatATokenDoesNotOpenIsRefusedAndInTheTrail() {
    var reading = token("demo-clerk", false, "rectification");
    assertThat(get(reading, NOTICES).status()).isEqualTo(200);
    var before = refusals();
    assertThat(get(reading, "/api/registers/honour").status()).isEqualTo(403);
    assertThat(ask(reading, "POST", NOTICES, notice("甲桥")).status()).isEqualTo(403);
    assertThat(refusals()).isEqualTo(before + 2);
    assertThat(get(reading, "/api/registers").body().get("registers")).hasSize(1);
  }

  private long refusals() {
    return db.sql("select count(*) from identity.audit where kind = 'REFUSED'")
        .query(Long.class)
        .single();
  }

  @Test
  void revokedExpiredOrItsPersonGoneItOpensNothing() {
    var revoked = token("demo-clerk", false);
    var id = db.sql("select max(id) from identity.token").query(Long.class).single();
    var other = DemoClient.signedIn(port, "demo-reviewer");
    assertThat(posted(other, "/me/tokens/" + id + "/revoke", new LinkedMultiValueMap<>()))
        .contains("没有这个访问令牌");
    assertThat(get(revoked, "/api/registers").status()).isEqualTo(200);
    posted(
        DemoClient.signedIn(port, "demo-clerk"),
        "/me/tokens/" + id + "/revoke",
        new LinkedMultiValueMap<>());
    assertThat(get(revoked, "/api/registers").status()).isEqualTo(401);

    var old = token("demo-clerk", false);
    db.sql(
            "update identity.token set last_day = '2020-01-01' where id = (select max(id) from identity.token)")
        .update();
    assertThat(get(old, "/api/registers").body().get("detail").asString()).contains("已过期");
    assertThat(get("tongtu_guessed", "/api/registers").status()).isEqualTo(401);
    assertThat(get("", "/api/nothing").status()).isEqualTo(401);
  }

  @Test
  void whoLosesTheSeatLosesWhatTheTokenCouldDo() {
    var account = "programs-leaver";
    var person =
        db.sql(
                "insert into identity.person (account, name, demo) values (?, '将离', true) returning id")
            .param(account)
            .query(Long.class)
            .single();
    db.sql(
            """
            with s as (insert into identity.seat (person, org, first_day) values (?, 'wangcheng', '2020-01-01') returning id)
            insert into identity.held_role (seat, role, first_day) select id, 'clerk', '2020-01-01' from s
            """)
        .param(person)
        .update();
    var token = token(account, true);
    var record = added(token, "离桥");
    db.sql("update identity.seat set last_day = '2020-02-01' where person = ?")
        .param(person)
        .update();
    assertThat(get(token, NOTICES + "/" + record).status()).isEqualTo(403);
    assertThat(ask(token, "POST", NOTICES, notice("又一桥")).status()).isEqualTo(403);
    db.sql("update identity.person set left_on = '2020-02-01' where id = ?").param(person).update();
    assertThat(get(token, NOTICES).status()).isEqualTo(401);
  }

  @Test
  void aListIsFilteredSortedAndGoneThroughWithoutRepeatOrGap() {
    var token = token("demo-clerk", true);
    for (int n = 0; n < 7; n++) {
      added(token, "翻页桥" + n % 3);
    }
    for (var sort : List.of("", "&sort=site", "&sort=-site", "&sort=-due_on")) {
      var met = new ArrayList<Long>();
      var after = "";
      do {
        var page =
            get(
                token,
                NOTICES
                    + "?q=%E7%BF%BB%E9%A1%B5%E6%A1%A5&limit=2"
                    + sort
                    + (after.isEmpty() ? "" : "&after=" + after));
        assertThat(page.status()).as(page.body().toString()).isEqualTo(200);
        page.body().get("records").forEach(record -> met.add(record.get("id").asLong()));
        after = page.body().get("next").isNull() ? "" : page.body().get("next").asString();
      } while (!after.isEmpty());
      assertThat(met).as(sort).hasSize(7);
      assertThat(new LinkedHashSet<>(met)).as(sort).hasSize(7);
    }
    var other = get(token, NOTICES + "?sort=site&limit=1").body().get("next").asString();
    assertThat(get(token, NOTICES + "?sort=-site&after=" + other).status()).isEqualTo(400);
    assertThat(
            get(token, NOTICES + "?f.sity=x").body().get("errors").get(0).get("field").asString())
        .isEqualTo("f.sity");
    assertThat(get(token, NOTICES + "?state=lost").status()).isEqualTo(400);
    assertThat(get(token, NOTICES + "?pagesize=5").status()).isEqualTo(400);
    assertThat(
            get(token, NOTICES + "?f.cost=12..13&q=%E7%BF%BB%E9%A1%B5&state=draft")
                .body()
                .get("records"))
        .hasSize(7);
  }

  @Test
  void allThatIsWrongIsNamedInTheProgramsLanguageAndNothingIsWritten() {
    var token = token("demo-clerk", true);
    var count = count();
    var wrong =
        ask(
            token,
            "POST",
            NOTICES,
            """
            {"org": "wangcheng", "fields": {"problem": "x", "severity": "特大", "found_on": "上周三", "again": 3}}\
            """,
            "Accept-Language",
            "en");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.whole().headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(wrong.body().get("errors").get(0).get("field").asString()).isEqualTo("again");
    var next =
        ask(
            token,
            "POST",
            NOTICES,
            """
            {"org": "wangcheng", "fields": {"problem": "x", "severity": "特大", "found_on": "上周三"}}\
            """);
    var fields = new ArrayList<String>();
    next.body().get("errors").forEach(one -> fields.add(one.get("field").asString()));
    assertThat(fields).containsExactlyInAnyOrder("site", "severity", "found_on");
    assertThat(
            ask(token, "POST", NOTICES, "{\"org\": \"wangcheng\", \"feilds\": {}}")
                .body()
                .toString())
        .contains("fields");
    assertThat(ask(token, "POST", NOTICES, "[1]").status()).isEqualTo(400);
    assertThat(ask(token, "POST", NOTICES, "{\"org\": \"a\", \"org\": \"b\"}").status())
        .isEqualTo(400);
    assertThat(ask(token, "DELETE", NOTICES, "").status()).isEqualTo(404);
    assertThat(count()).isEqualTo(count);
  }

  private long count() {
    return db.sql("select count(*) from register.r_rectification").query(Long.class).single();
  }

  @Test
  void aRecordIsLedThroughItsLifeByTheRulesOfThePages() {
    var clerk = token("demo-clerk", true);
    var id = added(clerk, "接口桥");
    var at = NOTICES + "/" + id;
    assertThat(
            ask(clerk, "POST", at + "/moves/issue", "{\"revision\": 1}")
                .body()
                .get("errors")
                .get(0)
                .get("field")
                .asString())
        .isEqualTo("party");
    var issued =
        ask(
            clerk,
            "POST",
            at + "/moves/issue",
            "{\"revision\": 1, \"fields\": {\"party\": \"甲公司\"}}");
    assertThat(issued.body().get("state").asString()).isEqualTo("issued");
    assertThat(issued.body().get("number").asString()).contains("整改〔");
    var stale =
        ask(
            clerk,
            "POST",
            at + "/moves/assign",
            "{\"revision\": 1, \"fields\": {\"mender\": \"demo-clerk\"}}");
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.body().get("current").get("revision").asInt()).isEqualTo(2);
    ask(
        clerk,
        "POST",
        at + "/moves/assign",
        "{\"revision\": 2, \"fields\": {\"mender\": \"demo-clerk\"}}");
    var mended =
        ask(clerk, "PATCH", at, "{\"revision\": 3, \"why\": \"补录\", \"fields\": {\"cost\": 0.1}}");
    assertThat(mended.body().get("fields").get("cost").decimalValue()).isEqualByComparingTo("0.1");
    ask(
        clerk,
        "POST",
        at + "/moves/submit",
        "{\"revision\": 4, \"fields\": {\"measures\": \"已加装\"}}");
    assertThat(ask(clerk, "POST", at + "/moves/pass", "{\"revision\": 5}").status()).isEqualTo(403);
    var seen = get(token("demo-reviewer", true), at);
    assertThat(seen.body().get("moves").toString()).contains("pass", "send_back");
    assertThat(
            ask(token("demo-reviewer", true), "POST", at + "/moves/pass", "{\"revision\": 5}")
                .body()
                .get("state")
                .asString())
        .isEqualTo("closed");
    assertThat(
            db.sql(
                    "select count(*) from identity.audit where kind = 'CHANGE' and record_kind = 'register.rectification' and record_id = ? and address like '%令牌%'")
                .param(id)
                .query(Long.class)
                .single())
        .isEqualTo(6);
  }

  @Test
  void sentTwiceUnderOneKeyItIsDoneOnceAlsoByTwoAtOnce() throws Exception {
    var token = token("demo-clerk", true);
    var before = count();
    var barrier = new CyclicBarrier(2);
    Callable<Answer> send =
        () -> {
          barrier.await(10, TimeUnit.SECONDS);
          return ask(token, "POST", NOTICES, notice("一次桥"), "Idempotency-Key", "k1");
        };
    try (var two = Executors.newFixedThreadPool(2)) {
      var sent = List.of(two.submit(send), two.submit(send));
      var ids = new LinkedHashSet<Long>();
      for (Future<Answer> one : sent) {
        assertThat(one.get().status()).isEqualTo(201);
        ids.add(one.get().body().get("id").asLong());
      }
      assertThat(ids).hasSize(1);
    }
    assertThat(count()).isEqualTo(before + 1);
    var other = ask(token, "POST", NOTICES, notice("另一桥"), "Idempotency-Key", "k1");
    assertThat(other.status()).isEqualTo(422);
    // What was refused was not done, and may be mended under the same key.
    assertThat(ask(token, "POST", NOTICES, "{}", "Idempotency-Key", "k2").status()).isEqualTo(422);
    assertThat(ask(token, "POST", NOTICES, notice("改好的桥"), "Idempotency-Key", "k2").status())
        .isEqualTo(201);
  }

  @Test
  void whoAsksTooMuchIsToldWhenToComeBack() {
    var token = token("demo-auditor", false);
    var statuses = new ArrayList<Integer>();
    Answer answer;
    do {
      answer = get(token, "/api/nothing");
      statuses.add(answer.status());
    } while (answer.status() != 429 && statuses.size() < 3000);
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.whole().headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
    assertThat(get(token("demo-clerk", false), "/api/registers").status()).isEqualTo(200);
  }

  @Test
  void theDescriptionIsOpenApiAndWhatIsAnsweredIsAsDescribed() {
    var token = token("demo-clerk", true);
    var id = added(token, "描述桥");
    var described = get(token, "/api/openapi.json").whole().body();
    var options = new ParseOptions();
    options.setResolve(false);
    var parsed = new OpenAPIV3Parser().readContents(described, null, options);
    assertThat(parsed.getMessages()).isEmpty();
    assertThat(parsed.getOpenAPI().getPaths())
        .containsKeys(NOTICES, NOTICES + "/{record}/moves/pass");
    var document = JSON.readTree(described);
    var registry = SchemaRegistry.withDefaultDialect(Dialects.getOpenApi31());
    var names = new ArrayList<String>();
    document.get("components").get("schemas").propertyNames().forEach(names::add);
    assertThat(names).hasSizeGreaterThan(100);
    for (var register : List.of("rectification", "honour", "rural_patrol")) {
      var schema =
          registry.getSchema(
              JSON.valueToTree(
                  Map.of(
                      "$ref",
                      "#/components/schemas/" + register,
                      "components",
                      document.get("components"))));
      var records = get(token, "/api/registers/" + register + "?limit=50").body().get("records");
      assertThat(records).as(register).isNotEmpty();
      for (var record : records) {
        assertThat(schema.validate(record)).as(record.toString()).isEmpty();
      }
    }
    var notice =
        registry.getSchema(
            JSON.valueToTree(
                Map.of(
                    "$ref",
                    "#/components/schemas/rectification",
                    "components",
                    document.get("components"))));
    var tampered = get(token, NOTICES + "/" + id).body().toString().replace("重大", "特大");
    assertThat(notice.validate(JSON.readTree(tampered))).isNotEmpty();
    assertThat(page(DemoClient.signedIn(port, "demo-clerk"), "/interface/rectification"))
        .contains("POST " + NOTICES + "/{record}/moves/pass", "复查销号");
  }
}
