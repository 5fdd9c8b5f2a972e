package cn.tongtu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code ./tongtu package} puts beside the application, on a machine where only a JDK is: an
 * empty home, no Maven, another folder to start from. The application's jar is stood in for by one
 * that points at the classes under test.
 */
class InstalledTest {
  private static final Path PACKAGE =
      Path.of("..", "tools", "package").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void itStartsServesAndStopsWithAJdkAlone() throws Exception {
    var installed = install();
    var port = freePort();
    var server = start(installed, Map.of(), "run", "--server.port=" + port);
    try {
      assertThat(ready(port, server)).as(output()).isTrue();
      assertThat(installed.resolve("data")).as("data lie beside it").isDirectory();
    } finally {
      server.destroy();
    }
    assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).as("ended by SIGTERM, in order").isEqualTo(143);
    assertThat(output()).contains("通途已启动");
  }

  @Test
  void itShowsItsSettingsAndNamesAMistypedOne() throws Exception {
    var shown =
        start(
            install(),
            Map.of("TONGTU_ADRESS", "0.0.0.0", "TONGTU_DB_PASSWORD", "geheim"),
            "config");
    assertThat(shown.waitFor()).isZero();
    assertThat(output())
        .contains("tongtu.data", "TONGTU_DATA", "TONGTU_ADRESS", "TONGTU_ADDRESS？")
        .doesNotContain("geheim");
  }

  @Test
  void anUnknownVerbPointsToHelp() throws Exception {
    assertThat(start(install(), Map.of(), "dmeo").waitFor()).isEqualTo(2);
    assertThat(output()).contains("dmeo", "./tongtu help");
  }

  private Path install() throws IOException {
    var installed = Files.createDirectories(folder.resolve("opt/tong tu"));
    Files.createDirectories(installed.resolve("app"));
    Files.copy(PACKAGE.resolve("tongtu"), installed.resolve("tongtu"));
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "cn.tongtu.Tongtu");
    manifest
        .getMainAttributes()
        .put(
            Attributes.Name.CLASS_PATH,
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" ")));
    try (var jar =
        new JarOutputStream(Files.newOutputStream(installed.resolve("app/app.jar")), manifest)) {
      jar.finish();
    }
    return installed;
  }

  private Process start(Path installed, Map<String, String> environment, String... words)
      throws IOException {
    var command = new ArrayList<>(List.of("/bin/sh", installed.resolve("tongtu").toString()));
    command.addAll(List.of(words));
    var builder =
        new ProcessBuilder(command)
            .directory(Files.createDirectories(folder.resolve("elsewhere")).toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                "/usr/bin:/bin",
                "HOME",
                Files.createDirectories(folder.resolve("home")).toString(),
                "TONGTU_JAVA_HOME",
                System.getProperty("java.home"),
                // A cache is made of jars alone, and here are folders of classes.
                "TONGTU_CACHE",
                "/proc/nowhere"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output"), UTF_8);
  }

  private static boolean ready(int port, Process server) throws InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      var asked =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready")).build();
      for (int wait = 0; wait < 1200 && server.isAlive(); wait++) {
        try {
          if (client.send(asked, BodyHandlers.ofString()).statusCode() == 200) {
            return true;
          }
        } catch (IOException notYet) {
          // It is still starting.
        }
        Thread.sleep(100);
      }
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
