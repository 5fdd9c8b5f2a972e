package cn.tongtu.engine.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.engine.geo.Chainage;
import cn.tongtu.engine.value.Money;
import cn.tongtu.engine.value.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written as .xlsx or .csv comes back as the same values, whatever the texts are. */
class RoundTripTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
  private static final CellKind CHOICE =
      new CellKind.OneOf(
          List.of(
              new CellKind.Option("slight", "一般", List.of()),
              new CellKind.Option("major", "重大", List.of()),
              new CellKind.Option("=a", "@重,\"大\"", List.of()),
              // A label that is another's code.
              new CellKind.Option("other", "major", List.of())));

  private static final List<SheetColumn> COLUMNS =
      List.of(
          SheetColumn.of("编号", new CellKind.Code()).asHidden(),
          SheetColumn.of("说明", new CellKind.Text()),
          SheetColumn.of("人数", new CellKind.Whole(Unit.of("人次"))).withSum(),
          SheetColumn.of("里程", new CellKind.Decimal(Unit.of("公里"), 3)),
          SheetColumn.of("投入", new CellKind.Sum(Unit.of("万元"))).withSum(),
          SheetColumn.of("完成率", new CellKind.Percent(2)),
          SheetColumn.of("日期", new CellKind.Day()),
          SheetColumn.of("月份", new CellKind.Month()),
          SheetColumn.of("是否完成", new CellKind.YesNo()),
          SheetColumn.of("等级", CHOICE),
          SheetColumn.of("桩号", new CellKind.At()));

  @Property(tries = 60)
  void workbook(@ForAll("rows") List<List<CellValue>> rows) {
    assertThat(back(rows, true)).isEqualTo(rows);
  }

  @Property(tries = 60)
  void csv(@ForAll("rows") List<List<CellValue>> rows) {
    assertThat(back(rows, false)).isEqualTo(rows);
  }

  private static List<List<CellValue>> back(List<List<CellValue>> rows, boolean workbook) {
    try {
      var file = Files.createTempFile("sheet", ".tmp");
      try {
        try (var out = Files.newOutputStream(file)) {
          write(rows, out, workbook);
        }
        return read(file, workbook);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(
      List<List<CellValue>> rows, java.io.OutputStream out, boolean workbook) {
    if (workbook) {
      try (var writer = new WorkbookWriter(out)) {
        try (var sheet = writer.sheet("=台账[1]", COLUMNS)) {
          rows.forEach(sheet::row);
        }
        writer.notes("说明", List.of("=请勿修改隐藏列"));
      }
    } else {
      try (var csv = new CsvWriter(out, COLUMNS)) {
        rows.forEach(csv::row);
      }
    }
  }

  private static List<List<CellValue>> read(Path file, boolean workbook) {
    var fields =
        COLUMNS.stream()
            .map(column -> SheetField.of(column.label(), column.label(), column.kind()))
            .toList();
    try (var book = Workbook.open(file, "台账")) {
      var table = Table.propose(book, fields).getFirst();
      var mapping = ColumnMapping.propose(table, fields);
      assertThat(mapping.matches()).hasSize(COLUMNS.size());
      assertThat(table.sheet().hiddenColumns()).hasSize(workbook ? 1 : 0);
      try (var read = mapping.rows(book, TODAY)) {
        return read.filter(row -> row.role() == Table.Role.DATA)
            .<List<CellValue>>map(row -> new ArrayList<>(row.values().values()))
            .toList();
      }
    }
  }

  @Provide
  Arbitrary<List<List<CellValue>>> rows() {
    var row =
        Combinators.combine(
                texts().map(text -> (CellValue) new CellValue.Text(Texts.clean("№" + text))),
                texts().map(RoundTripTest::text),
                Arbitraries.longs().between(-999_999_999, 999_999_999).map(BigDecimal::valueOf),
                decimals(3, "999999999999999999"),
                decimals(2, "99999999999999999"),
                decimals(2, "100000"),
                Arbitraries.integers().between(-30_000, 80_000),
                Arbitraries.of(true, false))
            .as((code, text, count, length, money, percent, day, flag) ->
                List.<CellValue>of(
                    code,
                    text,
                    new CellValue.Amount(count),
                    new CellValue.Amount(plain(length)),
                    new CellValue.Sum(new Money(money)),
                    // A bare percentage below one is refused; written ones carry their sign.
                    new CellValue.Amount(plain(percent)),
                    new CellValue.Day(LocalDate.of(1970, 1, 1).plusDays(day)),
                    new CellValue.Month(YearMonth.of(1970, 1).plusMonths(day / 40)),
                    flag ? new CellValue.YesNo(true) : CellValue.BLANK,
                    new CellValue.Chosen(
                        List.of("slight", "major", "=a", "other").get(Math.abs(day) % 4)),
                    new CellValue.At(new Chainage(Math.abs(day)))));
    return row.list().ofMinSize(1).ofMaxSize(8);
  }

  private static Arbitrary<BigDecimal> decimals(int scale, String most) {
    return Arbitraries.bigDecimals()
        .between(new BigDecimal(most).negate(), new BigDecimal(most))
        .ofScale(scale);
  }

  private static BigDecimal plain(BigDecimal amount) {
    var stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /**
   * As a register keeps texts: without blanks at their ends, and never one of the words for none.
   */
  private static CellValue text(String text) {
    var kept = Texts.clean(text);
    var read = new CellReader("", TODAY).read(SheetCell.text(1, 1, kept), new CellKind.Text());
    return read instanceof CellValue.Text ? read : CellValue.BLANK;
  }

  private Arbitrary<String> texts() {
    return Arbitraries.of(
            "=",
            "+",
            "-",
            "@",
            "\t",
            "\r",
            "\n",
            "'",
            "\"",
            ",",
            ";",
            "=cmd|' /C calc'!A0",
            "_x000D_",
            "_x0041_",
            "_",
            "\u0001",
            "\u000b",
            "\ufffe",
            "😀",
            "𠮷",
            "&amp;",
            "<",
            ">",
            "]]>",
            "＝",
            "＋",
            "东风桥",
            "无",
            "清空",
            "3.5万元",
            "1E5",
            "330327199001011234",
            "2023.6.1",
            " ",
            "\u00a0",
            "\u200b",
            "\u3000",
            "e\u0301",
            "%",
            "路".repeat(500),
            "注",
            "合计")
        .list()
        .ofMaxSize(6)
        .map(words -> String.join("", words));
  }
}
