package cn.tongtu.engine.sheet;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * In which encoding a text file is written.
 *
 * @param mark how many bytes of byte order mark stand before the text
 */
record TextEncoding(Charset charset, int mark) {
  private static final Charset GB18030 = Charset.forName("GB18030");

  /**
   * @throws UnreadableFile when no encoding fits to the last byte
   */
  static TextEncoding of(Path file) throws IOException {
    byte[] head;
    try (var in = Files.newInputStream(file)) {
      head = in.readNBytes(4096);
    }
    if (startsWith(head, 0xef, 0xbb, 0xbf)) {
      return whole(file, new TextEncoding(StandardCharsets.UTF_8, 3));
    }
    if (startsWith(head, 0xff, 0xfe)) {
      return whole(file, new TextEncoding(StandardCharsets.UTF_16LE, 2));
    }
    if (startsWith(head, 0xfe, 0xff)) {
      return whole(file, new TextEncoding(StandardCharsets.UTF_16BE, 2));
    }
    if (contains(head, 0)) {
      return whole(file, new TextEncoding(wide(head), 0));
    }
    var utf8 = new TextEncoding(StandardCharsets.UTF_8, 0);
    return utf8.fits(file) ? utf8 : whole(file, new TextEncoding(GB18030, 0));
  }

  boolean isExpected() {
    return charset.equals(StandardCharsets.UTF_8);
  }

  /** UTF-16 without a mark: line ends and delimiters have their nought on one side. */
  private static Charset wide(byte[] head) {
    int even = 0;
    int odd = 0;
    for (int i = 0; i < head.length; i++) {
      even += head[i] == 0 && i % 2 == 0 ? 1 : 0;
      odd += head[i] == 0 && i % 2 == 1 ? 1 : 0;
    }
    return even > odd ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
  }

  private static TextEncoding whole(Path file, TextEncoding encoding) throws IOException {
    if (!encoding.fits(file)) {
      throw new UnreadableFile(
          UnreadableFile.Reason.OTHER_FORMAT,
          "文件不是表格，或文字编码无法识别（不是 UTF-8、GB18030、UTF-16）。请用 Excel 或 WPS 打开，另存为 .xlsx 文件后再导入。",
          "The file is no table, or its encoding is unknown (neither UTF-8 nor GB18030 nor UTF-16)."
              + " Open it in Excel or WPS, save it as .xlsx and try again.");
    }
    return encoding;
  }

  private boolean fits(Path file) throws IOException {
    var buffer = new char[64 * 1024];
    try (var in = Files.newInputStream(file)) {
      in.skipNBytes(mark);
      var reader = new InputStreamReader(in, charset.newDecoder());
      for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
        for (int i = 0; i < count; i++) {
          // A mark settles the encoding, whatever letters follow.
          if (mark == 0 && isNoise(buffer[i])) {
            return false;
          }
        }
      }
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Letters that only a wrong guess of the encoding brings forth, or a file that is no text. */
  private static boolean isNoise(char c) {
    boolean control = c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
    return control || (c >= 0x7f && c < 0xa0 && c != 0x85) || c == 0xfffd || c == 0xffff;
  }

  private static boolean startsWith(byte[] bytes, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(byte[] bytes, int wanted) {
    for (byte one : bytes) {
      if (one == wanted) {
        return true;
      }
    }
    return false;
  }
}
