package cn.tongtu.crash;

import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Movement;
import cn.tongtu.shared.Command;
import cn.tongtu.shared.RecordRef;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Kills the application with kill -9 while eight writers settle, starts it again and looks whether
 * every promise was kept; in every second round PostgreSQL is killed along with it.
 */
final class Crashes {
  private final Path data;
  private final PrintStream screen;
  private final Random random = new Random();
  private final Map<Long, Integer> acknowledged = new HashMap<>();

  Crashes(Path data, PrintStream screen) {
    this.data = data;
    this.screen = screen;
  }

  /** What a round left. */
  record Left(long acknowledged, long records, long postings) {}

  /**
   * @throws AssertionError naming the promise that was broken
   */
  Left round(int number) throws IOException, InterruptedException {
    var withServer = number % 2 == 1;
    var before = acknowledged.size();
    writeUntilKilled(number, withServer);
    screen.printf(
        "%d: 杀死 killed %s，本轮确认 acknowledged %,d 条记录 records%n",
        number, withServer ? "app + postgres" : "app", acknowledged.size() - before);
    try (var context = Writers.application(data)) {
      return look(context);
    }
  }

  private void writeUntilKilled(int round, boolean withServer)
      throws IOException, InterruptedException {
    var child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Writers.class.getName(),
                data.toString(),
                Integer.toString(round))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var killer = Thread.ofPlatform().unstarted(() -> killLater(child, withServer));
    try (var said = child.inputReader()) {
      for (var line = said.readLine(); line != null; line = said.readLine()) {
        // Whoever dies while it says a line has said half a one, which counts for nothing.
        if (line.matches("\\d+ \\d+")) {
          var words = line.split(" ", 2);
          acknowledged.merge(Long.valueOf(words[0]), Integer.valueOf(words[1]), Math::max);
          if (killer.getState() == Thread.State.NEW) {
            killer.start();
          }
        }
      }
    }
    promise(killer.getState() != Thread.State.NEW, () -> "the application wrote nothing");
    killer.join();
    promise(child.waitFor(10, TimeUnit.SECONDS), () -> "the application outlived kill -9");
  }

  private void killLater(Process child, boolean withServer) {
    try {
      Thread.sleep(300 + random.nextInt(2500));
      var server = withServer ? server() : null;
      // By its handle: the process itself would close the pipe, with all that is still in it.
      child.toHandle().destroyForcibly();
      if (server != null) {
        server.destroyForcibly();
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ProcessHandle server() throws IOException {
    var pid = Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst().strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private Left look(ApplicationContext context) throws IOException {
    var db = context.getBean(JdbcClient.class);
    var held = held(db);
    acknowledged.forEach((record, revision) ->
        promise(held.containsKey(record), () -> "acknowledged and lost: record " + record));
    var revisions = new HashMap<Long, Integer>();
    held.forEach((record, places) -> {
      var said = acknowledged.getOrDefault(record, 0);
      // What was committed and not yet said may be there, but no more than one step ahead.
      var is =
          places.equals(wanted(record, said + 1))
              ? said + 1
              : said > 0 && places.equals(wanted(record, said)) ? said : 0;
      promise(
          is > 0,
          () ->
              "record " + record + " holds neither revision " + said + " nor the next: " + places);
      revisions.put(record, is);
    });
    run(context, "ledger", "audit");
    run(context, "seal");
    run(context, "verify");
    var appended = settleAgain(context, revisions);
    promise(appended == 0, () -> "settling again appended " + appended);
    acknowledged.putAll(revisions);
    var postings = db.sql("select count(*) from ledger.posting").query(Long.class).single();
    return new Left(acknowledged.size(), held.size(), postings);
  }

  private static long settleAgain(ApplicationContext context, Map<Long, Integer> revisions) {
    var ledger = context.getBean(Ledger.class);
    var appended = new long[1];
    context
        .getBean(TransactionTemplate.class)
        .executeWithoutResult(transaction -> {
          revisions.forEach((record, revision) ->
              appended[0] +=
                  ledger.settle(
                      new RecordRef(Writers.KIND, record),
                      Writers.says(record, revision),
                      Writers.CLERK,
                      "复核"));
          transaction.setRollbackOnly();
        });
    return appended[0];
  }

  /** What each record comes to, place by place; what was taken back is left out. */
  private static Map<Long, Map<String, Long>> held(JdbcClient db) {
    var held = new HashMap<Long, Map<String, Long>>();
    db.sql(
            """
            select record_id, on_day || ' ' || org || ' ' || subject || ' ' || (members ->> 'mode') as place,
                   sum(quantity)::bigint as quantity
              from ledger.posting where record_kind = ? group by 1, 2 having sum(standing) <> 0 or sum(quantity) <> 0
            """)
        .param(Writers.KIND)
        .query(rs -> {
          held.computeIfAbsent(rs.getLong(1), _ -> new HashMap<>())
              .put(rs.getString(2), rs.getLong(3));
        });
    return held;
  }

  private static Map<String, Long> wanted(long record, int revision) {
    var wanted = new HashMap<String, Long>();
    for (Movement movement : Writers.says(record, revision)) {
      wanted.merge(
          "%s %s %s %s"
              .formatted(
                  movement.on(),
                  movement.org(),
                  movement.subject().orElse(""),
                  movement.members().get("mode")),
          movement.quantity().multiply(BigDecimal.valueOf(10_000)).longValueExact(),
          Long::sum);
    }
    return wanted;
  }

  private static void run(ApplicationContext context, String... words) throws IOException {
    var said = new java.io.ByteArrayOutputStream();
    var command =
        context.getBeansOfType(Command.class).values().stream()
            .filter(each -> each.word().equals(words[0]))
            .findFirst()
            .orElseThrow();
    command.run(new ArrayList<>(List.of(words).subList(1, words.length)), new PrintStream(said));
    promise(
        !(command instanceof ExitCodeGenerator ended) || ended.getExitCode() == 0,
        () -> words[0] + ": " + said);
  }

  private static void promise(boolean kept, Supplier<String> otherwise) {
    if (!kept) {
      throw new AssertionError(otherwise.get());
    }
  }
}
