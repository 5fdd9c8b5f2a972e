package cn.tongtu.shared;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A key that no backup holds (密钥文件), because whoever finds a backup must not find the key with it:
 * a person keeps a copy elsewhere.
 *
 * @param use what it is for, in both languages
 */
public record SecretFile(Path path, Label use) {
  private static final String OWNER_ONLY = "rw-------";

  /**
   * Writes a new file that nobody else may read from its first byte on, to the disk itself.
   *
   * @throws java.nio.file.FileAlreadyExistsException when there is one
   */
  public static void write(Path file, String text) throws IOException {
    write(file, text, OWNER_ONLY);
  }

  /**
   * @param rights as {@code rw-r--r--}
   */
  public static void write(Path file, String text, String rights) throws IOException {
    var attributes =
        knowsOwners()
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
            }
            : new FileAttribute<?>[0];
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(file, options, attributes)) {
      var _ = channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
    }
  }

  /** On a system without such rights the folder must see to that. */
  public static void keepFromOthers(Path file) throws IOException {
    if (knowsOwners()) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(OWNER_ONLY));
    }
  }

  /**
   * Asked of the system, not of the mount: in a chroot or a jail a file's mount may not be found.
   */
  private static boolean knowsOwners() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
  }
}
