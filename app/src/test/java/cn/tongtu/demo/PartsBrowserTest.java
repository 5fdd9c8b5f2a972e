package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.testkit.Browser;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The parts of pages as a person with a keyboard, a mouse or a thumb uses them. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartsBrowserTest {
  @Autowired private Sample sample;
  @LocalServerPort private int port;
  private @Nullable Browser opened;

  @BeforeAll
  void open() {
    Browser.needed();
    sample.load(new SampleFolder(Optional.empty()));
    opened = Browser.signedIn(port, "demo-clerk");
  }

  @AfterAll
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  @AfterEach
  void theConsoleIsSilent() {
    assertThat(browser().complaints()).isEmpty();
  }

  private Browser browser() {
    return Objects.requireNonNull(opened);
  }

  private void design(int width) {
    browser().width(width);
    browser().visit("/design");
    until(
        "return !!document.querySelector('[role=tablist]') && !document.querySelector('dialog[popover]')"
            + " && !!document.querySelector('.picker')");
  }

  private void until(String script) {
    var _ =
        new WebDriverWait(browser().driver(), Duration.ofSeconds(20))
            .until(_ -> browser().run(script).equals("true"));
  }

  @Test
  void theMenuIsADrawerOnAPhone() {
    design(390);
    assertThat(browser().find("#menu").isDisplayed()).isFalse();
    browser().find("[popovertarget=menu].only-narrow").click();
    assertThat(browser().find("#menu").isDisplayed()).isTrue();
    browser().driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
    assertThat(browser().find("#menu").isDisplayed()).isFalse();
    browser().width(1440);
    assertThat(browser().find("#menu").isDisplayed()).isTrue();
  }

  @Test
  void aDialogIsModalAndGivesTheFocusBack() {
    design(1440);
    var button = browser().find("#dialog section button, #dialog > button");
    button.sendKeys(Keys.ENTER);
    assertThat(browser().run("return document.querySelector('#sample-dialog').matches(':modal')"))
        .isEqualTo("true");
    browser().driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
    assertThat(browser().find("#sample-dialog").isDisplayed()).isFalse();
    assertThat(browser().driver().switchTo().activeElement()).isEqualTo(button);

    browser().find("#confirm button").click();
    assertThat(browser().find("#sample-confirm .consequence").getText()).contains("不能收回");
    browser().find("#sample-confirm .quiet").click();
    assertThat(browser().find("#sample-confirm").isDisplayed()).isFalse();
  }

  @Test
  void tabsMoveByArrows() {
    design(1440);
    assertThat(browser().find("#tab-life").isDisplayed()).isTrue();
    assertThat(browser().find("#tab-money").isDisplayed()).isFalse();
    browser().find("#tab-life-tab").sendKeys(Keys.ARROW_RIGHT);
    assertThat(browser().find("#tab-life").isDisplayed()).isFalse();
    assertThat(browser().find("#tab-money").isDisplayed()).isTrue();
    browser().driver().switchTo().activeElement().sendKeys(Keys.END);
    assertThat(browser().find("#tab-papers").isDisplayed()).isTrue();
  }

  @Test
  void anOrganisationIsPickedByKeyboard() {
    design(1440);
    var typed = browser().find("#org-typed");
    assertThat(typed.getAttribute("role")).isEqualTo("combobox");
    typed.sendKeys(Keys.chord(Keys.CONTROL, "a"), "执法");
    assertThat(typed.getAttribute("aria-expanded")).isEqualTo("true");
    typed.sendKeys(Keys.ENTER);
    assertThat(browser().run("return document.querySelector('#org').value")).isEqualTo("police");
    assertThat(typed.getAttribute("value")).isEqualTo("交通运输综合行政执法队");
    typed.sendKeys(Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ESCAPE);
    assertThat(typed.getAttribute("aria-expanded")).isEqualTo("false");

    var person = browser().find("#person");
    person.sendKeys("周");
    person.sendKeys(Keys.ARROW_DOWN, Keys.ENTER);
    assertThat(person.getAttribute("value")).isEqualTo("zhou.li");
    browser().find("#period-picker .segments button:nth-child(2)").click();
    assertThat(browser().run("return document.querySelector('#period-picker [name=last]').value"))
        .isEqualTo("6");
  }

  @Test
  void lightAndDarkWithoutAskingForThePageAgain() {
    design(1440);
    var _ = browser().run("window.still = 1");
    browser().find(".title-row [data-value=dark]").click();
    assertThat(browser().run("return getComputedStyle(document.body).colorScheme + window.still"))
        .isEqualTo("dark1");
    assertThat(browser().run("return getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(20, 23, 22)");
    browser().visit("/design");
    assertThat(browser().run("return document.documentElement.dataset.theme")).isEqualTo("dark");
    browser().find(".title-row [data-value=auto]").click();
  }

  @Test
  void aChartIsDrawnAndIsATableToo() {
    browser().width(1440);
    browser().visit("/figures/INV.rate?org=wangcheng&span=2020-01..2020-12");
    until("return document.querySelector('#course').dataset.drawn === 'true'");
    assertThat(browser().find("#course canvas").isDisplayed()).isTrue();
    browser().find("#course summary").click();
    assertThat(browser().find("#course tbody tr:last-child").getText()).contains("12月", "120.4%");
    assertThat(
            browser()
                .run(
                    "const c = document.querySelector('#course canvas');"
                        + "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                        + "return new Set(new Uint32Array(d.buffer)).size > 20"))
        .isEqualTo("true");
    var _ =
        browser()
            .run(
                "window.saved = []; HTMLAnchorElement.prototype.click = function () {"
                    + " saved.push(this.download + ' ' + this.href.slice(0, 15)) }");
    browser().find("[data-save=png]").click();
    browser().find("[data-save=svg]").click();
    assertThat(browser().run("return saved.join('|')"))
        .isEqualTo("投资完成率.png data:image/png;|投资完成率.svg blob:http://loc");
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1440, 1920})
  void nothingSticksOut(int width) {
    design(width);
    assertThat(browser().run("return document.documentElement.scrollWidth <= " + width))
        .isEqualTo("true");
  }
}
