package cn.tongtu.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A text file, decoded as it stands: no line end is changed.
 *
 * @param note which encoding it was read as, where that was not UTF-8
 */
record TextFile(String text, Optional<String> note) {
  private static final Charset GB18030 = Charset.forName("GB18030");

  private static final long LARGEST = 200L << 20;

  static TextFile read(Path path) throws Unreadable {
    var bytes = bytes(path);
    var kind = FileKind.of(bytes);
    if (kind.isPresent()) {
      throw kind.get().refuse(path);
    }
    return decode(path, bytes);
  }

  private static byte[] bytes(Path path) throws Unreadable {
    if (!Files.exists(path)) {
      throw new Unreadable(
          "找不到文件：" + path + "。请核对路径。", "No such file: " + path + ". Check the path.");
    }
    if (Files.isDirectory(path)) {
      throw new Unreadable(
          path + " 是文件夹。请指定其中的一个文本文件。", path + " is a directory. Name a text file in it.");
    }
    try {
      if (Files.size(path) > LARGEST) {
        throw new Unreadable(
            path + " 超过 200 MB，请拆分后再读。", path + " is larger than 200 MB. Split it first.");
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new Unreadable(
          "无法读取文件：" + path + "（" + e.getMessage() + "）。请检查权限。",
          "Cannot read " + path + " (" + e.getMessage() + "). Check its permissions.");
    }
  }

  private static TextFile decode(Path path, byte[] bytes) throws Unreadable {
    if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
      return whole(path, bytes, 3, StandardCharsets.UTF_8);
    }
    if (startsWith(bytes, 0xFE, 0xFF)) {
      return whole(path, bytes, 2, StandardCharsets.UTF_16BE);
    }
    if (startsWith(bytes, 0xFF, 0xFE)) {
      return whole(path, bytes, 2, StandardCharsets.UTF_16LE);
    }
    int zero = indexOfZero(bytes);
    if (zero >= 0) {
      throw new Unreadable(
          path + " 不是文本文件：第 " + zero + " 字节为零字节。请另存为 UTF-8 纯文本。",
          path + " is not text: byte " + zero + " is zero. Save it as plain UTF-8 text.");
    }
    try {
      return new TextFile(strict(bytes, 0, StandardCharsets.UTF_8).toString(), Optional.empty());
    } catch (CharacterCodingException e) {
      return nationalStandard(path, bytes);
    }
  }

  private static TextFile nationalStandard(Path path, byte[] bytes) throws Unreadable {
    try {
      var text = strict(bytes, 0, GB18030).toString();
      if (text.chars().noneMatch(TextFile::isNoise)) {
        return new TextFile(text, Optional.of(note(path, GB18030)));
      }
    } catch (CharacterCodingException e) {
      // Neither encoding fits: the message below tells where UTF-8 broke off.
    }
    throw undecodable(path, bytes, 0, StandardCharsets.UTF_8);
  }

  /** Letters that only a wrong guess of the encoding brings forth. */
  private static boolean isNoise(int c) {
    boolean control = c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
    return control || (c >= 0x7f && c < 0xa0) || c == 0xfffd || (c >= 0xe000 && c < 0xf900);
  }

  private static TextFile whole(Path path, byte[] bytes, int bom, Charset charset)
      throws Unreadable {
    try {
      var text = strict(bytes, bom, charset).toString();
      boolean utf8 = charset.equals(StandardCharsets.UTF_8);
      return new TextFile(text, utf8 ? Optional.empty() : Optional.of(note(path, charset)));
    } catch (CharacterCodingException e) {
      throw undecodable(path, bytes, bom, charset);
    }
  }

  private static CharBuffer strict(byte[] bytes, int from, Charset charset)
      throws CharacterCodingException {
    return charset.newDecoder().decode(ByteBuffer.wrap(bytes, from, bytes.length - from));
  }

  private static Unreadable undecodable(Path path, byte[] bytes, int from, Charset charset) {
    var decoder = charset.newDecoder();
    var in = ByteBuffer.wrap(bytes, from, bytes.length - from);
    decoder.decode(in, CharBuffer.allocate(bytes.length + 1), true);
    int at = in.position();
    long line =
        1
            + new String(bytes, 0, at, StandardCharsets.ISO_8859_1)
                .chars()
                .filter(c -> c == '\n')
                .count();
    return new Unreadable(
        path + " 无法解码：第 " + line + " 行（第 " + at + " 字节）既非 UTF-8 也非 GB18030。请另存为 UTF-8。",
        path
            + " cannot be decoded: line "
            + line
            + " (byte "
            + at
            + ") is neither UTF-8 nor GB18030. Save it as UTF-8.");
  }

  private static String note(Path path, Charset charset) {
    return path + " 按 " + charset.name() + " 读取。 (read as " + charset.name() + ")";
  }

  private static int indexOfZero(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  private static boolean startsWith(byte[] bytes, int... magic) {
    if (bytes.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
