package cn.tongtu.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A disk that is full soon: a tmpfs of some megabytes, where this machine lets us mount one. */
record SmallDisk(Path path) implements AutoCloseable {
  static Optional<SmallDisk> of(Path path, int megabytes) throws IOException {
    Files.createDirectories(path);
    var mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", path.toString());
    return mounted ? Optional.of(new SmallDisk(path)) : Optional.empty();
  }

  private Path filler() {
    return path.resolve("bin/filler");
  }

  /** Takes all the room but a little. */
  void fill(long leaveBytes) throws IOException {
    var left = Files.getFileStore(path).getUsableSpace() - leaveBytes;
    try (var out = Files.newOutputStream(filler())) {
      var block = new byte[1 << 16];
      for (; left > 0; left -= block.length) {
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    }
  }

  void makeRoom() throws IOException {
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
