package cn.tongtu.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures the reader against published work summaries labelled by hand, where that corpus lies
 * beside the checkout.
 */
class CorpusTest {
  private static final Path CORPUS = Path.of("../../shared/corpus");
  private static final Pattern OBJECT = Pattern.compile("\\{[^{}]*\\}");

  /** A labelled statement; a date's value stays in its words. */
  record Claim(int start, int end, @Nullable String value, boolean hard, boolean implicit) {
    boolean meets(TextFigure figure) {
      return figure.start() < end && start < figure.end();
    }

    boolean agrees(TextFigure figure) {
      var date = figure.date();
      var number = figure.value();
      if (value == null || (date == null && number == null)) {
        return value == null && date == null && number == null;
      }
      return date != null
          ? date.equals(value)
          : Objects.requireNonNull(number).compareTo(new BigDecimal(value)) == 0;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"001", "003", "004"})
  void readsWhatPeopleLabelled(String document) throws IOException {
    var claims = claims(document);
    var figures = FigureReader.read(Files.readString(CORPUS.resolve(document + ".txt")));
    var hard = claims.stream().filter(c -> c.hard() && !c.implicit()).toList();
    var found = hard.stream().filter(c -> figures.stream().anyMatch(c::meets)).toList();
    var right =
        found.stream().filter(c -> figures.stream().filter(c::meets).anyMatch(c::agrees)).toList();
    var meant = figures.stream().filter(f -> claims.stream().anyMatch(c -> c.meets(f))).toList();
    assertThat(share(found.size(), hard.size())).as("recall").isGreaterThanOrEqualTo(0.98);
    assertThat(share(right.size(), found.size())).as("values").isGreaterThanOrEqualTo(0.99);
    assertThat(share(meant.size(), figures.size())).as("precision").isGreaterThanOrEqualTo(0.98);
  }

  /** Of what the rules call a contradiction, every one is a contradiction that people found too. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"001|''", "003|13.7亿 ÷ 9.41亿 = 145%", "004|小节数 = 6项"})
  void raisesNoFalseAlarm(String document, String expressions) throws IOException {
    claims(document);
    var check = TextCheck.of(Files.readString(CORPUS.resolve(document + ".txt")));
    var mismatches =
        check.findings().stream()
            .filter(finding -> finding.verdict() == Finding.Verdict.MISMATCH)
            .map(Finding::expression)
            .collect(Collectors.joining("; "));
    assertThat(mismatches).isEqualTo(expressions);
  }

  private static double share(int part, int whole) {
    return (double) part / whole;
  }

  private static List<Claim> claims(String document) throws IOException {
    Assumptions.assumeTrue(
        Files.isDirectory(CORPUS),
        () -> "skipped: no labelled corpus at " + CORPUS.toAbsolutePath());
    var json = Files.readString(CORPUS.resolve("claims.json"));
    return OBJECT
        .matcher(json)
        .results()
        .map(match -> match.group())
        .filter(claim -> document.equals(field(claim, "doc")))
        .map(CorpusTest::claim)
        .toList();
  }

  private static Claim claim(String json) {
    return new Claim(
        Integer.parseInt(Objects.requireNonNull(field(json, "start"))),
        Integer.parseInt(Objects.requireNonNull(field(json, "end"))),
        field(json, "value"),
        "hard".equals(field(json, "strength")),
        "implicit".equals(field(json, "form")));
  }

  private static @Nullable String field(String json, String name) {
    var match = Pattern.compile("\"" + name + "\":\\s*(?:\"([^\"]*)\"|([^,}\\s]+))").matcher(json);
    if (!match.find()) {
      return null;
    }
    var value = match.group(1) != null ? match.group(1) : match.group(2);
    return value.equals("null") ? null : value;
  }
}
