package cn.tongtu.database;

import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.springframework.util.FileSystemUtils;

/** Makes the embedded database's files and its password, on the first start in a data directory. */
final class NewCluster {
  static final String USER = "tongtu";

  private NewCluster() {}

  /** Made aside and moved into place whole, so that a crash leaves nothing that looks finished. */
  static void createOnce(DataDirectory directory, PostgresPrograms programs) throws IOException {
    if (Files.exists(directory.cluster())) {
      return;
    }
    var unfinished = directory.unfinishedCluster();
    FileSystemUtils.deleteRecursively(unfinished);
    writePasswordOnce(directory.password());
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
      throw new StartupProblem(
          "不能在 %s 中建立内置数据库。initdb 的答复：%n%s".formatted(directory, answer.output()),
          "The embedded database cannot be made in %s; initdb's answer is above."
              .formatted(directory));
    }
    Files.move(unfinished, directory.cluster(), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void writePasswordOnce(Path file) throws IOException {
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
}
