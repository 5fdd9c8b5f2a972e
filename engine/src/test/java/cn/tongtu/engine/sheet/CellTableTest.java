package cn.tongtu.engine.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.value.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of cells.tsv is understood, or refused, as it says there. */
class CellTableTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
  private static final CellKind CHOICE =
      new CellKind.OneOf(
          List.of(
              new CellKind.Option("slight", "一般", List.of("一般隐患")),
              new CellKind.Option("major", "重大", List.of("重大隐患")),
              new CellKind.Option("first", "首次", List.of("1")),
              new CellKind.Option("closed", "已销号", List.of())));

  @ParameterizedTest(name = "{0}: {1} [{2}] = {3}")
  @MethodSource("lines")
  void cellSaysWhatStandsBesideIt(String kind, String cell, String unit, String value) {
    var heading = unit.isEmpty() ? Optional.<Unit>empty() : Optional.of(Unit.of(unit));
    var kindOf = kind(kind);
    var read = new CellReader("表", TODAY).read(cell(cell), kindOf, heading, List.of());
    assertThat(print(read, kindOf)).isEqualTo(value);
    if (read instanceof CellValue.Wrong(var problem)) {
      assertThat(problem.place()).isEqualTo("表!C7");
      assertThat(problem.chinese()).startsWith("表!C7").endsWith("。");
      assertThat(problem.english()).startsWith("表!C7").endsWith(".");
    }
  }

  private static String print(CellValue value, CellKind kind) {
    return switch (value) {
      case CellValue.Blank() -> "空";
      case CellValue.Clear() -> "清空";
      case CellValue.Wrong(var problem) ->
          "!" + problem.kind() + (problem.suggestion() == null ? "" : "→" + problem.suggestion());
      case CellValue.Sum(var money) -> money.yuan().toPlainString();
      case CellValue.Chosen(var code) -> code;
      case CellValue.Amount(var amount) -> amount.toPlainString();
      case CellValue.Text(var text) -> text.replace("\n", "\\n");
      case CellValue.Day _, CellValue.Month _, CellValue.YesNo _, CellValue.At _ ->
          Shown.text(value, kind);
    };
  }

  static SheetCell cell(String typed) {
    var text = typed.replace("\\n", "\n").replace("\\t", "\t");
    for (var letter : List.of("00a0", "3000", "200b", "feff")) {
      text = text.replace("\\u" + letter, String.valueOf((char) Integer.parseInt(letter, 16)));
    }
    if (!text.startsWith("#")) {
      return SheetCell.text(7, 3, text);
    }
    boolean since1904 = text.endsWith("@1904");
    var parts =
        (since1904 ? text.substring(0, text.length() - 5) : text).substring(1).split("@", 2);
    var format = Formats.of(200, parts.length > 1 ? parts[1] : "General", since1904);
    return new SheetCell(7, 3, new SheetCell.Content.Number(parts[0], format), false);
  }

  private static CellKind kind(String kind) {
    var parts = kind.split(":", -1);
    return switch (parts[0]) {
      case "text" -> new CellKind.Text();
      case "code" -> new CellKind.Code();
      case "whole" -> new CellKind.Whole(parts.length > 1 ? Unit.of(parts[1]) : Unit.ONE);
      case "decimal" -> new CellKind.Decimal(Unit.of(parts[1]), Integer.parseInt(parts[2]));
      case "money" -> new CellKind.Sum(parts.length > 1 ? Unit.of(parts[1]) : Unit.YUAN);
      case "percent" -> new CellKind.Percent(2);
      case "day" -> new CellKind.Day();
      case "month" -> new CellKind.Month();
      case "yesno" -> new CellKind.YesNo();
      case "choice" -> CHOICE;
      case "chainage" -> new CellKind.At();
      default -> throw new IllegalArgumentException("no such kind in cells.tsv: " + kind);
    };
  }

  static Stream<Arguments> lines() {
    try (var in = CellTableTest.class.getResourceAsStream("cells.tsv")) {
      var table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return table
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(cells -> Arguments.of(cells[0], cells[1], cells[2], cells[3]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
