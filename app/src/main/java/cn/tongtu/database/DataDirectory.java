package cn.tongtu.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The folder of the embedded database (数据目录), held by one running instance at a time.
 *
 * <p>The kernel drops the lock when its holder dies, however it dies; so whoever gets it knows that
 * a server still running in here is an orphan.
 */
final class DataDirectory implements AutoCloseable {
  private static final String LOCK = "tongtu.lock";
  private static final String CLUSTER = "postgres";
  private static final String PASSWORD = "postgres.password";

  /** Lies there from the first to the last moment of restoring a backup. */
  private static final String RESTORING = "restoring";

  private static final Set<String> OURS =
      Set.of(LOCK, "bin", "postgres.new", PASSWORD, "postgres.log", "seal", RESTORING);

  private final Path root;
  private final FileChannel lock;

  private DataDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /** Takes the folder, making it if need be; refuses one that is in use or is somebody else's. */
  static DataDirectory open(Path path) {
    var root = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      refuseForeign(root);
      var channel = FileChannel.open(root.resolve(LOCK), CREATE, READ, WRITE);
      if (!isMine(channel)) {
        throw inUse(root, channel);
      }
      channel.truncate(0).write(UTF_8.encode(Long.toString(ProcessHandle.current().pid())), 0);
      return new DataDirectory(root, channel);
    } catch (IOException e) {
      throw new StartupProblem(
          "数据目录 %s 不能使用：%s。请检查路径和读写权限，或用 TONGTU_DATA 指定另一个目录。".formatted(root, e),
          "The data directory %s cannot be used: %s. Check the path and its permissions, or name another with TONGTU_DATA."
              .formatted(root, e));
    }
  }

  static void beginRestore(Path root) {
    try {
      Files.createDirectories(root);
      Files.writeString(root.resolve(RESTORING), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void finishRestore(Path root) {
    delete(root.resolve(RESTORING));
  }

  /** The mark goes last, so that half of it is never taken for the whole. */
  static void discardRestore(Path root) {
    delete(root.resolve(CLUSTER));
    delete(root.resolve("postgres.new"));
    delete(root.resolve(PASSWORD));
    delete(root.resolve(RESTORING));
  }

  private static void delete(Path path) {
    try {
      FileSystemUtils.deleteRecursively(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void refuseUnfinishedRestore(Path root) {
    if (Files.exists(root.resolve(RESTORING))) {
      throw new StartupProblem(
          "数据目录 %s 的恢复没有完成（或正在进行）。请等它完成；若已中断，删除该目录后重新 ./tongtu restore。".formatted(root),
          "Restoring into the data directory %s is not finished. Wait for it; if it was interrupted, delete the directory and ./tongtu restore again."
              .formatted(root));
    }
  }

  /** Whether another process holds the folder at this moment. */
  static boolean isInUse(Path root) {
    var file = root.resolve(LOCK);
    if (!Files.exists(file)) {
      return false;
    }
    try (var channel = FileChannel.open(file, READ, WRITE)) {
      return !isMine(channel);
    } catch (IOException unreadable) {
      // Whoever opens it to start a server is told why.
      return false;
    }
  }

  /** The database itself; absent until it was made in full. */
  Path cluster() {
    return cluster(root);
  }

  static Path cluster(Path root) {
    return root.resolve(CLUSTER);
  }

  /**
   * Where a new database is made before it is moved into place, so that half a one is never opened.
   */
  Path unfinishedCluster() {
    return root.resolve("postgres.new");
  }

  Path password() {
    return password(root);
  }

  static Path password(Path root) {
    return root.resolve(PASSWORD);
  }

  Path log() {
    return root.resolve("postgres.log");
  }

  Path programs() {
    return root.resolve("bin");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return root.toString();
  }

  private static boolean isMine(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException sameProcess) {
      return false;
    }
  }

  private static StartupProblem inUse(Path root, FileChannel channel) throws IOException {
    try (channel) {
      var bytes = ByteBuffer.allocate(20);
      channel.read(bytes, 0);
      var pid = UTF_8.decode(bytes.flip()).toString().strip();
      return new StartupProblem(
          "数据目录 %s 正被另一个通途进程使用（进程号 %s）。请先停止它（kill %s），或用 TONGTU_DATA 指定另一个目录。"
              .formatted(root, pid, pid),
          "The data directory %s is in use by another running Tongtu (process %s). Stop that one first (kill %s), or name another directory with TONGTU_DATA."
              .formatted(root, pid, pid));
    }
  }

  private static void refuseForeign(Path root) throws IOException {
    var cluster = root.resolve(CLUSTER);
    var version = cluster.resolve("PG_VERSION");
    if (Files.exists(version)) {
      var major = Files.readString(version).strip();
      if (!major.equals(PostgresPrograms.MAJOR)) {
        throw new StartupProblem(
            "数据目录 %s 是 PostgreSQL %s 的，本程序使用 PostgreSQL %s。请用旧版本导出（pg_dump）后导入新目录；原目录未作任何改动。"
                .formatted(root, major, PostgresPrograms.MAJOR),
            "The data directory %s belongs to PostgreSQL %s, and this program runs PostgreSQL %s. Dump it with the old version (pg_dump) and load it into a new directory; nothing in it was changed."
                .formatted(root, major, PostgresPrograms.MAJOR));
      }
      if (!Files.exists(root.resolve(PASSWORD))) {
        throw foreign(root, "postgres/, but no " + PASSWORD);
      }
      return;
    }
    if (Files.exists(cluster)) {
      throw foreign(root, CLUSTER + "/");
    }
    try (var names = Files.list(root).map(file -> file.getFileName().toString())) {
      var strange = names.filter(name -> !OURS.contains(name)).sorted().findFirst();
      if (strange.isPresent()) {
        throw foreign(root, strange.get());
      }
    }
  }

  private static StartupProblem foreign(Path root, String found) {
    return new StartupProblem(
        "目录 %s 不是空目录，也不是完好的通途数据目录（其中：%s）。请换一个空目录（TONGTU_DATA），或从备份恢复；原目录未作任何改动。"
            .formatted(root, found),
        "The directory %s is neither empty nor a sound Tongtu data directory (it holds %s). Name an empty one with TONGTU_DATA, or restore it from a backup; nothing in it was changed."
            .formatted(root, found));
  }
}
