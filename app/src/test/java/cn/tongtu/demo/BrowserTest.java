package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.value.Span;
import cn.tongtu.report.Reporting;
import cn.tongtu.shared.Actor;
import cn.tongtu.testkit.Browser;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The way down as a person with a mouse goes it, and the pages on a phone. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
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
            "/nowhere",
            "/closing?year=2020&lang=en",
            "/?lang=zh")) {
      visit(path);
      var width = browser().executeScript("return document.documentElement.scrollWidth");
      assertThat(((Number) width).intValue()).as(path).isLessThanOrEqualTo(390);
    }
    browser().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }
}
