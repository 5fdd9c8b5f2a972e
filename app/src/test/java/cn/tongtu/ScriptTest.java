package cn.tongtu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./tongtu}, as far as it goes without building the product anew. */
class ScriptTest {
  private static final Path SCRIPT = Path.of("..", "tongtu").toAbsolutePath().normalize();

  @TempDir Path folder;

  record Ended(int exitCode, String output) {}

  @Test
  void helpNamesEveryVerbAndNeedsNoJdk() throws Exception {
    var ended = run(SCRIPT, withoutJdk(), "help");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.output())
        .contains("demo", "run", "test", "quick", "check", "fmt", "figures", "check-text")
        .contains("seal", "verify", "prove", "prove-consistency")
        .contains("bench start", "config", "package");
  }

  @Test
  void anUnknownVerbPointsToHelp() throws Exception {
    var ended = run(SCRIPT, Map.of(), "dmeo");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.output()).contains("dmeo", "./tongtu help");
  }

  @Test
  void withoutAJdkItSaysWhatToInstallAndStops() throws Exception {
    var ended = run(SCRIPT, withoutJdk(), "run");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.output())
        .contains("没有找到 JDK 25", "No JDK 25", "apt-get install", "TONGTU_JAVA_HOME");
  }

  @Test
  void aJdkThatIsTooOldIsPassedOver() throws Exception {
    var old = folder.resolve("jdk-21");
    Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"21.0.4\"\n");
    assertThat(Files.createFile(old.resolve("bin/javac")).toFile().setExecutable(true)).isTrue();

    var ended = run(SCRIPT, withoutJdk(), "run");

    assertThat(ended.output()).contains("No JDK 25");
  }

  @Test
  void aWrongOptionIsToldBeforeAnythingIsBuilt() throws Exception {
    assertThat(run(SCRIPT, Map.of(), "run", "--prot", "1").exitCode()).isEqualTo(2);
    assertThat(run(SCRIPT, Map.of(), "run", "--port", "one").exitCode()).isEqualTo(2);
    assertThat(run(SCRIPT, Map.of(), "demo", "--port").exitCode()).isEqualTo(2);
  }

  @Test
  void worksThroughASymbolicLinkInAFolderWithASpace() throws Exception {
    var link = Files.createDirectory(folder.resolve("a folder")).resolve("tt");
    Files.createSymbolicLink(link, SCRIPT);

    assertThat(run(link, Map.of(), "help").exitCode()).isZero();
  }

  /** Only the system's own programs on the path, and only our folder to look for JDKs in. */
  private Map<String, String> withoutJdk() throws IOException {
    var bin = Files.createDirectories(folder.resolve("bin"));
    for (var program : List.of("sed", "cat", "dirname", "readlink")) {
      var link = bin.resolve(program);
      var here = Path.of("/usr/bin", program);
      Files.createSymbolicLink(link, Files.exists(here) ? here : Path.of("/bin", program));
    }
    return Map.of(
        "PATH",
        bin.toString(),
        "JAVA_HOME",
        "",
        "TONGTU_JAVA_HOME",
        "",
        "TONGTU_JDK_FOLDERS",
        folder.toString());
  }

  private static Ended run(Path script, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("/bin/sh", script.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
