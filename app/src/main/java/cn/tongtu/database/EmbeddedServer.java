package cn.tongtu.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded PostgreSQL (内置数据库): a real server in the data directory, reachable from this machine
 * only and with a password of its own, stopped when this is closed.
 */
final class EmbeddedServer implements Server {
  /** Given on the command line, where no configuration file can weaken them. */
  static final Map<String, String> DURABLE =
      Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
  private static final int LONGEST_RECOVERY_SECONDS = 600;

  private final DataDirectory directory;
  private final PostgresPrograms programs;
  private final int port;
  private final Map<String, String> settings;
  private final Revival revival = new Revival(this);

  private EmbeddedServer(
      DataDirectory directory, PostgresPrograms programs, int port, Map<String, String> settings) {
    this.directory = directory;
    this.programs = programs;
    this.port = port;
    this.settings = settings;
  }

  static EmbeddedServer start(String data) {
    try {
      var directory = Path.of(data);
      DataDirectory.refuseUnfinishedRestore(directory);
      var server = start(directory, directory.resolve("bin"), ServerSize.settings());
      server.revival.begin();
      return server;
    } catch (InvalidPathException e) {
      throw new StartupProblem(
          "数据目录“%s”不是合法的路径（TONGTU_DATA）。".formatted(data),
          "The data directory \"%s\" is no valid path (TONGTU_DATA).".formatted(data));
    }
  }

  /** A new one that is to be filled from a backup. */
  static EmbeddedServer startRestoring(Path data) {
    DataDirectory.beginRestore(data);
    try {
      return start(data, data.resolve("bin"), ServerSize.settings());
    } catch (RuntimeException e) {
      DataDirectory.finishRestore(data);
      throw e;
    }
  }

  static EmbeddedServer start(Path data, Path programsFolder, Map<String, String> settings) {
    var directory = DataDirectory.open(data);
    try {
      var programs = PostgresPrograms.unpackedIn(programsFolder.toAbsolutePath());
      var server = new EmbeddedServer(directory, programs, freePort(), settings);
      NewCluster.createOnce(directory, programs);
      server.stopOrphan();
      server.launch();
      return server;
    } catch (IOException e) {
      directory.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  @Override
  public ServerAddress owner() {
    return roles().owner("postgres");
  }

  @Override
  public ServerAddress application() {
    return roles().application("postgres");
  }

  EmbeddedRoles roles() {
    return new EmbeddedRoles(port, directory.password());
  }

  @Override
  public void close() {
    revival.end();
    try {
      if (lives()) {
        stop();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      directory.close();
    }
  }

  /** Whether somebody answers for our data; a crash of one connection leaves the server alive. */
  boolean lives() throws IOException {
    return PostmasterFile.of(directory.cluster()).server().isPresent();
  }

  /** At the same port, so that those who were connected find it again. */
  void launchAgain() throws IOException {
    PostmasterFile.of(directory.cluster()).disownOtherPrograms();
    launch();
  }

  /**
   * After a kill -9 of the application its server lives on; we hold the lock, so nobody owns it.
   */
  private void stopOrphan() throws IOException {
    var file = PostmasterFile.of(directory.cluster());
    var orphan = file.server();
    if (orphan.isPresent()) {
      var pid = orphan.get().pid();
      LOG.warn("Stopping the server (process {}) that an earlier run left in {}", pid, directory);
      stop();
    } else {
      file.disownOtherPrograms();
    }
  }

  void launch() {
    var answer =
        programs.run(
            "pg_ctl",
            "start",
            "--pgdata=" + directory.cluster(),
            "--log=" + directory.log(),
            "--wait",
            "--timeout=" + LONGEST_RECOVERY_SECONDS,
            "--options=" + options());
    if (answer.failed()) {
      var said = answer.output() + System.lineSeparator() + endOfLog();
      throw new StartupProblem(
          "内置 PostgreSQL 在 %s 中不能启动，日志在 %s。它的答复：%n%s".formatted(directory, directory.log(), said),
          "The embedded PostgreSQL does not start in %s; its answer is above, its log in %s."
              .formatted(directory, directory.log()));
    }
  }

  private String options() {
    var all = new TreeMap<>(settings);
    all.put("port", Integer.toString(port));
    all.put("listen_addresses", "127.0.0.1");
    all.put("unix_socket_directories", "");
    var options = new ArrayList<String>();
    all.forEach((name, value) -> options.add("-c " + name + "=" + value));
    return String.join(" ", options);
  }

  private void stop() {
    var answer =
        programs.run(
            "pg_ctl",
            "stop",
            "--pgdata=" + directory.cluster(),
            "--mode=fast",
            "--wait",
            "--timeout=60");
    if (answer.failed()) {
      LOG.error("The embedded PostgreSQL in {} did not stop: {}", directory, answer.output());
    }
  }

  private String endOfLog() {
    try {
      var lines = Files.readString(directory.log(), UTF_8).lines().toList();
      return String.join(
          System.lineSeparator(), lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
