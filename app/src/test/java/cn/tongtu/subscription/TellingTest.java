package cn.tongtu.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.BulkKeeping;
import cn.tongtu.register.Moving;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.register.Registers;
import cn.tongtu.register.Sent;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Who subscribed is told, and other systems are, also when they fail, are slow, and recover. */
@SpringBootTest(
    properties = {
      "spring.application.name=telling",
      "tongtu.push.inside=true",
      "tongtu.push.look-every=0s",
      "tongtu.push.first-wait=0s",
      "tongtu.push.longest=1s"
    })
class TellingTest {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired RegisterKeeping keeping;
  @Autowired Moving moving;
  @Autowired BulkKeeping bulk;
  @Autowired Registers registers;
  @Autowired Subscriptions subscriptions;
  @Autowired Telling telling;
  @Autowired Deliveries deliveries;
  @Autowired Destinations destinations;
  @Autowired Pushing pushing;
  @Autowired Organisations organisations;
  @Autowired TransactionTemplate transaction;
  @Autowired JdbcClient db;

  private String org = "";
  private Actor.Staff clerk = nobody();
  private Actor.Staff reader = nobody();

  private HttpServer receiver = none();

  /** What the receiver answers next; empty for 200 and ok. */
  private final Deque<Integer> answers = new ArrayDeque<>();

  private volatile long slow;
  private final List<Got> got = Collections.synchronizedList(new ArrayList<>());

  private record Got(String query, Map<String, List<String>> headers, String body) {}

  private static Actor.Staff nobody() {
    return new Actor.Staff(1, "nobody", Optional.empty(), "");
  }

  private static HttpServer none() {
    try {
      return HttpServer.create();
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  @BeforeEach
  void begin() throws IOException {
    org = "telling" + NUMBERS.incrementAndGet();
    organisations.put(new Organisation(org, org, org));
    clerk = staff();
    reader = staff();
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    receiver.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          got.add(
              new Got(
                  Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""),
                  Map.copyOf(exchange.getRequestHeaders()),
                  body));
          if (slow > 0) {
            try {
              Thread.sleep(slow);
            } catch (InterruptedException stopped) {
              throw new IllegalStateException(stopped);
            }
          }
          var status = Objects.requireNonNullElse(answers.poll(), 200);
          var said =
              (status == 310 ? "{\"errcode\": 310000}" : "{\"errcode\": 0}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status == 310 ? 200 : status, said.length);
          exchange.getResponseBody().write(said);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void end() {
    receiver.stop(0);
    db.sql("update subscription.target set ended_at = now()").update();
    db.sql("update subscription.delivery set next_at = null").update();
  }

  private Actor.Staff staff() {
    var name = "telling" + NUMBERS.incrementAndGet();
    var person =
        db.sql("insert into identity.person (account, name) values (?, ?) returning id")
            .params(name, name)
            .query(Long.class)
            .single();
    db.sql(
            """
            with s as (
              insert into identity.seat (person, org, first_day) values (?, ?, '2020-01-01') returning id)
            insert into identity.held_role (seat, role, first_day) select id, 'clerk', '2020-01-01' from s
            """)
        .params(person, org)
        .update();
    return new Actor.Staff(person, name, Optional.empty(), "10.1.1.1");
  }

  private RecordRef notice(String severity, Actor.Staff actor) {
    return keeping.add(
        "rectification",
        new Written(
            org,
            Map.of(
                "problem",
                "护栏缺失",
                "site",
                "南溪桥",
                "severity",
                severity,
                "found_on",
                LocalDate.now(Words.CHINA).toString()),
            "",
            "",
            false),
        actor,
        Reason.of("登记"));
  }

  private void issue(RecordRef record) {
    moving.move(
        record, "issue", OptionalInt.empty(), Map.of("party", "甲公司"), clerk, Reason.of("办"));
  }

  private List<String> told(Actor.Staff person) {
    return db.sql("select chinese from today.notice where person = ? order by id")
        .param(person.id())
        .query(String.class)
        .list();
  }

  @Test
  void whoSubscribedIsToldOfWhatOthersDo() {
    subscriptions.add("/registers/rectification?q=&f.severity=%E9%87%8D%E5%A4%A7", reader);
    subscriptions.add("/registers/rectification", clerk);
    var small = notice("一般", clerk);
    var major = notice("重大", clerk);
    assertThat(told(clerk)).as("one's own deeds").isEmpty();
    assertThat(told(reader)).containsExactly("整改通知书台账：新登记“护栏缺失”");
    subscriptions.add("/registers/rectification/" + small.id(), reader);
    issue(small);
    issue(major);
    keeping.correct(small, Map.of(), clerk, Reason.of("重核"));
    assertThat(told(reader).subList(1, 4))
        .containsExactly("整改通知书台账：“护栏缺失”转为已下发", "整改通知书台账：“护栏缺失”转为已下发", "整改通知书台账：“护栏缺失”已更正");
    notice("重大", reader);
    assertThat(told(clerk)).containsExactly("整改通知书台账：新登记“护栏缺失”");
    assertThatThrownBy(() -> subscriptions.add("/registers/rectification?f.sity=x", reader))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> subscriptions.add("//elsewhere", reader)).isInstanceOf(Refusal.class);
  }

  @Test
  void anImportIsOneNoticeAndOneMessageHoweverManyRowsItHas() {
    subscriptions.add("/registers/rectification", reader);
    target(Target.Kind.URL, "s");
    var register = registers.get("rectification");
    var rows =
        IntStream.range(0, 30)
            .mapToObj(row ->
                new Sent(
                    row,
                    false,
                    "",
                    "",
                    "",
                    "",
                    org,
                    Map.of(
                        "problem",
                        "批量" + row,
                        "site",
                        "桥",
                        "severity",
                        "一般",
                        "found_on",
                        LocalDate.now(Words.CHINA).toString()),
                    List.of()))
            .toList();
    transaction.executeWithoutResult(_ -> {
      var writing = bulk.writing(register, "表.xlsx", clerk, Reason.of("导入"));
      var _ = writing.write(bulk.batch(register, org, clerk).plan(rows));
      writing.settle();
    });
    assertThat(told(reader)).containsExactly("整改通知书台账：登记 30 条");
    pushing.all();
    assertThat(got).hasSize(1);
    assertThat(JSON.readTree(got.getFirst().body()).get("count").asInt()).isEqualTo(30);
    assertThat(JSON.readTree(got.getFirst().body()).get("records")).hasSize(10);
  }

  @Test
  void thatSomethingIsOverdueIsToldOnceAlsoByTwoRoundsAtOnce() throws Exception {
    var record = notice("重大", clerk);
    issue(record);
    subscriptions.add("/registers/rectification/" + record.id(), reader);
    var later = LocalDate.now(Words.CHINA).plusDays(60);
    var barrier = new CyclicBarrier(2);
    try (var two = Executors.newFixedThreadPool(2)) {
      var looks =
          IntStream.range(0, 2)
              .mapToObj(_ ->
                  two.submit(() -> {
                    barrier.await(10, TimeUnit.SECONDS);
                    telling.look(later);
                    return true;
                  }))
              .toList();
      for (var look : looks) {
        assertThat(look.get()).isTrue();
      }
    }
    telling.look(later);
    assertThat(told(reader)).containsExactly("整改通知书台账：“护栏缺失”已超期");
  }

  private void target(Target.Kind kind, String secret) {
    db.sql(
            "insert into subscription.target (name, kind, address, secret, registers) values (?, ?, ?, ?, '{rectification}')")
        .params(
            kind.name(),
            kind.name(),
            "http://localhost:" + receiver.getAddress().getPort() + "/hook?access_token=k",
            secret)
        .update();
  }

  private Map<String, Object> last() {
    return db.sql("select * from subscription.delivery order by id desc limit 1")
        .query()
        .singleRow();
  }

  @Test
  void whoFailsIsToldAgainUntilItRecoversAndWhatIsSignedCanBeChecked() {
    target(Target.Kind.URL, "秘密");
    answers.addAll(List.of(500, 302));
    notice("重大", clerk);
    pushing.all();
    assertThat(got).hasSize(3);
    assertThat(last().get("sent_at")).isNotNull();
    assertThat(last().get("attempts")).isEqualTo(3);
    var sent = got.getLast();
    var stamp = header(sent, "X-tongtu-timestamp");
    assertThat(header(sent, "X-tongtu-signature"))
        .isEqualTo(
            "sha256=" + HexFormat.of().formatHex(Pushing.hmac("秘密", stamp + "." + sent.body())));
    assertThat(JSON.readTree(sent.body()).get("event").asString()).isEqualTo("made");
  }

  private static String header(Got sent, String name) {
    return sent.headers().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(header -> header.getValue().getFirst())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whoIsSlowIsNotWaitedForAndWhatIsGivenUpIsSentAgainByHand() {
    target(Target.Kind.WECOM, "");
    slow = 1500;
    notice("重大", clerk);
    var begun = System.nanoTime();
    pushing.all();
    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(30));
    assertThat(last().get("next_at")).isNull();
    assertThat(last().get("sent_at")).isNull();
    assertThat(last().get("failure")).isEqualTo("对方 1 秒内没有答复");
    slow = 0;
    var id = (long) Objects.requireNonNull(last().get("id"));
    assertThatThrownBy(() -> deliveries.resend(id, clerk)).isInstanceOf(Refusal.class);
    db.sql(
            "insert into identity.held_role (seat, role, first_day) select s.id, 'system', '2020-01-01' from identity.seat s where person = ?")
        .param(reader.id())
        .update();
    db.sql(
            "delete from identity.held_role where role = 'clerk' and seat in (select id from identity.seat where person = ?)")
        .param(reader.id())
        .update();
    deliveries.resend(id, reader);
    pushing.all();
    assertThat(last().get("sent_at")).isNotNull();
  }

  @Test
  void robotsAreSignedAsTheyWantAndTheirRefusalIsHeard() {
    target(Target.Kind.DINGTALK, "SEC1");
    answers.add(310);
    notice("重大", clerk);
    pushing.all();
    assertThat(got).hasSize(2);
    var query = got.getLast().query();
    var millis = Long.parseLong(query.replaceAll(".*timestamp=(\\d+).*", "$1"));
    assertThat(
            Pushing.signed(java.net.URI.create("http://x/?access_token=k"), "SEC1", millis)
                .getRawQuery())
        .isEqualTo(query);
    // Worked out once by openssl: printf '1700000000000\nSEC1' | openssl dgst -sha256 -hmac SEC1
    // -binary | base64
    assertThat(
            Pushing.signed(java.net.URI.create("http://x/"), "SEC1", 1_700_000_000_000L)
                .getRawQuery())
        .isEqualTo("timestamp=1700000000000&sign=ukR4%2BWoOOBTGaOauYqugxVrMSFyr92q4hPxJxuOkiio%3D");
    assertThat(got.getLast().body()).contains("\"msgtype\":\"markdown\"", "护栏缺失");
  }

  @Test
  void whatIsTakenBackIsNotToldAndWhatAServerLeftIsSentByAnotherOnce() throws Exception {
    target(Target.Kind.URL, "s");
    transaction.executeWithoutResult(status -> {
      notice("重大", clerk);
      status.setRollbackOnly();
    });
    pushing.all();
    assertThat(got).isEmpty();
    notice("重大", clerk);
    // A server takes it and dies.
    assertThat(deliveries.claim(Duration.ofMinutes(2))).isPresent();
    pushing.all();
    assertThat(got).as("while it may still live").isEmpty();
    db.sql(
            "update subscription.delivery set next_at = now() - interval '1 second' where next_at is not null")
        .update();
    for (int n = 0; n < 5; n++) {
      notice("一般", clerk);
    }
    var other =
        new Pushing(
            deliveries, destinations, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1), "");
    try (var two = Executors.newFixedThreadPool(2)) {
      var both = List.of(two.submit(pushing::all), two.submit(other::all));
      for (var one : both) {
        one.get(30, TimeUnit.SECONDS);
      }
    }
    assertThat(got.stream().map(sent -> header(sent, "X-tongtu-delivery")))
        .hasSize(6)
        .doesNotHaveDuplicates();
  }

  @Test
  void nothingIsSentInsideUnlessASettingAllowsIt() throws Exception {
    var outside = new Destinations(false);
    for (var address :
        List.of(
            "https://127.0.0.1/",
            "https://10.0.0.5/x",
            "https://192.168.1.1/",
            "https://172.20.0.1/",
            "https://169.254.169.254/latest",
            "https://100.64.0.1/",
            "https://[::1]/",
            "https://[fd00::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[64:ff9b::a00:1]/",
            "https://2130706433/",
            "https://localhost/",
            "http://8.8.8.8/",
            "https://user@8.8.8.8/",
            "file:///etc/passwd",
            "https:///x")) {
      assertThatThrownBy(() -> outside.require(address)).as(address).isInstanceOf(Refusal.class);
    }
    assertThat(outside.require("https://8.8.8.8/robot").getHost()).isEqualTo("8.8.8.8");
    assertThatThrownBy(() -> deliveries.add("甲", "URL", "http://localhost/", "s", Set.of(), clerk))
        .isInstanceOf(cn.tongtu.shared.Forbidden.class);
  }
}
