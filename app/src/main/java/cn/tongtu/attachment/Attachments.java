package cn.tongtu.attachment;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes photos and files in and finds them again (附件收存). */
@Service
public class Attachments {
  private static final long MEGABYTE = 1 << 20;
  private static final long MOST_PHOTO = 20 * MEGABYTE;
  private static final long MOST_FILE = 50 * MEGABYTE;
  private static final int LONGEST_NAME = 120;

  private final FileFolder folder;
  private final JdbcClient db;

  Attachments(FileFolder folder, JdbcClient db) {
    this.folder = folder;
    this.db = db;
  }

  /**
   * Takes a file in; it belongs to no record yet. Who has the number that is answered may put it
   * into one.
   *
   * @param name what its sender calls it; nothing of it is believed
   * @param photo whether it must be a picture
   * @throws Refusal when it is too large or of no kind that is taken
   */
  @Transactional
  public UUID receive(InputStream content, String name, boolean photo, Actor.Staff actor) {
    try {
      Files.createDirectories(folder.path());
      var part = Files.createTempFile(folder.path(), "part", "");
      try {
        var digest = write(content, part, photo ? MOST_PHOTO : MOST_FILE);
        var kind = kind(part, name, photo);
        var attached = new Attached(digest, kind.called(plain(name)), Files.size(part), kind);
        keep(part, folder.of(digest));
        return add(attached, actor);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String write(InputStream content, Path part, long most) throws IOException {
    try (var in = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"));
        var out = Files.newOutputStream(part)) {
      var buffer = new byte[1 << 16];
      long size = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
        Refusal.unless(
            size <= most,
            "文件超过 %d MB，请压缩后再传".formatted(most / MEGABYTE),
            "it is larger than %d MB; make it smaller first".formatted(most / MEGABYTE));
        out.write(buffer, 0, read);
      }
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static FileKind kind(Path part, String name, boolean photo) throws IOException {
    var kind = FileKind.of(part).filter(one -> !photo || one.image());
    return kind.orElseThrow(() ->
        new Refusal(
            "“%s”的内容不是可以上传的种类：%s".formatted(plain(name), FileKind.accepted(photo)),
            "what “%s” holds is none of the kinds that are taken: %s"
                .formatted(plain(name), FileKind.accepted(photo))));
  }

  /** The last part of a path, without what a folder or a terminal could take amiss. */
  private static String plain(String name) {
    var bare =
        name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
            .replaceAll("[\\p{Cntrl}\\p{Cf}<>:\"|?*]", "")
            .strip();
    var fitting = bare.substring(Math.max(0, bare.length() - LONGEST_NAME));
    return fitting.isEmpty() || fitting.startsWith(".") ? "附件" + fitting : fitting;
  }

  /** Whole and on the disk before any record names it; two who bring the same bring one. */
  private static void keep(Path part, Path place) throws IOException {
    if (Files.exists(place)) {
      return;
    }
    Files.createDirectories(Objects.requireNonNull(place.getParent()));
    try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private UUID add(Attached attached, Actor.Staff actor) {
    var number = UUID.randomUUID();
    db.sql(
            "insert into attachment.upload (id, digest, name, size, kind, person) values (?, ?, ?, ?, ?, ?)")
        .params(
            number,
            attached.digest(),
            attached.name(),
            attached.size(),
            attached.kind().name(),
            actor.id())
        .update();
    return number;
  }

  /** What was received under a number. */
  public Optional<Attached> received(UUID number) {
    return db.sql("select digest, name, size, kind from attachment.upload where id = ?")
        .param(number)
        .query(Attached.class)
        .optional();
  }

  /**
   * @throws NotFound when the folder has lost it
   */
  public Path file(Attached attached) {
    var place = folder.of(attached.digest());
    if (!Files.isRegularFile(place)) {
      throw new NotFound(
          "附件“" + attached.name() + "”不在附件文件夹里，请从备份中恢复",
          "the file is not in its folder; restore it from a backup");
    }
    return place;
  }
}
