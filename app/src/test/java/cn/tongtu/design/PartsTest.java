package cn.tongtu.design;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.shared.view.Chart;
import cn.tongtu.testkit.SignedInPerson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Every part of pages stands on the design sheet, and no page makes one of its own. */
@SpringBootTest
@AutoConfigureMockMvc
class PartsTest {
  private static final Path TEMPLATES = Path.of("src/main/resources/templates");

  /** What surrounds every page is on every page. */
  private static final Set<String> FRAME =
      Set.of("menu", "menu-item", "topbar", "settings", "route", "star", "palette");

  /** Shown within another part. */
  private static final Set<String> WITHIN =
      Set.of("th", "wrong", "tick", "area", "against", "cell", "grid-cell");

  private static final Pattern OWN =
      Pattern.compile(
          "<table|<select|<textarea|<dialog|<progress|<input(?![^>]*(type=\"hidden\"|class=\"unseen\"))"
              + "|class=\"(tag|lamp|badge|empty|alert|notice|toast|card|chart|upload)[ \"]");

  private static final Pattern ICON =
      Pattern.compile("ui\\.icon\\(frame = frame, name = \"([a-z0-9-]+)\"");

  private final MockMvcTester pages;
  private final RequestPostProcessor reader;

  PartsTest(@Autowired MockMvcTester pages, @Autowired JdbcClient db) {
    this.pages = pages;
    this.reader = SignedInPerson.added(db);
  }

  @Test
  void everyPartStandsOnTheDesignSheetInBothLanguages() throws IOException {
    var shown = new TreeSet<String>();
    for (var part : templates("ui")) {
      var name = part.getFileName().toString().replace(".jte", "");
      if (!FRAME.contains(name) && !WITHIN.contains(name)) {
        shown.add("ui/" + name + ".jte");
      }
    }
    assertThat(shown).hasSizeGreaterThan(20);
    for (var language : List.of("zh-CN", "en")) {
      assertThat(pages.get().uri("/design?lang=" + language).with(reader))
          .hasStatusOk()
          .bodyText()
          .contains(shown)
          .contains(
              "aria-invalid=\"true\"", "aria-describedby=\"wrong-error\"", "id=\"wrong-error\"")
          .contains(
              "role=\"alert\"", "<kbd>", "aria-sort=\"ascending\"", "type=\"application/json\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark", "auto"})
  void theLookIsKeptInACookieAndNothingElseIs(String theme) {
    var answer = pages.get().uri("/design?theme=" + theme).with(reader).exchange();
    assertThat(answer).bodyText().contains("data-theme=\"" + theme + "\"");
    assertThat(answer).cookies().hasValue("theme", theme);
    assertThat(pages.get().uri("/design?theme=<b>").with(reader).exchange())
        .bodyText()
        .contains("data-theme=\"auto\"");
  }

  @Test
  void noPageMakesAPartOfItsOwn() throws IOException {
    var found = new TreeSet<String>();
    for (var template : templates(".")) {
      var folder = TEMPLATES.relativize(template.normalize()).getName(0).toString();
      // A printed form is the authority's own sheet, and no page.
      var sheet = template.endsWith(Path.of("paper", "print.jte"));
      if (folder.equals("ui") || folder.equals("design") || sheet) {
        continue;
      }
      var own = OWN.matcher(Files.readString(template).replaceAll("(?s)<%--.*?--%>", ""));
      while (own.find()) {
        found.add(TEMPLATES.relativize(template.normalize()) + ": " + own.group());
      }
    }
    assertThat(found)
        .as("use a part of templates/ui, or make it one and show it on /design")
        .isEmpty();
  }

  /** An icon that is not in the sprite is drawn as nothing, and nobody complains. */
  @Test
  void everyIconIsInTheSprite() throws IOException {
    var there = Files.readAllLines(Path.of("src/main/assets/icons.txt"));
    var used = new TreeSet<String>();
    for (var template : templates(".")) {
      var named = ICON.matcher(Files.readString(template));
      while (named.find()) {
        used.add(named.group(1));
      }
    }
    assertThat(used).hasSizeGreaterThan(5).isSubsetOf(there);
  }

  @Test
  void namesInAChartCannotEndItsElement() {
    var chart =
        Chart.of(
            "c",
            Chart.Kind.COLUMN,
            "</script><script>alert(1)</script>",
            "",
            List.of("<!--"),
            List.of(Chart.Series.of("&amp;", List.of(Chart.Point.of(null, "—")))));
    assertThat(chart.json()).doesNotContain("<", ">", "&").contains("\\u003c/script\\u003e");
  }

  private static List<Path> templates(String folder) throws IOException {
    try (var files = Files.walk(TEMPLATES.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".jte")).toList();
    }
  }
}
