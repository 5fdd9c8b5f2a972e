package cn.tongtu.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every expression of expressions.tsv gives exactly what stands beside it. */
class ExpressionTableTest {
  @ParameterizedTest(name = "{0} | {1}")
  @MethodSource("lines")
  void givesWhatStandsBesideIt(String expression, String values, String expected) {
    if (expected.startsWith("!")) {
      var refusal = expected.split(" ", 2);
      var error = refusal(expression);
      assertThat(error.column() + ": " + error.getMessage())
          .startsWith(refusal[0].substring(1) + ": ")
          .contains(refusal[1]);
    } else {
      var typed = Expression.read(expression).typed(Sample.FIELDS);
      var value = typed.value(Sample.values(values), Sample.TODAY, Sample.WORKDAYS);
      assertThat(Sample.print(value, typed.kind())).isEqualTo(expected);
    }
  }

  private static ExpressionError refusal(String expression) {
    try {
      var typed = Expression.read(expression).typed(Sample.FIELDS);
      throw new AssertionError("taken as " + typed.kind());
    } catch (ExpressionError error) {
      return error;
    }
  }

  static Stream<Arguments> lines() {
    try (var in = ExpressionTableTest.class.getResourceAsStream("expressions.tsv")) {
      var table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return table
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("# "))
          .map(line -> line.split("\t", -1))
          .map(cells -> Arguments.of(cells[0], cells[1], cells[2]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
