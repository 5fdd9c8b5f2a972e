package cn.tongtu.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A browser with a screen nobody sees (无界面浏览器), signed in as one of the sample's people. */
public record Browser(ChromeDriver driver, int port) implements AutoCloseable {
  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  /** Skips the test, and says so, where no browser is installed. */
  public static void needed() {
    var there = PROGRAMS.stream().anyMatch(Files::isExecutable) && Files.isExecutable(DRIVER);
    if (!there) {
      System.out.println(
          "浏览器测试跳过 skipped: 需要 "
              + PROGRAMS
              + " 之一和 "
              + DRIVER
              + "（apt-get install chromium-driver）");
    }
    assumeTrue(there, "no Chromium or no chromedriver");
  }

  public static Browser signedIn(int port, String account) {
    var options = new ChromeOptions();
    options.setBinary(
        PROGRAMS.stream().filter(Files::isExecutable).findFirst().orElseThrow().toString());
    options.addArguments(
        "--headless=new", "--no-sandbox", "--disable-gpu", "--force-prefers-reduced-motion");
    var logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    var service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    var browser = new Browser(new ChromeDriver(service, options), port);
    browser.visit("/sign-in");
    browser.find("button[value=" + account + "]").click();
    return browser;
  }

  public void visit(String path) {
    driver.get("http://localhost:" + port + path);
  }

  public WebElement find(String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  /** What the page says, once it says this: what was sent may still be on its way. */
  public String says(String text) {
    return Awaitility.await()
        .ignoreExceptions()
        .until(() -> find("main").getText(), said -> said.contains(text));
  }

  public Object run(String script) {
    return String.valueOf(driver.executeScript(script));
  }

  /** As a telephone shows it, or a monitor of that width. */
  public void width(int pixels) {
    var phone = pixels < 500;
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", phone));
  }

  /** What the console complained about since it was last asked. */
  public List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
