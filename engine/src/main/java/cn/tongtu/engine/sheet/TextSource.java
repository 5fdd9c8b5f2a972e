package cn.tongtu.engine.sheet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A table as text: commas, tabs or semicolons between cells, quotes around what holds them. */
final class TextSource implements Source {
  private final Opening opening;
  private final String name;
  private final List<Notice> notices;
  private final char delimiter;

  /** Opens the text again from its beginning. */
  private interface Opening {
    Reader reader() throws IOException;
  }

  private TextSource(Opening opening, String name, List<Notice> notices) {
    this.opening = opening;
    this.name = name;
    this.notices = notices;
    try (var reader = opening.reader()) {
      delimiter = Delimiters.of(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TextSource open(Path file, String name) throws IOException {
    var encoding = TextEncoding.of(file);
    var notices =
        encoding.isExpected()
            ? List.<Notice>of()
            : List.of(
                new Notice(
                    "文件按 " + encoding.charset() + " 编码读取。请抽查几个汉字是否正确。",
                    "The file was read as " + encoding.charset() + ". Check a few words."));
    return new TextSource(
        () -> {
          var in = Files.newInputStream(file);
          in.skipNBytes(encoding.mark());
          return new BufferedReader(new InputStreamReader(in, encoding.charset().newDecoder()));
        },
        bare(name),
        notices);
  }

  static TextSource pasted(String block) {
    return new TextSource(() -> new StringReader(block), "粘贴的内容", List.of());
  }

  /** The file's name without folder and ending, as Excel names the only sheet of such a file. */
  private static String bare(String name) {
    var file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    int dot = file.lastIndexOf('.');
    var stem = dot > 0 ? file.substring(0, dot) : file;
    return stem.isBlank() ? "Sheet1" : stem;
  }

  @Override
  public List<Name> sheets() {
    return List.of(new Name(name, false));
  }

  @Override
  public List<Notice> notices() {
    return notices;
  }

  @Override
  public Rows rows(int sheet) {
    try {
      return new TextRows(opening.reader(), delimiter);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    // Each reading closes its own.
  }
}
