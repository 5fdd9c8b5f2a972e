package cn.tongtu.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import cn.tongtu.shared.SecretFile;
import cn.tongtu.shared.StartupProblem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file of a backup (备份文件): a ZIP whose comment, the file's last 64 characters, is the SHA-256
 * of all bytes before it. A file that was cut or altered anywhere is told without unpacking it.
 */
record BackupFile(Path path) {
  static final String MANIFEST = "manifest.json";
  static final String ROOTS = "seal/roots.log";
  static final String PUBLIC_KEY = "seal/public.pem";

  /** Before the digest of a photo or file. */
  static final String FILES = "files/";

  private static final int CHECKSUM = 64;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** Puts the entries in. */
  interface Filling {
    Manifest into(ZipOutputStream zip) throws IOException;
  }

  /** Written aside and moved into place whole; what a failure leaves is deleted. */
  Manifest write(Filling filling) {
    if (Files.exists(path)) {
      throw new StartupProblem(
          "文件 %s 已存在，没有改动。请另取文件名。".formatted(path),
          "The file %s exists already and was left as it is. Choose another name.".formatted(path));
    }
    var part = path.resolveSibling(path.getFileName() + ".part");
    try {
      Files.deleteIfExists(part);
      Files.createFile(part);
      SecretFile.keepFromOthers(part);
      Manifest manifest;
      try (var zip =
          new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(part), 1 << 16))) {
        zip.setLevel(Deflater.BEST_SPEED);
        zip.setComment("0".repeat(CHECKSUM));
        manifest = filling.into(zip);
        zip.putNextEntry(new java.util.zip.ZipEntry(MANIFEST));
        zip.write(JSON.writeValueAsBytes(manifest));
        zip.closeEntry();
      }
      sign(part);
      Files.move(part, path);
      return manifest;
    } catch (IOException e) {
      delete(part);
      throw new StartupProblem(
          "备份没有写成 %s：%s。请检查路径、权限和磁盘空间；没有留下半个文件，数据不受影响。".formatted(path, e.getMessage()),
          "The backup %s could not be written: %s. Check path, rights and disk space; no half of it was left, and the data are as they were."
              .formatted(path, e.getMessage()));
    } catch (RuntimeException e) {
      delete(part);
      throw e;
    }
  }

  private static void sign(Path file) throws IOException {
    var end = Files.size(file) - CHECKSUM;
    var sum = checksum(file, end).getBytes(US_ASCII);
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      var bytes = ByteBuffer.wrap(sum);
      while (bytes.hasRemaining()) {
        channel.write(bytes, end + bytes.position());
      }
      channel.force(true);
    }
  }

  /** Refuses a file that is not, to the last bit, what was written. */
  Manifest checked() {
    try {
      if (!Files.isRegularFile(path)) {
        throw new StartupProblem("没有备份文件 " + path + "。", "There is no backup file " + path + ".");
      }
      var end = Files.size(path) - CHECKSUM;
      if (end < 0 || !checksum(path, end).equals(claimed(end))) {
        throw damaged();
      }
      try (var zip = new ZipFile(path.toFile());
          var entry = entry(zip, MANIFEST).orElseThrow(this::damaged)) {
        var manifest = JSON.readValue(entry, Manifest.class);
        if (manifest.format() != Manifest.FORMAT) {
          throw new StartupProblem(
              "备份文件 %s 是另一版本的通途写的（格式 %d），没有改动任何数据。".formatted(path, manifest.format()),
              "The backup %s was written by another version of Tongtu (format %d); nothing was changed."
                  .formatted(path, manifest.format()));
        }
        return manifest;
      }
    } catch (IOException e) {
      throw new StartupProblem(
          "备份文件 %s 读不出：%s。没有改动任何数据。".formatted(path, e.getMessage()),
          "The backup %s cannot be read: %s. Nothing was changed.".formatted(path, e.getMessage()));
    }
  }

  static Optional<InputStream> entry(ZipFile zip, String name) throws IOException {
    var entry = zip.getEntry(name);
    return entry == null ? Optional.empty() : Optional.of(zip.getInputStream(entry));
  }

  StartupProblem damaged() {
    return new StartupProblem(
        "备份文件 %s 不完整或被改动过（校验和不符），没有改动任何数据。请换用另一份备份。".formatted(path),
        "The backup %s was cut or altered: its checksum is wrong. Nothing was changed. Use another backup."
            .formatted(path));
  }

  private String claimed(long end) throws IOException {
    try (var channel = FileChannel.open(path)) {
      var bytes = ByteBuffer.allocate(CHECKSUM);
      while (bytes.hasRemaining() && channel.read(bytes, end + bytes.position()) >= 0) {}
      return new String(bytes.array(), US_ASCII);
    }
  }

  private static String checksum(Path file, long end) throws IOException {
    try (var in = new DigestInputStream(Files.newInputStream(file), sha256())) {
      var buffer = new byte[1 << 16];
      for (var left = end; left > 0; ) {
        var read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          break;
        }
        left -= read;
      }
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void delete(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
