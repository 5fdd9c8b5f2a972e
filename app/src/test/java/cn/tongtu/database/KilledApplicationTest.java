package cn.tongtu.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application is killed with kill -9 while it commits: no row that it reported may be lost. */
class KilledApplicationTest {
  @TempDir Path folder;

  @Test
  void losesNoCommittedRowAndLeavesNoServerBehind() throws Exception {
    var committed = commitUntilKilled(500);
    var orphan = serverProcess();
    assertThat(runs(orphan)).as("the server outlives its application").isTrue();

    try (var server = EmbeddedServer.start(folder, SuiteServer.PROGRAMS, EmbeddedServer.DURABLE)) {
      assertThat(runs(orphan)).as("the orphan was stopped").isFalse();
      var db = JdbcClient.create(SuiteServer.unpooled(server.owner()));
      assertThat(db.sql("select count(*) from entry").query(Long.class).single())
          .isGreaterThanOrEqualTo(committed);
      orphan = serverProcess();
    }
    assertThat(runs(orphan)).isFalse();
  }

  private long commitUntilKilled(long enough) throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var child =
        new ProcessBuilder(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Commits.class.getName(),
                folder.toString(),
                SuiteServer.PROGRAMS.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var committed = 0L;
    try (var said = child.inputReader()) {
      while (committed < enough) {
        committed = Long.parseLong(said.readLine());
      }
      child.destroyForcibly();
    }
    assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return committed;
  }

  private ProcessHandle serverProcess() throws IOException {
    var pid = Files.readAllLines(folder.resolve("postgres/postmaster.pid")).getFirst().strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /** A process that nobody has buried yet (a zombie, as in a container) still counts as alive. */
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }

  /** The application to be killed: commits one row after the other and says so after each. */
  static final class Commits {
    public static void main(String[] args) {
      var server = EmbeddedServer.start(Path.of(args[0]), Path.of(args[1]), EmbeddedServer.DURABLE);
      var db = JdbcClient.create(server.owner().connect(1));
      db.sql("create table entry (n bigint primary key)").update();
      for (long n = 1; ; n++) {
        db.sql("insert into entry values (?)").param(n).update();
        System.out.println(n);
      }
    }
  }
}
