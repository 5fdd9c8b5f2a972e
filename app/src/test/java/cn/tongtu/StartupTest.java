package cn.tongtu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who starts the application wrongly. */
class StartupTest {
  @TempDir Path folder;

  record Ended(int exitCode, String output, String errors) {}

  @Test
  void aProblemAPersonCanMendIsOneMessageWithoutStackTrace() throws Exception {
    Files.writeString(folder.resolve("letter.txt"), "dear all");

    var ended = start(Map.of("TONGTU_DATA", folder.toString()));

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.errors().lines()).hasSize(2);
    assertThat(ended.errors()).contains("letter.txt", "原目录未作任何改动", "nothing in it was changed");
    assertThat(ended.output()).doesNotContain("Exception", "ERROR");
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(taken.getLocalPort());

      var ended = start(Map.of("TONGTU_DATA", folder.toString(), "SERVER_PORT", port));

      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.errors().lines()).hasSize(2);
      assertThat(ended.errors()).contains("端口 " + port, "Port " + port);
    }
  }

  private static Ended start(Map<String, String> environment)
      throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            java,
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-cp",
            // A library of the tests brings time zones of its own and talks while they are read.
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("ical4j"))
                .collect(Collectors.joining(File.pathSeparator)),
            Tongtu.class.getName());
    builder.environment().putAll(environment);
    var errors = Files.createTempFile("tongtu", ".err");
    var process = builder.redirectError(errors.toFile()).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), output, Files.readString(errors));
  }
}
