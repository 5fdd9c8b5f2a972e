package cn.tongtu.attachment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** What sort of file something is (文件种类), told from its bytes; its name is not asked. */
public enum FileKind {
  JPEG("image/jpeg", true, ".jpg,.jpeg"),
  PNG("image/png", true, ".png"),
  WEBP("image/webp", true, ".webp"),
  PDF("application/pdf", false, ".pdf"),
  DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", false, ".docx"),
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false, ".xlsx"),
  PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", false, ".pptx"),
  OFD("application/ofd", false, ".ofd"),
  /** Of Office before 2007, and of WPS. */
  DOC("application/msword", false, ".doc,.wps"),
  XLS("application/vnd.ms-excel", false, ".xls,.et"),
  PPT("application/vnd.ms-powerpoint", false, ".ppt,.dps"),
  TEXT("text/plain", false, ".txt,.csv");

  private static final int HEAD = 8192;
  private static final byte[] OLE = bytes(0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1);

  private final String media;
  private final boolean image;
  private final String extensions;

  FileKind(String media, boolean image, String extensions) {
    this.media = media;
    this.image = image;
    this.extensions = extensions;
  }

  /** As a browser is told. */
  public String media() {
    return media;
  }

  /** Whether browsers show it as a picture. */
  public boolean image() {
    return image;
  }

  /** A name that does not lie: with another extension than its kind's, the kind's is put behind. */
  String called(String name) {
    var dot = name.lastIndexOf('.');
    var said = name.substring(Math.max(0, dot)).toLowerCase(Locale.ROOT);
    var ours = List.of(extensions.split(","));
    return dot > 0 && ours.contains(said) ? name : name + ours.getFirst();
  }

  /** For people, and for a browser's picker: .jpg,.png. */
  public static String accepted(boolean images) {
    return Stream.of(values())
        .filter(kind -> !images || kind.image)
        .map(kind -> kind.extensions)
        .collect(Collectors.joining(","));
  }

  /**
   * Nothing for what is none of these, and for what carries programs: macros, scripts, archives.
   */
  static Optional<FileKind> of(Path file) throws IOException {
    var head = head(file);
    if (begins(head, bytes(0xFF, 0xD8, 0xFF))) {
      return Optional.of(JPEG);
    }
    if (begins(head, bytes(0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A))) {
      return Optional.of(PNG);
    }
    if (begins(head, "RIFF".getBytes(StandardCharsets.US_ASCII))
        && head.length > 12
        && new String(head, 8, 4, StandardCharsets.US_ASCII).equals("WEBP")) {
      return Optional.of(WEBP);
    }
    if (begins(head, "%PDF-".getBytes(StandardCharsets.US_ASCII))) {
      return Optional.of(PDF);
    }
    if (begins(head, bytes('P', 'K', 3, 4))) {
      return zipped(file);
    }
    if (begins(head, OLE)) {
      return compound(file);
    }
    return text(head) ? Optional.of(TEXT) : Optional.empty();
  }

  private static byte[] head(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD);
    }
  }

  private static boolean begins(byte[] head, byte[] with) {
    return head.length >= with.length && Arrays.equals(head, 0, with.length, with, 0, with.length);
  }

  private static byte[] bytes(int... all) {
    var bytes = new byte[all.length];
    for (int i = 0; i < all.length; i++) {
      bytes[i] = (byte) all[i];
    }
    return bytes;
  }

  /** Only the list of entries is read; nothing is unpacked. */
  private static Optional<FileKind> zipped(Path file) {
    try (var zip = new ZipFile(file.toFile())) {
      if (zip.stream().anyMatch(entry -> entry.getName().endsWith("vbaProject.bin"))) {
        return Optional.empty();
      }
      if (zip.getEntry("OFD.xml") != null) {
        return Optional.of(OFD);
      }
      return zip.getEntry("[Content_Types].xml") == null
          ? Optional.empty()
          : zip.getEntry("word/document.xml") != null
              ? Optional.of(DOCX)
              : zip.getEntry("xl/workbook.xml") != null
                  ? Optional.of(XLSX)
                  : zip.getEntry("ppt/presentation.xml") != null
                      ? Optional.of(PPTX)
                      : Optional.empty();
    } catch (IOException broken) {
      return Optional.empty();
    }
  }

  private static Optional<FileKind> compound(Path file) {
    try (var system = new POIFSFileSystem(file.toFile(), true)) {
      var names = system.getRoot().getEntryNames();
      var programs = Set.of("Macros", "_VBA_PROJECT_CUR", "VBA");
      return names.stream().anyMatch(programs::contains)
          ? Optional.empty()
          : names.contains("WordDocument")
              ? Optional.of(DOC)
              : names.contains("Workbook") || names.contains("Book")
                  ? Optional.of(XLS)
                  : names.contains("PowerPoint Document") ? Optional.of(PPT) : Optional.empty();
    } catch (IOException | RuntimeException broken) {
      return Optional.empty();
    }
  }

  /** Readable as UTF-8 or GB18030, and neither a page nor a script by its first letters. */
  private static boolean text(byte[] head) {
    if (head.length == 0) {
      return false;
    }
    for (var each : head) {
      if (each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t') {
        return false;
      }
    }
    var begin = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
    return !begin.startsWith("<")
        && !begin.startsWith("#!")
        && !begin.startsWith("MZ")
        && (reads(head, StandardCharsets.UTF_8) || reads(head, Charset.forName("GB18030")));
  }

  /** The last letter may have been cut. */
  private static boolean reads(byte[] head, Charset charset) {
    for (int cut = 0; cut < 4 && cut < head.length; cut++) {
      try {
        var _ = charset.newDecoder().decode(ByteBuffer.wrap(head, 0, head.length - cut));
        return true;
      } catch (CharacterCodingException other) {
        if (head.length < HEAD) {
          return false;
        }
      }
    }
    return false;
  }
}
