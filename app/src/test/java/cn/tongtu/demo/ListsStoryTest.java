package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.testkit.Browser;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a clerk does with a register's list, by the keyboard alone where a keyboard does. */
// A database of its own: the sample's records are moved.
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.application.name=lists-story")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListsStoryTest {
  private static final String REGISTER = "/registers/rectification";

  @Autowired private Sample sample;
  @LocalServerPort private int port;

  @BeforeAll
  void load() {
    Browser.needed();
    sample.load(new SampleFolder(Optional.empty()));
  }

  private Browser clerk() {
    var clerk = Browser.signedIn(port, "demo-clerk");
    clerk.driver().manage().timeouts().implicitlyWait(Duration.ofSeconds(10));
    return clerk;
  }

  private static List<WebElement> all(Browser who, String selector) {
    return who.driver().findElements(By.cssSelector(selector));
  }

  @Test
  void rowsAreTickedByTheKeyboardAndMovedTogether() {
    try (var clerk = clerk()) {
      clerk.visit(REGISTER + "?state=issued");
      assertThat(clerk.find("#ticked button").isEnabled()).isFalse();
      var first = clerk.find("td.tick input");
      first.sendKeys(Keys.SPACE);
      first.sendKeys(Keys.chord(Keys.SHIFT, Keys.ARROW_DOWN));
      assertThat(clerk.find("#ticked .note").getText()).isEqualTo("已勾选 2 条");
      clerk.find("#ticked button").sendKeys(Keys.ENTER);
      assertThat(clerk.find("main h1").getText()).isEqualTo("批量办理");
      var mender = clerk.find("#do [name=mender]");
      clerk.driver().executeScript("arguments[0].value = 'demo-clerk'", mender);
      clerk.driver().executeScript("arguments[0].form.requestSubmit()", mender);
      assertThat(clerk.find(".toast").getText()).isEqualTo("已办理 2 条");
      assertThat(clerk.find("main").getText()).contains("2 条全部办成").contains("整改中");
    }
  }

  @Test
  void aCardIsMovedByItsMenuWithWhatItAsksForInADialog() {
    try (var clerk = clerk()) {
      clerk.visit(REGISTER + "?view=board");
      var before = all(clerk, ".lane[data-state=issued] .ticket").size();
      // The draft goes to those that are issued, once it is said to whom.
      clerk.find(".lane[data-state=draft] .does summary").sendKeys(Keys.ENTER);
      clerk.find(".lane[data-state=draft] .does a").sendKeys(Keys.ENTER);
      var party = clerk.find("#move [name=party]");
      clerk
          .driver()
          .executeScript(
              "arguments[0].form.noValidate = true; arguments[0].form.requestSubmit()", party);
      assertThat(clerk.find("#move .error").getText()).contains("请填写责任单位");
      clerk.find("#move [name=party]").sendKeys("青溪路桥养护有限公司", Keys.ENTER);
      assertThat(clerk.find(".toast").getText()).isEqualTo("已下发");
      assertThat(all(clerk, ".lane[data-state=issued] .ticket")).hasSize(before + 1);
      assertThat(clerk.driver().getCurrentUrl()).endsWith("?view=board");
      assertThat(clerk.complaints()).noneMatch(line -> !line.contains("422"));
    }
  }

  /**
   * A block with its heading, one row of it wrong, as it lies in the clipboard of a spreadsheet.
   */
  private static final String BLOCK =
      "问题\\t点位\\t等级\\t发现日期\\n甲处缺失\\t录入桥\\t一般\\t2026.3.5\\n\"乙处\\n\"\"缺失\"\"\"\\t录入桥\\t特大\\t昨天\\n";

  private static WebElement cell(Browser who, String name) {
    return who.driver().findElement(By.name(name));
  }

  @Test
  void aBlockIsPastedWrongCellsAreMendedAndNothingIsKeptTwice() {
    try (var clerk = clerk()) {
      clerk.visit(REGISTER + "/grid");
      var first = cell(clerk, "c1.problem");
      clerk
          .driver()
          .executeScript(
              "const d = new DataTransfer(); d.setData('text/plain', '"
                  + BLOCK
                  + "'); arguments[0].dispatchEvent(new ClipboardEvent('paste', { clipboardData: d, bubbles: true, cancelable: true }))",
              first);
      assertThat(cell(clerk, "c2.problem").getDomProperty("value")).isEqualTo("乙处 \"缺失\"");
      // By the keyboard: down, typed, down, and the one above once more.
      first.sendKeys(Keys.ENTER, Keys.ENTER, "丙处缺失", Keys.ENTER);
      clerk.driver().switchTo().activeElement().sendKeys(Keys.chord(Keys.CONTROL, "d"));
      assertThat(cell(clerk, "c4.problem").getDomProperty("value")).isEqualTo("丙处缺失");
      clerk.driver().executeScript("arguments[0].value = ''", cell(clerk, "c4.problem"));
      cell(clerk, "c3.site").sendKeys("录入桥");
      clerk.find("form[data-grid] button[type=submit]").click();
      assertThat(clerk.says("1 行没有写入")).contains("已写入 2 行", "特大", "昨天");
      assertThat(all(clerk, "tbody tr")).hasSize(1);
      assertThat(clerk.driver().switchTo().activeElement().getDomAttribute("name"))
          .isEqualTo("c2.severity");
      clerk.driver().executeScript("arguments[0].value = '重大'", cell(clerk, "c2.severity"));
      clerk.driver().executeScript("arguments[0].value = '2026-3-6'", cell(clerk, "c2.found_on"));
      clerk.find("form[data-grid] button[type=submit]").click();
      assertThat(clerk.says("3 条全部办成")).isNotEmpty();
      clerk.visit(REGISTER + "?q=录入桥");
      assertThat(all(clerk, "tbody tr")).hasSize(3);
    }
  }
}
