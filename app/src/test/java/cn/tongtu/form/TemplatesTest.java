package cn.tongtu.form;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No template has a form that is taken twice, or a password that is kept. */
class TemplatesTest {
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");
  private static final Pattern FORM = Pattern.compile("(?s)<form\\b[^>]*method=\"post\".*?</form>");
  private static final Pattern PASSWORD =
      Pattern.compile(
          "<input\\b[^>]*type=\"password\"[^>]*>|@template\\.ui\\.field\\(.*type = \"password\".*");

  /** A field of the design system is called as it is numbered, unless it says otherwise. */
  private static final Pattern NAME =
      Pattern.compile("\\bname ?= ?\"([^\"]+)\"|\\bid ?= ?\"([^\"]+)\"(?!.*\\bname ?=)");

  /** Before anybody is signed in; a search, which may be repeated. */
  private static final Pattern EXEMPT = Pattern.compile("action=\"(/sign-in|/people/find)\"");

  @Test
  void everyFormThatIsPostedCarriesItsMarks() throws IOException {
    var without = new ArrayList<String>();
    var forms = 0;
    for (var template : templates()) {
      var found = FORM.matcher(Files.readString(template));
      while (found.find()) {
        forms++;
        if (!EXEMPT.matcher(found.group()).find() && !found.group().contains("@template.hidden(")) {
          without.add(template + ": " + found.group().lines().findFirst().orElse(""));
        }
      }
    }
    assertThat(forms).as("the check sees something").isGreaterThan(20);
    assertThat(without).as("put @template.hidden(frame = frame) into the form").isEmpty();
  }

  @Test
  void everyPasswordIsKnownToWhatKeepsForms() throws IOException {
    var names = new TreeSet<String>();
    for (var template : templates()) {
      var found = PASSWORD.matcher(Files.readString(template));
      while (found.find()) {
        var name = NAME.matcher(found.group());
        assertThat(name.find()).as(found.group()).isTrue();
        names.add(name.group(1) == null ? name.group(2) : name.group(1));
      }
    }
    assertThat(names).as("the check sees something").hasSizeGreaterThan(2);
    assertThat(KeptForms.SECRETS).containsAll(names);
  }

  private static Iterable<Path> templates() throws IOException {
    try (var files = Files.walk(TEMPLATES)) {
      return files.filter(file -> file.toString().endsWith(".jte")).toList();
    }
  }
}
