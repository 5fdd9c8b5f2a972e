package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.sheet.CellKind;
import cn.tongtu.engine.sheet.CellValue;
import cn.tongtu.engine.sheet.SheetColumn;
import cn.tongtu.engine.sheet.WorkbookWriter;
import cn.tongtu.shared.Words;
import cn.tongtu.testkit.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Ten notices from an Excel file to the figure that counts them, by two people in browsers. */
// A database of its own: the sample's figures are not moved for the others.
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.application.name=notices-story")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoticesStoryTest {
  private static final String REGISTER = "/registers/rectification";

  @Autowired private Sample sample;
  private final LocalDate today = LocalDate.now(Words.CHINA);

  @LocalServerPort private int port;
  @TempDir Path folder;

  @BeforeAll
  void load() {
    Browser.needed();
    sample.load(new SampleFolder(Optional.empty()));
  }

  /** The third, the sixth and the ninth as somebody typed them first. */
  private Path notices(boolean mended) {
    var columns =
        List.of(
            SheetColumn.of("问题", new CellKind.Text()),
            SheetColumn.of("点位", new CellKind.Text()),
            SheetColumn.of("等级", new CellKind.Text()),
            SheetColumn.of("发现日期", new CellKind.Text()),
            SheetColumn.of("整改投入（万元）", new CellKind.Text()));
    var file = folder.resolve(mended ? "整改通知（改）.xlsx" : "整改通知.xlsx");
    try (var book = new WorkbookWriter(Files.newOutputStream(file));
        var sheet = book.sheet("整改", columns)) {
      for (int n = 1; n <= 10; n++) {
        var wrong = !mended;
        sheet.row(
            texts(
                "护栏缺失 " + n,
                "验收桥",
                wrong && n == 3 ? "特大" : "一般",
                wrong && n == 6 ? "上周三" : today.toString(),
                wrong && n == 9 ? "三点五" : "3.5"));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return file;
  }

  private static List<CellValue> texts(String... texts) {
    return IntStream.range(0, texts.length)
        .<CellValue>mapToObj(i -> new CellValue.Text(texts[i]))
        .toList();
  }

  private static void send(Browser who, Path file) {
    who.visit(REGISTER + "/import");
    who.find("input[type=file]").sendKeys(file.toAbsolutePath().toString());
    submit(who, "main form");
  }

  private static void submit(Browser who, String form) {
    who.find(form + " button[type=submit]").click();
  }

  private static void type(Browser who, String field, String text) {
    var input = who.find("#do [name=" + field + "]");
    who.driver().executeScript("arguments[0].value = ''", input);
    input.sendKeys(text);
  }

  private static void fill(Browser who, String notice, String move, String field, String text) {
    who.visit(notice + "?do=" + move);
    type(who, field, text);
    // Escape closes what a picker offers.
    who.driver()
        .executeScript("arguments[0].form.requestSubmit()", who.find("#do [name=" + field + "]"));
    assertThat(said(who)).isNotEmpty();
  }

  /** What the page says was done. */
  private static String said(Browser who) {
    return who.find(".toast").getText();
  }

  private static String page(Browser who) {
    return Objects.requireNonNull(who.driver().getPageSource());
  }

  private static Set<String> notices(String html) {
    var found = new TreeSet<String>();
    var links = Pattern.compile("register(?:s/|\\.)rectification/(\\d+)").matcher(html);
    while (links.find()) {
      found.add(links.group(1));
    }
    return found;
  }

  private String figure() {
    return "/figures/QS.rect.closed?org=ouhai&span=%1$d-01..%1$d-12".formatted(today.getYear());
  }

  @Test
  void tenNoticesGoFromAFileThroughTheLoopIntoTheFigureAndBack() {
    try (var clerk = Browser.signedIn(port, "demo-clerk");
        var reviewer = Browser.signedIn(port, "demo-reviewer")) {
      clerk.driver().manage().timeouts().implicitlyWait(java.time.Duration.ofSeconds(10));
      reviewer.driver().manage().timeouts().implicitlyWait(java.time.Duration.ofSeconds(10));
      clerk.visit(figure());
      assertThat(clerk.find("main").getText()).contains("无数据");

      send(clerk, notices(false));
      assertThat(clerk.find("main").getText())
          .contains("有 3 行", "特大", "上周三", "三点五", "整改!C4", "整改!D7", "整改!E10");
      send(clerk, notices(true));
      assertThat(clerk.find("main").getText()).doesNotContain("特大");
      submit(clerk, "form[action$='/take']");
      assertThat(said(clerk)).isNotEmpty();

      clerk.visit(REGISTER + "?q=验收桥");
      var ten = notices(clerk.find("tbody").getDomProperty("innerHTML") + "");
      assertThat(ten).hasSize(10);
      for (var notice : ten) {
        var address = REGISTER + "/" + notice;
        fill(clerk, address, "issue", "party", "青溪路桥养护有限公司");
        fill(clerk, address, "assign", "mender", "demo-clerk");
        fill(clerk, address, "submit", "measures", "已补装护栏。");
      }
      for (var notice : ten) {
        reviewer.visit(REGISTER + "/" + notice);
        reviewer.find("form[action$='/moves/pass'] button").click();
        assertThat(said(reviewer)).isEqualTo("已复查销号");
      }

      reviewer.visit(figure());
      assertThat(reviewer.find(".hero .value").getText()).startsWith("10");
      reviewer.driver().findElement(By.cssSelector("main a[href^='/postings?']")).click();
      assertThat(notices(reviewer.find("tbody").getDomProperty("innerHTML") + "")).isEqualTo(ten);
      assertThat(page(reviewer)).contains("10 笔记账");
    }
  }
}
