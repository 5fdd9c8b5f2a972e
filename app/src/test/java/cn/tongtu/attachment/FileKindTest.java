package cn.tongtu.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file is, is told from its bytes. */
class FileKindTest {
  @TempDir Path folder;

  private Path file(byte[] content) throws IOException {
    return Files.write(Files.createTempFile(folder, "any", ".jpg"), content);
  }

  private Path text(String content) throws IOException {
    return file(content.getBytes(StandardCharsets.UTF_8));
  }

  private Path zip(String... entries) throws IOException {
    var place = Files.createTempFile(folder, "any", ".jpg");
    try (var zip = new ZipOutputStream(Files.newOutputStream(place))) {
      for (var entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write('x');
        zip.closeEntry();
      }
    }
    return place;
  }

  @Test
  void theKindsThatAreTakenAreTold() throws IOException {
    assertThat(FileKind.of(file(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, 0})))
        .hasValue(FileKind.JPEG);
    assertThat(FileKind.of(text("%PDF-1.7"))).hasValue(FileKind.PDF);
    assertThat(FileKind.of(text("桩号,里程\nK1,2"))).hasValue(FileKind.TEXT);
    assertThat(FileKind.of(file("桩号,里程\n".getBytes(Charset.forName("GB18030")))))
        .hasValue(FileKind.TEXT);
    assertThat(FileKind.of(zip("[Content_Types].xml", "word/document.xml")))
        .hasValue(FileKind.DOCX);
    assertThat(FileKind.of(zip("OFD.xml"))).hasValue(FileKind.OFD);
    var old = Files.createTempFile(folder, "any", ".jpg");
    try (var book = new HSSFWorkbook();
        var out = Files.newOutputStream(old)) {
      book.createSheet();
      book.write(out);
    }
    assertThat(FileKind.of(old)).hasValue(FileKind.XLS);
  }

  @Test
  void programsPagesAndArchivesAreNoneOfThem() throws IOException {
    assertThat(FileKind.of(text("MZ\u0090\u0000"))).isEmpty();
    assertThat(FileKind.of(text("\u007fELF\u0002"))).isEmpty();
    assertThat(FileKind.of(text("#!/bin/sh\nrm -rf /"))).isEmpty();
    assertThat(FileKind.of(text("  <!doctype html><script>"))).isEmpty();
    assertThat(FileKind.of(text("<svg onload=alert(1)>"))).isEmpty();
    assertThat(FileKind.of(zip("a.exe"))).isEmpty();
    assertThat(FileKind.of(zip("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")))
        .isEmpty();
    assertThat(FileKind.of(text(""))).isEmpty();
    assertThat(FileKind.of(file(new byte[] {'P', 'K', 3, 4, 9, 9}))).isEmpty();
  }

  @Test
  void aNameDoesNotLieOfTheKind() {
    assertThat(FileKind.TEXT.called("start.bat")).isEqualTo("start.bat.txt");
    assertThat(FileKind.JPEG.called("护栏.JPG")).isEqualTo("护栏.JPG");
    assertThat(FileKind.PDF.called("批复")).isEqualTo("批复.pdf");
    assertThat(FileKind.PDF.called(".pdf")).isEqualTo(".pdf.pdf");
  }
}
