package cn.tongtu.backup;

import cn.tongtu.shared.Command;
import cn.tongtu.shared.SecretFile;
import cn.tongtu.shared.StartupProblem;
import cn.tongtu.shared.Words;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.springframework.stereotype.Component;

/** {@code ./tongtu backup [FILE]}: backs up while the product runs or rests. */
@Component
class BackupCommand implements Command {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Backup backup;
  private final List<SecretFile> secrets;

  BackupCommand(Backup backup, List<SecretFile> secrets) {
    this.backup = backup;
    this.secrets = secrets;
  }

  @Override
  public String word() {
    return "backup";
  }

  @Override
  public void run(List<String> arguments, PrintStream screen) throws IOException {
    if (arguments.size() > 1) {
      throw new StartupProblem("用法：./tongtu backup [文件]", "Usage: ./tongtu backup [FILE]");
    }
    var name =
        arguments.isEmpty()
            ? "tongtu-%s.backup.zip".formatted(STAMP.format(LocalDateTime.now(Words.CHINA)))
            : arguments.getFirst();
    var file = new BackupFile(Path.of(name).toAbsolutePath().normalize());
    var manifest = backup.write(file, screen);
    screen.printf(
        "已备份 backed up: %s（%,d 行 rows, %d 张表 tables, %,.1f MB）%n恢复 to restore: TONGTU_DATA=新目录 ./tongtu restore %s%n",
        file.path(),
        manifest.rows(),
        manifest.tables().size(),
        Files.size(file.path()) / 1e6,
        file.path());
    var there = secrets.stream().filter(secret -> Files.exists(secret.path())).toList();
    if (!there.isEmpty()) {
      screen.printf(
          "以下密钥不在备份里，请另外保管一份（与备份分开放），没有它们恢复后不能继续使用：%n"
              + "These keys are NOT in the backup. Keep a copy of each elsewhere, apart from the backup:%n");
      there.forEach(secret ->
          screen.printf(
              "  %s  %s %s%n", secret.path(), secret.use().chinese(), secret.use().english()));
    }
  }
}
