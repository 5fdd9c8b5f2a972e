package cn.tongtu.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Files that people hand in instead of text, told by their first bytes. */
enum FileKind {
  WORD("Word 文档（docx）", "a Word document (docx)"),
  SHEET("Excel 工作簿（xlsx）", "an Excel workbook (xlsx)"),
  ZIP("压缩包（zip）", "a zip archive"),
  OLD_OFFICE("旧版 Office 文档（doc、xls）", "an old Office document (doc, xls)"),
  PDF("PDF 文档", "a PDF document"),
  IMAGE("图片", "an image");

  private static final int HEAD = 8192;

  private final String chinese;
  private final String english;

  FileKind(String chinese, String english) {
    this.chinese = chinese;
    this.english = english;
  }

  static Optional<FileKind> of(byte[] bytes) {
    // Latin-1 maps bytes to letters one to one, so magic numbers can be compared as strings.
    var head = new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.ISO_8859_1);
    if (head.startsWith("PK\u0003\u0004")) {
      var all = new String(bytes, StandardCharsets.ISO_8859_1);
      return Optional.of(all.contains("word/") ? WORD : all.contains("xl/") ? SHEET : ZIP);
    }
    if (head.startsWith("\u00d0\u00cf\u0011\u00e0")) {
      return Optional.of(OLD_OFFICE);
    }
    if (head.startsWith("%PDF")) {
      return Optional.of(PDF);
    }
    boolean image =
        Arrays.stream(
                new String[] {
                  "\u0089PNG", "\u00ff\u00d8\u00ff", "GIF8", "BM\u0000", "II*\u0000", "MM\u0000*"
                })
            .anyMatch(head::startsWith);
    return image || head.startsWith("RIFF") ? Optional.of(IMAGE) : Optional.empty();
  }

  Unreadable refuse(Path path) {
    return new Unreadable(
        path + " 是" + chinese + "，不是纯文本。请打开后另存为 UTF-8 的 .txt 文件。",
        path + " is " + english + ", not plain text. Open it and save it as a UTF-8 .txt file.");
  }
}
