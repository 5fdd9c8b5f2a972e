package cn.tongtu.text;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextCommandTest {
  private static final String TEXT = "新建泊位12个，其中室内5个、室外7个。";
  private static final String FIRST =
      "{\"start\":4,\"end\":7,\"quantity\":\"12个\",\"value\":12,\"unit\":\"个\",\"masked\":false,"
          + "\"approx\":null,\"kind\":\"count\",\"subject\":\"新建泊位\",\"period\":\"\",\"status\":\"actual\"}";

  @TempDir Path folder;

  private record Answer(int code, String out, String err) {}

  private static Answer run(Object... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code =
        TextCommand.run(
            List.of(args).stream().map(Object::toString).toList(),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    return new Answer(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static byte[] join(byte[] head, byte[] tail) {
    var all = new ByteArrayOutputStream();
    all.writeBytes(head);
    all.writeBytes(tail);
    return all.toByteArray();
  }

  private void assertRefused(Answer answer, String... words) {
    assertThat(answer.code()).isEqualTo(2);
    assertThat(answer.out()).isEmpty();
    assertThat(answer.err()).contains(words);
  }

  @Test
  void listsFiguresAsJson() throws IOException {
    var answer = run("figures", file("a.txt", TEXT.getBytes(UTF_8)), "--json");
    assertThat(answer.code()).isZero();
    assertThat(answer.err()).isEmpty();
    assertThat(answer.out()).startsWith("[\n" + FIRST + ",\n").endsWith("\n]\n");
  }

  @Test
  void listsFindingsAsJson() throws IOException {
    var answer = run("check-text", "--json", file("a.txt", TEXT.getBytes(UTF_8)));
    assertThat(answer.out())
        .isEqualTo(
            "{\"figures\":3,\"findings\":[\n"
                + "{\"rule\":\"sum.parts\",\"severity\":\"info\",\"verdict\":\"ok\","
                + "\"spans\":[{\"start\":4,\"end\":7},{\"start\":12,\"end\":14},{\"start\":17,\"end\":19}],"
                + "\"expression\":\"5个 + 7个 = 12个\",\"stated\":\"12个\",\"computed\":\"12个\","
                + "\"explanation\":\"分项之和与总数相符。\"}\n]}\n");
  }

  @Test
  void maskedAndDatedFiguresKeepTheirForm() throws IOException {
    var text = "2023年工作总结\n完成XX公里，10月底前通车。约3\"\t座";
    var answer = run("figures", file("a.txt", text.getBytes(UTF_8)), "--json");
    assertThat(answer.out())
        .contains("\"quantity\":\"XX公里\",\"value\":null,\"unit\":\"公里\",\"masked\":true")
        .contains("\"value\":\"2023-10-31\",\"unit\":\"日期\"");
  }

  @Test
  void escapesWhatJsonDoesNotAllow() {
    assertThat(TextJson.quoted("a\"\\\n\t\u0001\ud800𠮷"))
        .isEqualTo("\"a\\\"\\\\\\n\\t\\u0001\\ud800𠮷\"");
  }

  @Test
  void showsTablesToPeople() throws IOException {
    var path = file("a.txt", ("简报\n" + TEXT).getBytes(UTF_8));
    assertThat(run("figures", path).out()).contains("位置", "2:5", "12个", "共 3 项数据");
    assertThat(run("check-text", path).out()).contains("✓ 相符", "【12个】", "相符 1");
  }

  @Test
  void columnsHoldWithWideLetters() {
    assertThat(TextTable.width("12个㎡")).isEqualTo(2 + 2 + 2);
    assertThat(TextTable.width("２")).isEqualTo(2);
  }

  @Test
  void readsTheEncodingsInUse() throws IOException {
    var bom = new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    var big = new byte[] {(byte) 0xFE, (byte) 0xFF};
    var little = new byte[] {(byte) 0xFF, (byte) 0xFE};
    var marked = run("figures", file("bom.txt", join(bom, TEXT.getBytes(UTF_8))), "--json");
    assertThat(marked.out()).contains(FIRST);
    assertThat(marked.err()).isEmpty();
    var national =
        run("figures", file("gb.txt", TEXT.getBytes(Charset.forName("GB18030"))), "--json");
    assertThat(national.out()).contains(FIRST);
    assertThat(national.err()).contains("GB18030");
    for (var bytes :
        List.of(join(big, TEXT.getBytes(UTF_16BE)), join(little, TEXT.getBytes(UTF_16LE)))) {
      var wide = run("figures", file("wide.txt", bytes), "--json");
      assertThat(wide.out()).contains(FIRST);
      assertThat(wide.err()).contains("UTF-16");
    }
  }

  @Test
  void offsetsCountLettersOfTheTextAsItStands() throws IOException {
    var path = file("crlf.txt", "𠮷县\r\n新增3处\r\n".getBytes(UTF_8));
    assertThat(run("figures", path, "--json").out()).contains("\"start\":6,\"end\":8");
  }

  @Test
  void emptyFileHoldsNoFigures() throws IOException {
    var path = file("empty.txt", new byte[0]);
    assertThat(run("figures", path, "--json")).isEqualTo(new Answer(0, "[]\n", ""));
    assertThat(run("check-text", path, "--json"))
        .isEqualTo(new Answer(0, "{\"figures\":0,\"findings\":[]}\n", ""));
    assertThat(run("figures", path).code()).isZero();
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    assertRefused(run("figures", folder.resolve("none.txt")), "none.txt", "找不到", "No such file");
    assertRefused(run("figures", folder), "文件夹", "directory");
    assertRefused(run("figures", file("a.pdf", "%PDF-1.7\n".getBytes(UTF_8))), "PDF", "UTF-8");
    assertRefused(run("figures", file("a.docx", zip("word/document.xml"))), "docx");
    assertRefused(run("figures", file("a.xlsx", zip("xl/workbook.xml"))), "xlsx");
    assertRefused(run("figures", file("a.zip", zip("a.txt"))), "zip");
    var old = new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2};
    assertRefused(run("check-text", file("a.doc", old)), "doc、xls");
    var picture = new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10};
    assertRefused(run("figures", file("a.png", picture)), "图片", "image");
    assertRefused(run("figures", file("zero.txt", new byte[] {'a', 'b', 0, 'c'})), "2", "zero");
  }

  private static byte[] zip(String entry) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  @Test
  void saysWhereDecodingBrokeOff() throws IOException {
    var bytes = join("第一行\n二".getBytes(UTF_8), new byte[] {(byte) 0xFF, (byte) 0xFF});
    assertRefused(run("figures", file("bad.txt", bytes)), "第 2 行", "13", "line 2", "byte 13");
  }

  @Test
  void explainsItselfWhenMisused() throws IOException {
    var path = file("a.txt", TEXT.getBytes(UTF_8));
    assertRefused(run(), "用法", "Usage");
    assertRefused(run("figures"), "Usage");
    assertRefused(run("read", path), "Usage");
    assertRefused(run("figures", path, "--xml"), "Usage");
    assertRefused(run("figures", path, path), "Usage");
  }
}
