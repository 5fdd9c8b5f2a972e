package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.value.Span;
import cn.tongtu.report.Reporting;
import cn.tongtu.shared.Actor;
import cn.tongtu.testkit.Browser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The way down as a person with a mouse goes it, and the pages on a phone. */
// A database of its own: a filing is corrected here, which others read.
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "spring.application.name=browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
  @Autowired private Sample sample;
  @Autowired private Reporting reporting;
  @LocalServerPort private int port;

  private Optional<ChromeDriver> browser = Optional.empty();
  private long report;

  @BeforeAll
  void open() {
    Browser.needed();
    sample.load(new SampleFolder(Optional.empty()));
    report =
        reporting.open(
            "construction_centre_year",
            "wangcheng",
            Span.year(2020),
            Optional.empty(),
            new Actor.Product("测试"));
    browser = Optional.of(Browser.signedIn(port, "demo-clerk").driver());
  }

  @AfterAll
  void close() {
    browser.ifPresent(ChromeDriver::quit);
  }

  private ChromeDriver browser() {
    return browser.orElseThrow();
  }

  private void visit(String path) {
    browser().get("http://localhost:" + port + path);
  }

  @Test
  void fromTheReportDownToARecord() {
    browser().manage().window().setSize(new Dimension(1440, 900));
    visit("/reports/" + report);
    browser().findElement(By.linkText("145.6%")).click();
    assertThat(browser().findElement(By.tagName("h1")).getText()).isEqualTo("市重大项目投资完成率");
    assertThat(browser().findElement(By.className("equation")).getText())
        .contains("13.7亿元 ÷ 9.41亿元 = 1.45589798…", "145.6%");

    browser().findElement(By.cssSelector(".equation a")).click();
    assertThat(browser().findElement(By.className("agree")).getText()).contains("13.7亿元");

    browser().findElement(By.cssSelector(".ledger tbody a")).click();
    assertThat(browser().findElement(By.tagName("main")).getText()).contains("月度投资填报", "因这条记录而记的账");

    browser().findElement(By.linkText("English")).click();
    assertThat(browser().findElement(By.tagName("main")).getText()).contains("Monthly filing");
    browser().findElement(By.linkText("中文")).click();
  }

  @Test
  void nothingSticksOutOnAPhone() {
    browser()
        .executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", true));
    for (var path :
        List.of(
            "/",
            "/reports",
            "/reports/" + report,
            "/figures",
            "/figures/INV.rate?org=wangcheng&span=2020",
            "/postings?measure=invest.done&org=wangcheng&from=2020-01-01&to=2020-12-31",
            "/postings?measure=invest.done&org=wangcheng&from=2020-01-01&to=2020-12-31&take=50",
            "/figures/INV.rate/story?org=wangcheng&span=2020",
            "/closing?year=2020",
            "/closing/wangcheng/2020-07",
            "/revisions",
            "/projects",
            "/projects/WC001?correct=1",
            "/registers",
            "/registers/tender",
            "/records/filing/1",
            "/comparison",
            "/sign-in",
            "/me",
            "/work",
            "/work/new",
            "/nowhere",
            "/closing?year=2020&lang=en",
            "/?lang=zh")) {
      visit(path);
      var width = browser().executeScript("return document.documentElement.scrollWidth");
      assertThat(((Number) width).intValue()).as(path).isLessThanOrEqualTo(390);
    }
    browser().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  /** What is typed survives a closed page, and the network going away; it goes with its person. */
  @Test
  void aDraftIsOfferedBackAndNothingIsSentWithoutANetwork() {
    var form = correction(0);
    visit(form);
    type("1234.5");
    visit("/projects");
    visit(form);
    var offer = browser().findElement(By.cssSelector("form .draft"));
    assertThat(offer.getText()).contains("没有提交的草稿");
    offer.findElements(By.tagName("button")).getFirst().click();
    assertThat(amount()).isEqualTo("1234.5");

    network(true);
    browser().findElement(By.cssSelector("form.correction button[type=submit]")).click();
    assertThat(browser().findElement(By.className("offline")).getText()).contains("网络已断开");
    assertThat(browser().getCurrentUrl()).endsWith(form);
    network(false);
    await("return document.querySelector('.offline') === null");

    // Refused for want of a reason: the draft stays, and the page has it already.
    browser().executeScript("document.querySelector('form.correction').noValidate = true");
    browser().findElement(By.cssSelector("form.correction button[type=submit]")).click();
    await("return document.querySelector('.error') !== null");
    assertThat(amount()).isEqualTo("1234.5");
    assertThat(drafts()).isEqualTo(1);

    visit("/me");
    browser().findElement(By.cssSelector("form[action='/sign-out'] button")).click();
    await("return location.pathname === '/sign-in'");
    assertThat(drafts()).as("gone with its person").isZero();
    browser().findElement(By.cssSelector("button[value=demo-clerk]")).click();
    await("return location.pathname !== '/sign-in'");
  }

  @Test
  void aDraftIsGoneOnceItsFormWasTaken() {
    visit(correction(1));
    type("0");
    browser().findElement(By.id("why")).sendKeys("试");
    browser().findElements(By.id("revision")).forEach(field -> field.sendKeys("试"));
    await("return Object.keys(localStorage).some(name => name.startsWith('tongtu.draft.'))");
    browser().findElement(By.cssSelector("form.correction button[type=submit]")).click();
    await("return document.querySelector('form.correction') === null");
    await("return !Object.keys(localStorage).some(name => name.startsWith('tongtu.draft.'))");
  }

  /** The address of a project's form that corrects one of its filings. */
  private String correction(int which) {
    visit("/projects/WC001");
    var links = browser().findElements(By.cssSelector("td.act a"));
    return String.valueOf(links.get(which).getDomAttribute("href")).replaceFirst("#.*", "");
  }

  private void type(String amount) {
    var field = browser().findElement(By.id("amount"));
    field.clear();
    field.sendKeys(amount);
    await("return Object.keys(localStorage).some(name => name.startsWith('tongtu.draft.'))");
  }

  private String amount() {
    return String.valueOf(
        browser().executeScript("return document.getElementById('amount').value"));
  }

  private int drafts() {
    return ((Number)
            browser()
                .executeScript(
                    "return Object.keys(localStorage).filter(name => name.startsWith('tongtu.draft.')).length"))
        .intValue();
  }

  private void network(boolean away) {
    browser()
        .executeCdpCommand(
            "Network.emulateNetworkConditions",
            Map.of(
                "offline", away, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
  }

  private void await(String holds) {
    new WebDriverWait(browser(), Duration.ofSeconds(10))
        .until(_ -> Boolean.TRUE.equals(browser().executeScript(holds)));
  }
}
