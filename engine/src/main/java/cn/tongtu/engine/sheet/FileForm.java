package cn.tongtu.engine.sheet;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a file is, told by its first bytes; its name may say anything. */
enum FileForm {
  ZIP,
  OLE,
  TEXT;

  static FileForm of(byte[] head) {
    // Latin-1 maps bytes to letters one to one, so magic numbers can be compared as strings.
    var text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.startsWith("PK\u0003\u0004") || text.startsWith("PK\u0005\u0006")) {
      return ZIP;
    }
    if (text.startsWith("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")) {
      return OLE;
    }
    refuse(text);
    return TEXT;
  }

  private static void refuse(String head) {
    if (head.startsWith("%PDF")) {
      throw other("PDF 文档", "a PDF document");
    }
    if (head.startsWith("\u0089PNG")
        || head.startsWith("\u00ff\u00d8\u00ff")
        || head.startsWith("GIF8")) {
      throw other("图片", "a picture");
    }
    if (head.startsWith("Rar!") || head.startsWith("7z\u00bc\u00af")) {
      throw other("压缩包", "an archive");
    }
    if (head.startsWith("\t\u0008") || head.startsWith("\t\u0004") || head.startsWith("\t\u0002")) {
      throw other("Excel 5.0 以前的工作簿", "a workbook older than Excel 97");
    }
    var start = head.replace("\u0000", "").stripLeading().toLowerCase(Locale.ROOT);
    start = start.startsWith("\u00ef\u00bb\u00bf") ? start.substring(3).stripLeading() : start;
    if (start.startsWith("<!doctype html")
        || start.startsWith("<html")
        || start.startsWith("<table")) {
      throw other("网页（HTML）", "a web page (HTML)");
    }
    if (start.startsWith("<?xml") || start.startsWith("mime-version:")) {
      throw other(
          "XML 表格或网页归档（旧系统导出的“.xls”常是这种）",
          "an XML spreadsheet or a web archive, as old systems export under the name .xls");
    }
  }

  static UnreadableFile other(String chinese, String english) {
    return new UnreadableFile(
        UnreadableFile.Reason.OTHER_FORMAT,
        "这是" + chinese + "，不是可读的电子表格。请用 Excel 或 WPS 打开，另存为 .xlsx 文件后再导入。",
        "This is "
            + english
            + ", not a spreadsheet that can be read. Open it in Excel or WPS, save it as .xlsx and"
            + " try again.");
  }

  static UnreadableFile encrypted() {
    return new UnreadableFile(
        UnreadableFile.Reason.ENCRYPTED,
        "文件设有打开密码，无法读取。请用 Excel 或 WPS 打开，去掉“用密码进行加密”后另存，再导入。",
        "The file opens with a password only. Open it in Excel or WPS, remove the password, save it"
            + " and try again.");
  }
}
