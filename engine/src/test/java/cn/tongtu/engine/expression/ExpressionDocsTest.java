package cn.tongtu.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of docs/expressions.md are true, and no function is missing from the page. */
class ExpressionDocsTest {
  private static final Path PAGE = Path.of("..", "docs", "expressions.md");
  private static final Pattern EXAMPLE = Pattern.compile("\\| `([^`]+)` \\| (.+) \\|");

  @Test
  void theExamplesAreTrue() throws IOException {
    var page = Files.readString(PAGE);
    var examples = page.substring(page.indexOf("<!-- examples"), page.indexOf("<!-- /examples"));
    var values =
        Sample.values(
            "length=1.5; cost=3.5; grade=二级; found=2026-03-02; due=2026-03-12; "
                + "items=[amount=1&done=是/amount=2.5&done=否]");
    var lines = EXAMPLE.matcher(examples).results().toList();
    assertThat(lines).hasSizeGreaterThan(15);
    for (var line : lines) {
      var typed = Expression.read(line.group(1)).typed(Sample.FIELDS);
      var value = typed.value(values, Sample.TODAY, Sample.WORKDAYS);
      assertThat(Sample.print(value, typed.kind())).as(line.group(1)).isEqualTo(line.group(2));
    }
  }

  @Test
  void everyFunctionStandsOnThePage() throws IOException {
    var page = Files.readString(PAGE);
    for (var function : Function.values()) {
      assertThat(page).contains("`" + function + "(");
    }
  }
}
