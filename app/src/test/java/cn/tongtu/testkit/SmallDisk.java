package cn.tongtu.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A disk that is full soon (小盘): a tmpfs of some megabytes, where this machine lets us mount one.
 * What an interrupted run left mounted is unmounted by the next.
 */
public record SmallDisk(Path path) implements AutoCloseable {
  private static final Path MOUNTS = Path.of("/proc/self/mounts");
  private static final Pattern OURS = Pattern.compile("tongtu-test-(\\d+) (\\S+) tmpfs .*");

  public static Optional<SmallDisk> of(Path path, int megabytes) throws IOException {
    unmountLeftovers();
    Files.createDirectories(path);
    var name = "tongtu-test-" + ProcessHandle.current().pid();
    var mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", name, path.toString());
    if (!mounted) {
      System.out.println("跳过 skipped: 本机不允许挂载 tmpfs this machine lets us mount no tmpfs");
    }
    return mounted ? Optional.of(new SmallDisk(path)) : Optional.empty();
  }

  /** Of runs that are gone; another that runs now keeps its own. */
  private static void unmountLeftovers() throws IOException {
    if (Files.isReadable(MOUNTS)) {
      for (var line : Files.readAllLines(MOUNTS)) {
        var ours = OURS.matcher(line);
        if (ours.matches() && ProcessHandle.of(Long.parseLong(ours.group(1))).isEmpty()) {
          var _ = run("umount", "-l", ours.group(2));
        }
      }
    }
  }

  private Path filler() {
    return path.resolve("filler");
  }

  /** Takes all the room but a little. */
  public void fill(long leaveBytes) throws IOException {
    var left = Files.getFileStore(path).getUsableSpace() - leaveBytes;
    try (var out = Files.newOutputStream(filler())) {
      var block = new byte[1 << 16];
      for (; left > 0; left -= block.length) {
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    }
  }

  public void makeRoom() throws IOException {
    Files.delete(filler());
  }

  @Override
  public void close() throws IOException {
    if (!run("umount", "-l", path.toString())) {
      throw new IOException(path + " stays mounted");
    }
  }

  private static boolean run(String... command) {
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), UTF_8);
      var done = process.waitFor() == 0;
      if (!done) {
        System.out.println(String.join(" ", command) + ": " + said);
      }
      return done;
    } catch (IOException noSuchProgram) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
