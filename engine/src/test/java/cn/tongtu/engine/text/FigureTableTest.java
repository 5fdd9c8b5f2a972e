package cn.tongtu.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sentence of figures.tsv gives exactly the figures written beside it. */
class FigureTableTest {

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("lines")
  void readsWhatStandsBesideTheSentence(String phenomenon, String sentence, String figures) {
    var read = FigureReader.read(sentence.replace("\\n", "\n"));
    assertThat(print(read.stream())).as(phenomenon).isEqualTo(figures);
  }

  private static String print(Stream<TextFigure> figures) {
    var printed = figures.map(FigureTableTest::print).collect(Collectors.joining(" ; "));
    return printed.isEmpty() ? "-" : printed;
  }

  private static String print(TextFigure figure) {
    var approx = figure.approx();
    var value = figure.value();
    var date = figure.date();
    return figure.quantity().replace("\n", "\\n")
        + "="
        + (approx == null ? "" : approx.sign())
        + (date != null ? date : value == null ? "?" : value.toPlainString())
        + " "
        + figure.unit();
  }

  static Stream<Arguments> lines() {
    try (var in = FigureTableTest.class.getResourceAsStream("figures.tsv")) {
      var table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return table
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(cells -> Arguments.of(cells[0], cells[1], cells[2]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
