package cn.tongtu.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import cn.tongtu.shared.StartupProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The file of signed roots (根文件), outside the database. A line is on the disk before its batch is
 * in the database, so that the file always knows at least as much.
 */
@Component
class RootsFile {
  private static final int LONGEST_LINE = 4096;

  private final Path folder;
  private final Path file;

  RootsFile(@Value(SealFolder.SETTING) Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
    this.file = this.folder.resolve("roots.log");
  }

  /** The last whole line; empty when nothing was sealed yet. */
  Optional<SignedRoot> last() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var tail = tail();
      var lines = tail.substring(0, tail.lastIndexOf('\n') + 1).lines().toList();
      return lines.isEmpty()
          ? Optional.empty()
          : Optional.of(SignedRoot.parse(lines.getLast()).orElseThrow(this::unreadable));
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** The line of a batch. */
  Optional<SignedRoot> find(long sequence) {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(sequence + " "))
          .findFirst()
          .flatMap(SignedRoot::parse);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Signs and appends; when this returns, the line is on the disk. */
  SignedRoot append(SignedRoot.Said said, Optional<SignedRoot> last) {
    var key = key(last.isEmpty());
    var root = SignedRoot.sign(said, last.map(SignedRoot::hash).orElse(SignedRoot.NOTHING), key);
    try (var channel = FileChannel.open(file, CREATE, READ, WRITE)) {
      var whole = Math.max(0, wholeLines(channel));
      // A line that a crash left half-written was never counted on by anybody.
      channel.truncate(whole);
      try {
        var bytes = ByteBuffer.wrap((root.line() + "\n").getBytes(UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes, channel.size());
        }
        channel.force(true);
      } catch (IOException e) {
        channel.truncate(whole);
        throw e;
      }
      return root;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** How many whole lines there are, of whatever worth. */
  long count() throws IOException {
    try (var lines = read()) {
      return lines.lines().count();
    }
  }

  /** All lines, as they stand there; nothing when there is no file. */
  BufferedReader read() throws IOException {
    return Files.exists(file)
        ? Files.newBufferedReader(file)
        : new BufferedReader(new StringReader(""));
  }

  SealKey.Public publicKey() {
    return SealKey.Public.load(folder);
  }

  private SealKey key(boolean first) {
    if (!first || SealKey.isIn(folder)) {
      return SealKey.load(folder);
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unusable(e);
    }
    return SealKey.make(folder);
  }

  private String tail() throws IOException {
    try (var access = new RandomAccessFile(file.toFile(), "r")) {
      var bytes = new byte[(int) Math.min(access.length(), 2 * LONGEST_LINE)];
      access.seek(access.length() - bytes.length);
      access.readFully(bytes);
      return new String(bytes, UTF_8);
    }
  }

  private long wholeLines(FileChannel channel) throws IOException {
    var size = channel.size();
    var tail = tail();
    return size - tail.getBytes(UTF_8).length + tail.lastIndexOf('\n') + 1;
  }

  private StartupProblem unreadable() {
    return new StartupProblem(
        "根文件 %s 的最后一行不是封存的签名行；没有封存。请运行 ./tongtu verify，并从备份恢复。".formatted(file),
        "The last line of %s is no signed root; nothing was sealed. Run ./tongtu verify and restore it from a backup."
            .formatted(file));
  }

  private StartupProblem unusable(IOException e) {
    return new StartupProblem(
        "根文件 %s 不能读写：%s。没有封存；请检查路径、权限和磁盘空间。".formatted(file, e),
        "The file of signed roots %s cannot be used: %s. Nothing was sealed; check path, rights and disk."
            .formatted(file, e));
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
