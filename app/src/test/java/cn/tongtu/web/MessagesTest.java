package cn.tongtu.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every label stands in both languages, and none stands in a template. */
class MessagesTest {
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Pattern USED = Pattern.compile("w\\.get\\(\"([^\"]+)\"[,)]");
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}+");

  /** The mark, the name of the other language, and units, which are Chinese in both. */
  private static final List<String> SAME_IN_BOTH = List.of("通途", "中文", "万元");

  @Test
  void bothLanguagesHaveTheSameKeys() throws IOException {
    assertThat(messages("messages_en.properties").stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(messages("messages.properties").stringPropertyNames());
  }

  @Test
  void everyKeyThatATemplateUsesIsThere() throws IOException {
    var known = messages("messages.properties").stringPropertyNames();
    var missing = new TreeSet<String>();
    for (var template : templates()) {
      var used = USED.matcher(Files.readString(template));
      while (used.find()) {
        if (!known.contains(used.group(1))) {
          missing.add(template.getFileName() + ": " + used.group(1));
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void noTemplateHasChineseOfItsOwn() throws IOException {
    var found = new TreeSet<String>();
    for (var template : templates()) {
      // Comments are for the makers.
      var han = HAN.matcher(Files.readString(template).replaceAll("(?s)<%--.*?--%>", ""));
      while (han.find()) {
        if (!SAME_IN_BOTH.contains(han.group())) {
          found.add(template.getFileName() + ": " + han.group());
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static List<Path> templates() throws IOException {
    try (var files = Files.walk(RESOURCES.resolve("templates"))) {
      return files.filter(file -> file.toString().endsWith(".jte")).toList();
    }
  }

  private static Properties messages(String file) {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(RESOURCES.resolve(file))) {
      properties.load(reader);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return properties;
  }
}
