package cn.tongtu.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.tongtu.shared.StartupProblem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's own programs (initdb, pg_ctl, postgres), unpacked once from the class path. */
record PostgresPrograms(Path home) {
  static final String MAJOR = "18";

  /** What a program said and how it ended. */
  record Answer(int exitCode, String output) {
    boolean failed() {
      return exitCode != 0;
    }
  }

  /** Unpacks into a folder named after the archive's checksum, so that an update gets its own. */
  static PostgresPrograms unpackedIn(Path folder) {
    var archive = "postgres-%s-%s.txz".formatted(system(), processor());
    var resource = PostgresPrograms.class.getResource("/" + archive);
    if (resource == null) {
      throw new StartupProblem(
          "本机系统没有内置的 PostgreSQL（缺 %s）。请自备 PostgreSQL 并设置 TONGTU_DB_URL。".formatted(archive),
          "There is no embedded PostgreSQL for this system (%s is missing). Install a PostgreSQL and set TONGTU_DB_URL."
              .formatted(archive));
    }
    try {
      var connection = (JarURLConnection) resource.openConnection();
      connection.setUseCaches(false);
      try (var packed = connection.getInputStream()) {
        var crc = HexFormat.of().toHexDigits((int) connection.getJarEntry().getCrc());
        var home = folder.resolve("postgres-%s-%s".formatted(MAJOR, crc));
        if (!Files.isDirectory(home)) {
          unpack(packed, home);
        }
        return new PostgresPrograms(home);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer run(String program, String... arguments) {
    var command = new ArrayList<>(asOrdinaryUser());
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static Answer run(List<String> command) {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    try {
      var process = builder.start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      return new Answer(process.waitFor(), output);
    } catch (IOException e) {
      return new Answer(127, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** PostgreSQL refuses to run as root; in a user namespace of its own, root is nobody special. */
  private static List<String> asOrdinaryUser() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return List.of();
    }
    var unshare = List.of("unshare", "-U");
    if (run(List.of("unshare", "-U", "true")).failed()) {
      throw new StartupProblem(
          "内置 PostgreSQL 不能以 root 身份运行，本机又不允许用户命名空间。请以普通用户运行，或设置 TONGTU_DB_URL。",
          "The embedded PostgreSQL does not run as root, and this machine allows no user namespaces. Run as an ordinary user, or set TONGTU_DB_URL.");
    }
    return unshare;
  }

  /**
   * Unpacks beside the target and moves it there whole, so that two at once do not disturb each
   * other.
   */
  private static void unpack(InputStream packed, Path home) throws IOException {
    Files.createDirectories(home.getParent());
    var unfinished = Files.createTempDirectory(home.getParent(), "unpacking");
    try (var tar =
        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var target = unfinished.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
          continue;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
          Files.copy(tar, target);
          var executable = (entry.getMode() & 0100) != 0;
          if (executable && !target.toFile().setExecutable(true)) {
            throw new FileSystemException(target.toString(), null, "cannot be made executable");
          }
        }
      }
    }
    try {
      Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException anotherWasFaster) {
      FileSystemUtils.deleteRecursively(unfinished);
      if (!Files.isDirectory(home)) {
        throw anotherWasFaster;
      }
    }
  }

  private static String system() {
    var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : "linux";
  }

  private static String processor() {
    var name = System.getProperty("os.arch");
    return name.equals("aarch64") ? "arm_64" : name.equals("amd64") ? "x86_64" : name;
  }
}
