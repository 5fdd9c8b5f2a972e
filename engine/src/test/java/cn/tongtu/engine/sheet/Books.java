package cn.tongtu.engine.sheet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks put together part by part, as only a broken program or somebody malicious would. */
final class Books {
  static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  private final Map<String, byte[]> parts = new LinkedHashMap<>();

  /** A workbook with one sheet whose parts can be replaced. */
  static Books withSheet(String sheetXml) {
    return new Books()
        .part(
            "_rels/.rels",
            HEAD
                + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + "<Relationship Id=\"r1\" Type=\""
                + OFFICE
                + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>")
        .part(
            "xl/_rels/workbook.xml.rels",
            HEAD
                + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + "<Relationship Id=\"r1\" Type=\""
                + OFFICE
                + "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                + "<Relationship Id=\"r2\" Type=\""
                + OFFICE
                + "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
                + "<Relationship Id=\"r3\" Type=\""
                + OFFICE
                + "/styles\" Target=\"styles.xml\"/></Relationships>")
        .workbook("", "<sheet name=\"表一\" sheetId=\"1\" r:id=\"r1\"/>")
        .part("xl/worksheets/sheet1.xml", sheet(sheetXml));
  }

  static String sheet(String inside) {
    return HEAD + "<worksheet xmlns=\"" + MAIN + "\">" + inside + "</worksheet>";
  }

  /** A sheet whose rows are given. */
  static Books withRows(String rows) {
    return withSheet("<sheetData>" + rows + "</sheetData>");
  }

  Books workbook(String properties, String sheets) {
    return part(
        "xl/workbook.xml",
        HEAD
            + "<workbook xmlns=\""
            + MAIN
            + "\" xmlns:r=\""
            + OFFICE
            + "\">"
            + properties
            + "<sheets>"
            + sheets
            + "</sheets></workbook>");
  }

  Books strings(String items) {
    return part("xl/sharedStrings.xml", HEAD + "<sst xmlns=\"" + MAIN + "\">" + items + "</sst>");
  }

  /** Cell styles, one for each number format's code. */
  Books styles(String... codes) {
    var formats = new StringBuilder();
    var cells = new StringBuilder("<xf numFmtId=\"0\"/>");
    for (int i = 0; i < codes.length; i++) {
      int id = 164 + i;
      formats.append(
          "<numFmt numFmtId=\"%d\" formatCode=\"%s\"/>"
              .formatted(id, codes[i].replace("\"", "&quot;")));
      cells.append("<xf numFmtId=\"%d\"/>".formatted(id));
    }
    return part(
        "xl/styles.xml",
        HEAD
            + "<styleSheet xmlns=\""
            + MAIN
            + "\"><numFmts>"
            + formats
            + "</numFmts><cellStyleXfs><xf numFmtId=\"0\"/></cellStyleXfs><cellXfs>"
            + cells
            + "</cellXfs></styleSheet>");
  }

  Books part(String name, String text) {
    parts.put(name, text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Path in(Path folder) throws IOException {
    return in(folder, "表.xlsx");
  }

  Path in(Path folder, String name) throws IOException {
    var file = folder.resolve(name);
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
        zip.closeEntry();
      }
    }
    return file;
  }

  /** Writes a part too large to be held. */
  interface Filling {
    void into(OutputStream out) throws IOException;
  }

  Path in(Path folder, String largePart, Filling filling) throws IOException {
    var file = folder.resolve("大表.xlsx");
    parts.remove(largePart);
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
        zip.closeEntry();
      }
      zip.putNextEntry(new ZipEntry(largePart));
      filling.into(zip);
      zip.closeEntry();
    }
    return file;
  }
}
