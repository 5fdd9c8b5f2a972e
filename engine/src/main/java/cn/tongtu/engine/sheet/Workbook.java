package cn.tongtu.engine.sheet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A workbook (工作簿) that somebody handed in: .xlsx, .xlsm, .xls, .et, or text with commas or tabs in
 * whatever encoding, told by what it holds and not by its name. Opening goes through all of it
 * once, so what opens can be read to its end; reading keeps one row at a time.
 */
public final class Workbook implements AutoCloseable {
  private final Source source;
  private final List<Worksheet> sheets;

  private Workbook(Source source) {
    this.source = source;
    var surveyed = new ArrayList<Worksheet>();
    for (int i = 0; i < source.sheets().size(); i++) {
      surveyed.add(Survey.of(source, i));
    }
    sheets = List.copyOf(surveyed);
    if (sheets.stream().allMatch(sheet -> sheet.rows() == 0)) {
      throw new UnreadableFile(
          UnreadableFile.Reason.EMPTY,
          "文件里没有任何数据。请检查是否选错了文件，或数据是否未保存。",
          "There is nothing in the file. Check whether it is the right one and was saved.");
    }
  }

  /**
   * Opens a file. Nothing in it is executed and nothing is fetched from elsewhere.
   *
   * @param name what its sender called it; a text file's only sheet is named after it
   * @throws UnreadableFile when it cannot be read as a spreadsheet, saying what to do
   */
  public static Workbook open(Path file, String name) {
    try {
      return surveyed(source(file, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A block that was copied in Excel or WPS and pasted: tabs between cells, quotes around what has
   * line breaks.
   *
   * @throws UnreadableFile when it holds nothing
   */
  public static Workbook pasted(String block) {
    return surveyed(TextSource.pasted(block));
  }

  private static Workbook surveyed(Source source) {
    try {
      return new Workbook(source);
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  private static Source source(Path file, String name) throws IOException {
    if (Files.size(file) > Limits.FILE) {
      throw UnreadableFile.tooLarge("超过 200 MB", "more than 200 MB");
    }
    byte[] head;
    try (var in = Files.newInputStream(file)) {
      head = in.readNBytes(4096);
    }
    return switch (FileForm.of(head)) {
      case ZIP -> XlsxSource.open(file);
      case OLE -> XlsSource.open(file);
      case TEXT -> TextSource.open(file, name);
    };
  }

  public List<Worksheet> sheets() {
    return sheets;
  }

  public List<Notice> notices() {
    return source.notices();
  }

  /**
   * The rows of a sheet that hold something, one at a time, hidden ones too. Close the stream; only
   * one may be open at a time.
   */
  public Stream<SheetRow> rows(Worksheet sheet) {
    var rows = source.rows(sheet.index());
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(rows::close);
  }

  @Override
  public void close() {
    source.close();
  }
}
