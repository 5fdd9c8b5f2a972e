package cn.tongtu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.pack.OwnPacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person may do at the command line while the application serves, each as a process. */
class BesideServerTest {
  @TempDir Path folder;

  record Ended(int exitCode, String said) {}

  @Test
  void commandsJoinTheServerThatRunsAndLeaveItRunning() throws Exception {
    var data = folder.resolve("data");
    var serverSaid = folder.resolve("server.txt").toFile();
    var server =
        command(data, "serve", "--server.port=0")
            .redirectErrorStream(true)
            .redirectOutput(serverSaid)
            .start();
    try {
      for (int wait = 0;
          wait < 600 && !Files.readString(serverSaid.toPath()).contains("serves at");
          wait++) {
        assertThat(server.isAlive()).as(Files.readString(serverSaid.toPath())).isTrue();
        Thread.sleep(200);
      }
      // The port is the server's; what joins it takes any.
      assertThat(run(data, "verify", "--server.port=65536")).returns(0, Ended::exitCode);
      assertThat(run(data, "ledger", "audit").said()).contains("every roll-up is the sum");

      var packs = folder.resolve("packs");
      new OwnPacks(packs)
          .put(
              "measures/own.yaml",
              "measures:\n  own.thing: {label: 某事, english: Thing, kind: flow, unit: 个}\n");
      var other = run(data, "ledger", "audit", "--tongtu.packs=" + packs);
      assertThat(other).as(other.said()).returns(2, Ended::exitCode);
      assertThat(other.said()).contains("配置包与正在运行的通途不同", "nothing was changed");
      assertThat(run(data, "ledger", "audit").said()).contains("every roll-up is the sum");

      var file = folder.resolve("a.backup.zip");
      assertThat(run(data, "backup", file.toString()).said()).contains("backed up");
      assertThat(file).isNotEmptyFile();

      var demo = run(data, "demo");
      assertThat(demo.exitCode()).isEqualTo(2);
      assertThat(demo.said()).contains("正被另一个通途进程使用", "kill " + server.pid());
      var restore = run(data, "restore", file.toString());
      assertThat(restore.exitCode()).isEqualTo(2);
      assertThat(restore.said()).contains("没有改动", "nothing was changed");

      var restored = run(folder.resolve("restored"), "restore", file.toString());
      assertThat(restored).as(restored.said()).returns(0, Ended::exitCode);
      assertThat(restored.said()).contains("已恢复 restored", "untouched");
      assertThat(server.isAlive()).isTrue();
    } finally {
      server.destroy();
    }
    assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(serverSaid.toPath()))
        .as("stopping is quiet")
        .doesNotContain("Exception", "ERROR", "WARN", "\tat ");
  }

  private static Ended run(Path data, String... words) throws IOException, InterruptedException {
    var process = command(data, words).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), said);
  }

  private static ProcessBuilder command(Path data, String... words) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Tongtu.class.getName()));
    command.addAll(Arrays.asList(words));
    var builder = new ProcessBuilder(command);
    builder.environment().put("TONGTU_DATA", data.toString());
    return builder;
  }
}
