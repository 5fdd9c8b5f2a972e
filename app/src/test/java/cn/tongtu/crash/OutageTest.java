package cn.tongtu.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import cn.tongtu.Tongtu;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.shared.Command;
import cn.tongtu.shared.Outage;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.StartupProblem;
import cn.tongtu.testkit.DemoClient;
import cn.tongtu.testkit.SmallDisk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.LinkedMultiValueMap;

/**
 * The database goes away under the running application, once killed and once for want of room: it
 * is told on the page, nothing acknowledged is lost, and work goes on by itself when it is back.
 */
class OutageTest {
  @TempDir Path folder;
  private long settled;

  @Test
  void aKilledDatabaseIsStartedAgainAndWorkGoesOn() throws Exception {
    try (var context = application(folder)) {
      settleUntil(context, () -> settled == 200);
      var pid = Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst().strip();
      assertThat(ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly()).isTrue();

      assertThat(outage(context)).as("the deed under way").isPresent();

      await(context);
      assertAllIsThere(context);
    }
  }

  @Test
  void aFullDiskIsToldAndLosesNothing() throws Exception {
    var small = SmallDisk.of(folder.resolve("disk"), 420);
    if (small.isEmpty()) {
      abort("no tmpfs can be mounted here");
    }
    try (var disk = small.orElseThrow()) {
      try (var context = application(disk.path())) {
        settleUntil(context, () -> settled == 200);
        disk.fill(200_000);

        var told = outage(context);
        assertThat(told).isPresent();
        var file = disk.path().resolve("bin/a.backup.zip");
        assertThatThrownBy(() -> run(context, "backup", file.toString()))
            .satisfies(failure -> assertThat(toldPlainly(failure)).isTrue());
        assertThat(file).doesNotExist();
        assertThat(file.resolveSibling("a.backup.zip.part")).doesNotExist();
        var page = signIn(context);
        assertThat(page.getStatusCode().value()).isEqualTo(503);
        assertThat(page.getBody())
            .containsAnyOf("磁盘已满", "暂时连不上数据库")
            .contains("此前已确认保存的数据都在", "检查磁盘空间")
            .doesNotContain("Exception");

        disk.makeRoom();
        await(context);
        assertAllIsThere(context);
        assertThat(signIn(context).getStatusCode().value()).isEqualTo(200);
      }
    }
  }

  /** Of the disk that the backup goes to, or that the database itself is away at this moment. */
  private static boolean toldPlainly(Throwable failure) {
    return failure instanceof StartupProblem problem
        ? String.valueOf(problem.getMessage()).contains("没有留下半个文件")
        : Outage.behind(failure).isPresent();
  }

  private static ConfigurableApplicationContext application(Path data) {
    return new SpringApplicationBuilder(Tongtu.class)
        .properties(
            Map.of(
                "tongtu.data", data.toString(),
                "tongtu.seal-every", "200ms",
                "server.port", "0"))
        .run();
  }

  /** What stops the next settles; empty when nothing does for long. */
  private Optional<Outage> outage(ConfigurableApplicationContext context) {
    try {
      var enough = settled + 200_000;
      settleUntil(context, () -> settled >= enough);
      return Optional.empty();
    } catch (RuntimeException failure) {
      return Outage.behind(failure);
    }
  }

  private void settleUntil(ConfigurableApplicationContext context, BooleanSupplier done) {
    var ledger = context.getBean(Ledger.class);
    var transaction = context.getBean(TransactionTemplate.class);
    while (!done.getAsBoolean()) {
      var next = settled + 1;
      transaction.executeWithoutResult(_ ->
          ledger.settle(
              new RecordRef(Writers.KIND, next),
              Writers.says(next, 1),
              Writers.CLERK,
              "填报".repeat(400)));
      settled = next;
    }
  }

  private void await(ConfigurableApplicationContext context) throws InterruptedException {
    var until = Instant.now().plus(Duration.ofSeconds(90));
    var one = settled + 1;
    while (true) {
      try {
        settleUntil(context, () -> settled >= one);
        return;
      } catch (RuntimeException away) {
        assertThat(Outage.behind(away)).as(away.toString()).isPresent();
        assertThat(Instant.now()).as("it came back").isBefore(until);
        Thread.sleep(500);
      }
    }
  }

  private void assertAllIsThere(ConfigurableApplicationContext context) throws Exception {
    var db = context.getBean(JdbcClient.class);
    assertThat(
            db.sql("select count(distinct record_id) from ledger.posting where record_kind = ?")
                .param(Writers.KIND)
                .query(Long.class)
                .single())
        .isEqualTo(settled);
    assertThat(run(context, "ledger", "audit")).contains("every roll-up is the sum");
    var sealed =
        db.sql("select coalesce(max(through), 0) from seal.batch where source = 'ledger.posting'");
    var folded = db.sql("select through from ledger.edge");
    var last = db.sql("select max(id) from ledger.posting").query(Long.class).single();
    for (int wait = 0; wait < 300; wait++) {
      if (sealed.query(Long.class).single() >= last && folded.query(Long.class).single() >= last) {
        break;
      }
      Thread.sleep(100);
    }
    assertThat(sealed.query(Long.class).single()).as("sealing goes on by itself").isEqualTo(last);
    assertThat(folded.query(Long.class).single()).as("folding too").isGreaterThanOrEqualTo(last);
    assertThat(run(context, "verify")).contains("untouched");
  }

  /** Writes who tried, so it needs room. */
  private static org.springframework.http.ResponseEntity<String> signIn(
      ConfigurableApplicationContext context) {
    var port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    var stranger = DemoClient.stranger(port);
    var form = new LinkedMultiValueMap<String, String>();
    form.add("_csrf", stranger.csrf("/sign-in"));
    form.add("account", "nobody");
    form.add("password", "不对不对不对不对");
    return stranger.client().post().uri("/sign-in").body(form).retrieve().toEntity(String.class);
  }

  private static String run(ConfigurableApplicationContext context, String... words)
      throws IOException {
    var said = new ByteArrayOutputStream();
    context.getBeansOfType(Command.class).values().stream()
        .filter(each -> each.word().equals(words[0]))
        .findFirst()
        .orElseThrow()
        .run(List.of(words).subList(1, words.length), new PrintStream(said, true, UTF_8));
    return said.toString(UTF_8);
  }
}
