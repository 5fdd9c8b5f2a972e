package cn.tongtu.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalInt;

/** PostgreSQL's note of which process serves a cluster; a server that did not stop leaves it. */
record PostmasterFile(Path path) {
  /** Beyond the largest number that Linux or macOS gives a process. */
  private static final String NOBODY = "4194304";

  /** Lines counted from 0, as PostgreSQL's pidfile.h has them. */
  private static final int PORT = 3;

  private static final int STATUS = 7;

  static PostmasterFile of(Path cluster) {
    return new PostmasterFile(cluster.resolve("postmaster.pid"));
  }

  /** The server that still runs, if it does; the number may by now be another program's. */
  Optional<ProcessHandle> server() throws IOException {
    return process().filter(PostmasterFile::isPostgres);
  }

  /** Where the server listens, once it takes connections. */
  OptionalInt readyPort() throws IOException {
    if (server().isEmpty()) {
      return OptionalInt.empty();
    }
    var lines = Files.readAllLines(path);
    return lines.size() > STATUS && lines.get(STATUS).strip().equals("ready")
        ? OptionalInt.of(Integer.parseInt(lines.get(PORT).strip()))
        : OptionalInt.empty();
  }

  /**
   * Keeps PostgreSQL from taking another program for its server and refusing to start. The rest of
   * the file stays, because by it PostgreSQL finds out whether a part of the old server still
   * lives.
   */
  void disownOtherPrograms() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    var lines = new ArrayList<>(Files.readAllLines(path));
    if (lines.isEmpty()) {
      Files.delete(path);
    } else if (process().isPresent()) {
      lines.set(0, NOBODY);
      Files.write(path, lines);
    }
  }

  private Optional<ProcessHandle> process() throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    return Files.readAllLines(path).stream()
        .limit(1)
        .map(String::strip)
        .filter(line -> line.matches("[0-9]{1,10}"))
        .findFirst()
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
  }

  private static boolean isPostgres(ProcessHandle process) {
    var info = process.info();
    return info.command()
        .or(info::commandLine)
        .map(line -> line.contains("postgres"))
        .orElse(false);
  }
}
