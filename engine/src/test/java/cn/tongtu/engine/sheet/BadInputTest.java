package cn.tongtu.engine.sheet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.tongtu.engine.sheet.SheetCell.Content;
import cn.tongtu.engine.sheet.UnreadableFile.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people and strangers hand in: each hazard is read rightly or refused by name. */
@Timeout(120)
class BadInputTest {
  private static final String ROW =
      "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>点位</t></is></c></row>";

  @TempDir Path folder;

  private UnreadableFile refused(Path file, Reason reason) {
    var refused =
        catchThrowableOfType(
            UnreadableFile.class, () -> Workbook.open(file, file.getFileName().toString()).close());
    assertThat(refused).as(file.getFileName().toString()).isNotNull();
    assertThat(refused.reason()).isEqualTo(reason);
    assertThat(refused.chinese()).contains("请");
    assertThat(refused.english()).isNotBlank().matches("[\\x00-\\x7f“”…\\p{IsHan}（），。]*");
    return refused;
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private List<SheetRow> rows(Path file) {
    try (var book = Workbook.open(file, file.getFileName().toString());
        var rows = book.rows(book.sheets().getFirst())) {
      return rows.toList();
    }
  }

  @Test
  void renamedCsvInGb18030() throws IOException {
    var file = file("台账.xlsx", "点位,金额\n东风桥,3.5万元\n𠮷家桥,1\n".getBytes(Charset.forName("GB18030")));
    try (var book = Workbook.open(file, "台账.xlsx")) {
      assertThat(book.notices())
          .singleElement()
          .extracting(Notice::chinese)
          .asString()
          .contains("GB18030");
      assertThat(book.sheets().getFirst().name()).isEqualTo("台账");
    }
    assertThat(rows(file).getLast().text(1)).isEqualTo("𠮷家桥");
  }

  @Test
  void csvInEveryEncoding() throws IOException {
    var text = "点位;金额\r\n东风桥;\"3;5\"\r\n";
    for (var charset : List.of(UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      for (var mark : List.of("", "\ufeff")) {
        var file = file("表.csv", (mark + text).getBytes(charset));
        var last = rows(file).getLast();
        assertThat(List.of(last.text(1), last.text(2)))
            .as(charset + mark)
            .containsExactly("东风桥", "3;5");
      }
    }
  }

  @Test
  void textInNoEncoding() throws IOException {
    var bytes = new byte[4096];
    Arrays.fill(bytes, (byte) 0xff);
    var _ = refused(file("表.csv", bytes), Reason.OTHER_FORMAT);
  }

  @Test
  void quoteThatIsNeverClosed() throws IOException {
    var refused = refused(file("表.csv", "a,b\n\"c,d\n1,2\n".getBytes(UTF_8)), Reason.DAMAGED);
    assertThat(refused.chinese()).contains("引号");
  }

  @Test
  void otherFormatsUnderASpreadsheetsName() throws IOException {
    var _ = refused(file("表.xls", "%PDF-1.7\n".getBytes(UTF_8)), Reason.OTHER_FORMAT);
    var _ =
        refused(file("页.xls", "\n <HTML><table><tr><td>1".getBytes(UTF_8)), Reason.OTHER_FORMAT);
    var _ =
        refused(
            file("旧.xls", "<?xml version=\"1.0\"?><Workbook/>".getBytes(UTF_8)),
            Reason.OTHER_FORMAT);
    var _ =
        refused(
            file("图.xlsx", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10}), Reason.OTHER_FORMAT);
    var word =
        new Books()
            .part("_rels/.rels", relation("word/document.xml"))
            .part("word/document.xml", "<d/>");
    assertThat(refused(word.in(folder), Reason.OTHER_FORMAT).chinese()).contains("Word");
    var ods = new Books().part("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
    assertThat(refused(ods.in(folder), Reason.OTHER_FORMAT).chinese()).contains("OpenDocument");
    var binary =
        new Books().part("_rels/.rels", relation("xl/workbook.bin")).part("xl/workbook.bin", "");
    assertThat(refused(binary.in(folder), Reason.OTHER_FORMAT).chinese()).contains(".xlsb");
    var _ = refused(new Books().part("照片.jpg", "x").in(folder), Reason.OTHER_FORMAT);
    var _ = refused(file("空.xlsx", new byte[0]), Reason.EMPTY);
  }

  private static String relation(String target) {
    return "<Relationships><Relationship Id=\"r1\" Type=\"x/officeDocument\" Target=\""
        + target
        + "\"/></Relationships>";
  }

  @Test
  void passwords() throws Exception {
    var encrypted = new ByteArrayOutputStream();
    try (var files = new POIFSFileSystem()) {
      var encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword("secret");
      try (OutputStream out = encryptor.getDataStream(files)) {
        out.write(Files.readAllBytes(Books.withRows(ROW).in(folder)));
      }
      files.writeFilesystem(encrypted);
    }
    assertThat(refused(file("密.xlsx", encrypted.toByteArray()), Reason.ENCRYPTED).chinese())
        .contains("密码");
    var old = new ByteArrayOutputStream();
    try (var book = new HSSFWorkbook()) {
      book.createSheet("表").createRow(0).createCell(0).setCellValue("x");
      Biff8EncryptionKey.setCurrentUserPassword("secret");
      book.write(old);
    } finally {
      Biff8EncryptionKey.setCurrentUserPassword(null);
    }
    var _ = refused(file("密.xls", old.toByteArray()), Reason.ENCRYPTED);
  }

  @Test
  void brokenOff() throws IOException {
    var whole = Files.readAllBytes(Books.withRows(ROW.repeat(1)).in(folder));
    var _ = refused(file("断.xlsx", Arrays.copyOf(whole, whole.length - 40)), Reason.DAMAGED);
    var _ =
        refused(
            Books.withSheet("<sheetData><row r=\"1\"><c r=\"A1\"><v>1").in(folder), Reason.DAMAGED);
    var old = new ByteArrayOutputStream();
    try (var book = new HSSFWorkbook()) {
      var sheet = book.createSheet("表");
      for (int i = 0; i < 500; i++) {
        sheet.createRow(i).createCell(0).setCellValue("行" + i);
      }
      book.write(old);
    }
    var _ =
        refused(file("断.xls", Arrays.copyOf(old.toByteArray(), old.size() / 2)), Reason.DAMAGED);
    var _ = refused(file("断2.xls", Arrays.copyOf(old.toByteArray(), 600)), Reason.DAMAGED);
  }

  @Test
  void textThatIsLost() throws IOException {
    var file = Books.withRows("<row r=\"3\"><c r=\"C3\" t=\"s\"><v>7</v></c></row>").in(folder);
    assertThat(refused(file, Reason.DAMAGED).chinese()).contains("表一!C3");
  }

  @Test
  void zipBomb() throws IOException {
    var spaces = "<!--" + " ".repeat(100_000) + "-->";
    var file =
        Books.withRows(ROW)
            .in(
                folder,
                "xl/sharedStrings.xml",
                out -> {
                  out.write("<sst>".getBytes(UTF_8));
                  for (int i = 0; i < 3000; i++) {
                    out.write(spaces.getBytes(UTF_8));
                  }
                  out.write("</sst>".getBytes(UTF_8));
                });
    assertThat(Files.size(file)).isLessThan(2_000_000);
    assertThat(refused(file, Reason.TOO_LARGE).chinese()).contains("压缩炸弹");
  }

  @Test
  void endlessTag() throws IOException {
    var file =
        Books.withRows(ROW)
            .in(
                folder,
                "xl/styles.xml",
                out -> {
                  out.write("<styleSheet x=\"".getBytes(UTF_8));
                  var random = new java.util.Random(1);
                  var letters = new byte[1 << 16];
                  for (int i = 0; i < 64; i++) {
                    for (int j = 0; j < letters.length; j++) {
                      letters[j] = (byte) ('a' + random.nextInt(26));
                    }
                    out.write(letters);
                  }
                });
    var _ = refused(file, Reason.TOO_LARGE);
  }

  @Test
  void tooManyParts() throws IOException {
    var books = Books.withRows(ROW);
    for (int i = 0; i < 10_001; i++) {
      books.part("xl/media/" + i + ".png", "");
    }
    var _ = refused(books.in(folder), Reason.TOO_LARGE);
  }

  @Test
  void sharedStringBomb() throws IOException {
    // 12,000 cells that share one text of 30,000 letters, and a hundred such texts a row.
    var text = "路".repeat(30_000);
    var cells = new StringBuilder();
    for (int r = 1; r <= 1000; r++) {
      cells.append("<row r=\"").append(r).append("\">");
      cells.append("<c t=\"s\"><v>0</v></c>".repeat(12)).append("</row>");
    }
    var file = Books.withRows(cells.toString()).strings("<si><t>" + text + "</t></si>").in(folder);
    assertThat(rows(file)).hasSize(1000);
    var wide =
        Books.withRows("<row r=\"1\">" + "<c t=\"s\"><v>0</v></c>".repeat(16_000) + "</row>")
            .strings("<si><t>" + text + "</t></si>")
            .in(folder);
    assertThat(refused(wide, Reason.TOO_LARGE).chinese()).contains("第 1 行");
  }

  @Test
  void cellLongerThanACellCanBe() throws IOException {
    var file = Books.withRows(ROW).strings("<si><t>" + "路".repeat(32_768) + "</t></si>").in(folder);
    assertThat(refused(file, Reason.TOO_LARGE).chinese()).contains("32767");
  }

  @Test
  void externalEntities() throws IOException {
    var secret = file("secret.txt", "机密".getBytes(UTF_8));
    var xml =
        Books.HEAD
            + "<!DOCTYPE x [<!ENTITY e SYSTEM \"file://"
            + secret
            + "\">]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&e;</t></is></c></row></sheetData></worksheet>";
    var _ =
        refused(
            Books.withRows(ROW).part("xl/worksheets/sheet1.xml", xml).in(folder),
            Reason.EXTERNAL_ENTITY);
  }

  @Test
  void entitiesThatMultiply() throws IOException {
    var laughs = new StringBuilder(Books.HEAD + "<!DOCTYPE x [<!ENTITY a \"ha\">");
    for (char c = 'b'; c <= 'j'; c++) {
      laughs
          .append("<!ENTITY ")
          .append(c)
          .append(" \"")
          .append(("&" + (char) (c - 1) + ";").repeat(10))
          .append("\">");
    }
    laughs.append("]><sst><si><t>&j;</t></si></sst>");
    var _ =
        refused(
            Books.withRows(ROW).part("xl/sharedStrings.xml", laughs.toString()).in(folder),
            Reason.EXTERNAL_ENTITY);
  }

  @Test
  void tagsWithinTags() throws IOException {
    var _ = refused(Books.withSheet("<a>".repeat(100_000)).in(folder), Reason.DAMAGED);
    var _ =
        refused(
            Books.withRows("<row r=\"1\"><c r=\"A1\"><v>" + "<a>".repeat(100_000)).in(folder),
            Reason.DAMAGED);
  }

  @Test
  void pathTraversal() throws IOException {
    var books = Books.withRows(ROW).part("../../etc/cron.d/x", "x");
    var _ = refused(books.in(folder), Reason.DAMAGED);
    assertThat(folder.resolve("../../etc/cron.d/x")).doesNotExist();
  }

  @Test
  void absurdDimensions() throws IOException {
    var claimed =
        Books.withSheet(
            "<dimension ref=\"A1:XFD1048576\"/><cols><col min=\"1\" max=\"2000000000\" hidden=\"1\"/></cols><sheetData>"
                + ROW
                + "</sheetData>");
    try (var book = Workbook.open(claimed.in(folder), "表.xlsx")) {
      assertThat(book.sheets().getFirst().columns()).isEqualTo(1);
    }
    for (var address : List.of("ZZZZZZZZZ1", "XFE1", "1", "*1")) {
      var _ =
          refused(
              Books.withRows("<row r=\"1\"><c r=\"" + address + "\"><v>1</v></c></row>").in(folder),
              Reason.DAMAGED);
    }
    var _ =
        refused(
            Books.withRows("<row r=\"1048577\"><c><v>1</v></c></row>").in(folder), Reason.DAMAGED);
    var _ =
        refused(
            Books.withRows("<row r=\"99999999999\"><c><v>1</v></c></row>").in(folder),
            Reason.DAMAGED);
    var _ =
        refused(
            Books.withRows("<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>1</v></c></row>")
                .in(folder),
            Reason.DAMAGED);
  }

  @Test
  void millionEmptyRowsAndFormattedNothing() throws IOException {
    var file =
        Books.withRows("")
            .styles("0.00")
            .in(
                folder,
                "xl/worksheets/sheet1.xml",
                out -> {
                  out.write((Books.HEAD + "<worksheet><sheetData>" + ROW).getBytes(UTF_8));
                  for (int r = 2; r <= 1_048_576; r++) {
                    var cells =
                        r < 50_000
                            ? "<c r=\"A" + r + "\" s=\"1\"/><c r=\"B" + r + "\" s=\"1\"/>"
                            : "";
                    out.write(
                        ("<row r=\""
                                + r
                                + "\" spans=\"1:20\" s=\"1\" customFormat=\"1\" ht=\"15\">"
                                + cells
                                + "</row>")
                            .getBytes(UTF_8));
                  }
                  out.write("</sheetData></worksheet>".getBytes(UTF_8));
                });
    try (var book = Workbook.open(file, "表.xlsx")) {
      assertThat(book.sheets().getFirst().rows()).isEqualTo(1);
      assertThat(book.sheets().getFirst().lastRow()).isEqualTo(1);
    }
  }

  @Test
  void macros() throws IOException {
    var books = Books.withRows(ROW).part("xl/vbaProject.bin", "Sub AutoOpen()");
    try (var book = Workbook.open(books.in(folder, "表.xlsm"), "表.xlsm")) {
      assertThat(book.notices())
          .singleElement()
          .extracting(Notice::chinese)
          .asString()
          .contains("宏");
    }
  }

  @Test
  void formulasWithAndWithoutAValue() throws IOException {
    var file =
        Books.withRows(
                "<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c><c r=\"B1\"><f>A1</f></c>"
                    + "<c r=\"C1\" t=\"str\"><f>\"a\"</f><v>甲</v></c><c r=\"D1\" t=\"e\"><f>X</f><v>#REF!</v></c></row>")
            .in(folder);
    var row = rows(file).getFirst();
    assertThat(row.cell(1)).matches(SheetCell::formula).extracting(SheetCell::text).isEqualTo("2");
    assertThat(row.cell(2).content()).isEqualTo(new Content.Uncalculated());
    assertThat(row.cell(3).text()).isEqualTo("甲");
    var reader = new CellReader("表一", java.time.LocalDate.of(2026, 1, 1));
    assertThat(reader.read(row.cell(4), new CellKind.Text()).toString())
        .contains("表一!D1", "#REF!", "FAULT");
    assertThat(reader.read(row.cell(2), new CellKind.Text()).toString())
        .contains("表一!B1", "UNCALCULATED");
    try (var book = Workbook.open(file, "表")) {
      assertThat(book.sheets().getFirst().faults()).isEqualTo(1);
      assertThat(book.sheets().getFirst().uncalculated()).isEqualTo(1);
    }
  }

  @Test
  void hiddenThingsAreReadAndSaid() throws IOException {
    var books =
        Books.withSheet(
            "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>"
                + ROW
                + "<row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>1</v></c></row></sheetData>"
                + "<mergeCells><mergeCell ref=\"A1:C1\"/></mergeCells>");
    books.workbook(
        "<workbookPr date1904=\"1\"/>",
        "<sheet name=\"底稿\" sheetId=\"1\" state=\"veryHidden\" r:id=\"r1\"/>");
    try (var book = Workbook.open(books.in(folder), "表.xlsx")) {
      var sheet = book.sheets().getFirst();
      assertThat(sheet.hidden()).isTrue();
      assertThat(sheet.hiddenRows()).isEqualTo(1);
      assertThat(sheet.hiddenColumns()).containsExactlyInAnyOrder(2, 3);
      assertThat(sheet.merges()).extracting(CellRange::toString).containsExactly("A1:C1");
      assertThat(sheet.head().getLast().hidden()).isTrue();
    }
  }

  @Test
  void readingsAboveCharactersAndEscapes() throws IOException {
    var file =
        Books.withRows("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>")
            .strings(
                "<si><r><t>东</t></r><r><rPr><b/></rPr><t>风桥</t></r><rPh sb=\"0\" eb=\"1\"><t>ドン</t></rPh></si>"
                    + "<si><t>甲_x000D__x005F_x0041_&#10;乙</t></si>")
            .in(folder);
    var row = rows(file).getFirst();
    assertThat(row.cell(1).text()).isEqualTo("东风桥");
    assertThat(row.cell(2).text()).isEqualTo("甲\r_x0041_\n乙");
  }

  @Test
  void strictAndOddAddresses() throws IOException {
    var file =
        Books.withRows("<row><c><v>1</v></c><c r=\"C1\" t=\"d\"><v>2023-06-01</v></c></row>")
            .in(folder);
    var row = rows(file).getFirst();
    assertThat(row.cell(3).text()).isEqualTo("2023-06-01");
    assertThat(row.cell(2).isEmpty()).isTrue();
  }

  @Test
  void nestedZip() throws IOException {
    var file = folder.resolve("包.xlsx");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("台账.xlsx"));
      zip.write(Files.readAllBytes(Books.withRows(ROW).in(folder)));
      zip.closeEntry();
    }
    var _ = refused(file, Reason.OTHER_FORMAT);
  }
}
