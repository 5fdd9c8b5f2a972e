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
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The embedded PostgreSQL (内置数据库): a real server in the data directory, reachable from this machine
 * only and with a password of its own, stopped when this is closed.
 */
final class EmbeddedServer implements Server {
  /** Given on the command line, where no configuration file can weaken them. */
  static final Map<String, String> DURABLE =
      Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
  private static final String USER = "tongtu";
  private static final int LONGEST_RECOVERY_SECONDS = 600;

  private final DataDirectory directory;
  private final PostgresPrograms programs;
  private final int port;

  private EmbeddedServer(DataDirectory directory, PostgresPrograms programs, int port) {
    this.directory = directory;
    this.programs = programs;
    this.port = port;
  }

  static EmbeddedServer start(String data) {
    try {
      var directory = Path.of(data);
      return start(directory, directory.resolve("bin"), DURABLE);
    } catch (InvalidPathException e) {
      throw new StartupProblem(
          "数据目录“%s”不是合法的路径（TONGTU_DATA）。".formatted(data),
          "The data directory \"%s\" is no valid path (TONGTU_DATA).".formatted(data));
    }
  }

  static EmbeddedServer start(Path data, Path programsFolder, Map<String, String> settings) {
    var directory = DataDirectory.open(data);
    try {
      var programs = PostgresPrograms.unpackedIn(programsFolder.toAbsolutePath());
      var server = new EmbeddedServer(directory, programs, freePort());
      server.createOnce();
      server.stopOrphan();
      server.launch(settings);
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
  public ServerAddress address() {
    return address("postgres");
  }

  ServerAddress address(String database) {
    try {
      var url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
      return new ServerAddress(url, USER, Files.readString(directory.password()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      stop("fast");
    } finally {
      directory.close();
    }
  }

  /**
   * Made aside and moved into place whole: a crash on the way leaves nothing that looks finished.
   */
  private void createOnce() throws IOException {
    if (Files.exists(directory.cluster())) {
      return;
    }
    var unfinished = directory.unfinishedCluster();
    FileSystemUtils.deleteRecursively(unfinished);
    writePasswordOnce();
    var answer =
        programs.run(
            "initdb",
            "--pgdata=" + unfinished,
            "--username=" + USER,
            "--pwfile=" + directory.password(),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            // Sorts and folds the same on every machine; Chinese order is asked for by collation.
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8");
    if (answer.failed()) {
      throw doesNotStart(answer.output());
    }
    Files.move(unfinished, directory.cluster(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void writePasswordOnce() throws IOException {
    var file = directory.password();
    if (Files.exists(file) && Files.size(file) > 0) {
      return;
    }
    var secret = new byte[24];
    new SecureRandom().nextBytes(secret);
    Files.deleteIfExists(file);
    Files.createFile(file);
    var readable = file.toFile().setReadable(false, false) && file.toFile().setReadable(true, true);
    if (!readable) {
      throw new IOException(file + " cannot be protected");
    }
    Files.writeString(file, HexFormat.of().formatHex(secret));
  }

  /**
   * After a kill -9 of the application its server lives on; we hold the lock, so it has no owner.
   */
  private void stopOrphan() throws IOException {
    var pidFile = directory.cluster().resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    var left = process(pidFile);
    if (left.isPresent()) {
      LOG.warn(
          "Stopping the server (process {}) that an earlier run left in {}",
          left.get().pid(),
          directory);
      stop("fast");
    } else {
      // The number may by now be another program's, and PostgreSQL would then refuse to start.
      Files.deleteIfExists(pidFile);
    }
  }

  private static Optional<ProcessHandle> process(Path pidFile) throws IOException {
    return Files.readAllLines(pidFile).stream()
        .limit(1)
        .map(String::strip)
        .filter(line -> line.matches("[0-9]{1,10}"))
        .findFirst()
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
        .filter(EmbeddedServer::isPostgres);
  }

  private static boolean isPostgres(ProcessHandle process) {
    var info = process.info();
    return info.command()
        .or(info::commandLine)
        .map(line -> line.contains("postgres"))
        .orElse(false);
  }

  private void launch(Map<String, String> settings) {
    var answer =
        programs.run(
            "pg_ctl",
            "start",
            "--pgdata=" + directory.cluster(),
            "--log=" + directory.log(),
            "--wait",
            "--timeout=" + LONGEST_RECOVERY_SECONDS,
            "--options=" + options(settings));
    if (answer.failed()) {
      throw doesNotStart(answer.output() + System.lineSeparator() + endOfLog());
    }
  }

  private String options(Map<String, String> settings) {
    var all = new TreeMap<>(settings);
    all.put("port", Integer.toString(port));
    all.put("listen_addresses", "127.0.0.1");
    all.put("unix_socket_directories", "");
    var options = new ArrayList<String>();
    all.forEach((name, value) -> options.add("-c " + name + "=" + value));
    return String.join(" ", options);
  }

  private void stop(String mode) {
    var answer =
        programs.run(
            "pg_ctl",
            "stop",
            "--pgdata=" + directory.cluster(),
            "--mode=" + mode,
            "--wait",
            "--timeout=60");
    if (answer.failed()) {
      LOG.error("The embedded PostgreSQL in {} did not stop: {}", directory, answer.output());
    }
  }

  private StartupProblem doesNotStart(String said) {
    return new StartupProblem(
        "内置 PostgreSQL 在 %s 中不能启动，详见 %s。它的答复：%n%s".formatted(directory, directory.log(), said),
        "The embedded PostgreSQL does not start in %s; its answer is above, its log in %s."
            .formatted(directory, directory.log()));
  }

  private String endOfLog() {
    try {
      List<String> lines = Files.readString(directory.log(), UTF_8).lines().toList();
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
