package cn.tongtu.database;

import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The embedded server that a running instance holds (附着), for a command beside it on the same
 * machine; it is left running.
 */
record AttachedServer(ServerAddress owner, ServerAddress application) implements Server {
  /** Where nobody runs one, the command starts and stops it for itself. */
  static Server orElseStarted(String data) {
    try {
      var root = Path.of(data).toAbsolutePath().normalize();
      DataDirectory.refuseUnfinishedRestore(root);
      return DataDirectory.isInUse(root) ? in(root) : EmbeddedServer.start(data);
    } catch (InvalidPathException e) {
      return EmbeddedServer.start(data);
    }
  }

  private static Server in(Path root) {
    try {
      var port = PostmasterFile.of(DataDirectory.cluster(root)).readyPort();
      if (port.isEmpty()) {
        throw new StartupProblem(
            "数据目录 %s 正被另一个通途进程使用，它的数据库尚未就绪（正在启动或停止）。请稍后再试。".formatted(root),
            "The data directory %s is held by another Tongtu whose database is not ready: it starts or stops. Try again in a moment."
                .formatted(root));
      }
      var roles = new EmbeddedRoles(port.getAsInt(), DataDirectory.password(root));
      return new AttachedServer(roles.owner("postgres"), roles.application("postgres"));
    } catch (IOException | UncheckedIOException e) {
      throw new StartupProblem(
          "不能附着到 %s 中正在运行的数据库：%s。请以运行通途的同一用户执行本命令。".formatted(root, e.getMessage()),
          "The database that runs in %s cannot be joined: %s. Run this command as the user who runs Tongtu."
              .formatted(root, e.getMessage()));
    }
  }

  @Override
  public boolean isServedByAnother() {
    return true;
  }

  @Override
  public void close() {}
}
