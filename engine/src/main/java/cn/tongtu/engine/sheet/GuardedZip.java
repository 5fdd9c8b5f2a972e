package cn.tongtu.engine.sheet;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A zip file that is not let burst: it is only read, part by part, never written out anywhere. */
final class GuardedZip implements AutoCloseable {
  private final ZipFile zip;

  private GuardedZip(ZipFile zip) {
    this.zip = zip;
  }

  static GuardedZip open(Path file) throws IOException {
    try {
      var zip = new ZipFile(file.toFile());
      try {
        check(zip);
        return new GuardedZip(zip);
      } catch (RuntimeException e) {
        zip.close();
        throw e;
      }
    } catch (ZipException e) {
      if (String.valueOf(e.getMessage()).contains("encrypted")) {
        throw FileForm.encrypted();
      }
      throw UnreadableFile.damaged("压缩结构不完整", "its zip structure is broken", "", e);
    }
  }

  private static void check(ZipFile zip) {
    if (zip.size() > Limits.ZIP_ENTRIES) {
      throw UnreadableFile.tooLarge(
          "内含 " + zip.size() + " 个部件", "it holds " + zip.size() + " parts");
    }
    var unsafe =
        zip.stream()
            .map(ZipEntry::getName)
            .filter(name -> name.startsWith("/") || name.contains("..") || name.contains("\\"))
            .findFirst();
    if (unsafe.isPresent()) {
      throw UnreadableFile.damaged("部件名越出文件", "a part's name leads out of the file", unsafe.get());
    }
    long unpacked = zip.stream().mapToLong(entry -> Math.max(0, entry.getSize())).sum();
    if (unpacked > Limits.UNPACKED) {
      throw burst();
    }
  }

  boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  boolean hasAnyEnding(String ending) {
    return zip.stream().anyMatch(entry -> entry.getName().endsWith(ending));
  }

  Optional<InputStream> read(String name) {
    var entry = zip.getEntry(name);
    if (entry == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Guard(zip.getInputStream(entry), entry.getCompressedSize()));
    } catch (IOException e) {
      throw unpackable(name, e);
    }
  }

  private static UnreadableFile unpackable(String name, IOException e) {
    return String.valueOf(e.getMessage()).contains("encrypted")
        ? FileForm.encrypted()
        : UnreadableFile.damaged("部件无法解压", "a part cannot be unpacked", name, e);
  }

  private static UnreadableFile burst() {
    return UnreadableFile.tooLarge("解压后异常膨胀，疑似压缩炸弹", "it bursts when unpacked, as a zip bomb does");
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Counts what comes out, and how long it is since a tag ended. */
  private static final class Guard extends FilterInputStream {
    private final long packed;
    private long unpacked;
    private int untagged;

    Guard(InputStream in, long packed) {
      super(in);
      this.packed = Math.max(1, packed);
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int count = in.read(bytes, from, length);
      if (count > 0) {
        unpacked += count;
        boolean bomb = unpacked > Limits.RATIO_FROM && unpacked / packed > Limits.RATIO;
        if (bomb || unpacked > Limits.UNPACKED) {
          throw burst();
        }
        count(bytes, from, from + count);
      }
      return count;
    }

    /** One endless tag or text would be kept whole in memory by any reader of XML. */
    private void count(byte[] bytes, int from, int to) {
      for (int i = from; i < to; i++) {
        untagged = bytes[i] == '>' ? 0 : untagged + 1;
        if (untagged > Limits.UNTAGGED) {
          throw burst();
        }
      }
    }
  }
}
