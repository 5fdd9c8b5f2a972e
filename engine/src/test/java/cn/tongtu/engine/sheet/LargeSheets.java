package cn.tongtu.engine.sheet;

import cn.tongtu.engine.value.Money;
import cn.tongtu.engine.value.Unit;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Writes and reads 100,000 rows of 20 columns; run in a JVM of its own with 512 MB. */
final class LargeSheets {
  static final int ROWS = 100_000;
  private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);

  private LargeSheets() {}

  static void main(String[] arguments) throws IOException {
    var folder = Path.of(arguments[0]);
    var columns = columns();
    for (var ending : List.of(".xlsx", ".csv")) {
      var file = folder.resolve("台账" + ending);
      timed("written " + ending, () -> write(file, columns));
      timed("read " + ending, () -> read(file, columns));
    }
  }

  private interface Work {
    long rows() throws IOException;
  }

  private static void timed(String name, Work work) throws IOException {
    long start = System.nanoTime();
    long rows = work.rows();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%s: %d rows in %.1f s, %.0f rows/s%n", name, rows, seconds, rows / seconds);
  }

  private static List<SheetColumn> columns() {
    var columns = new ArrayList<SheetColumn>();
    for (int i = 1; i <= 8; i++) {
      columns.add(SheetColumn.of("文字" + i, new CellKind.Text()));
    }
    for (int i = 1; i <= 4; i++) {
      columns.add(SheetColumn.of("金额" + i, new CellKind.Sum(Unit.of("万元"))).withSum());
      columns.add(SheetColumn.of("日期" + i, new CellKind.Day()));
      columns.add(SheetColumn.of("里程" + i, new CellKind.Decimal(Unit.of("公里"), 3)));
    }
    return columns;
  }

  private static long write(Path file, List<SheetColumn> columns) throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      if (file.toString().endsWith(".csv")) {
        try (var csv = new CsvWriter(out, columns)) {
          rows(csv, columns);
        }
      } else {
        try (var book = new WorkbookWriter(out)) {
          try (var sheet = book.sheet("台账", columns)) {
            rows(sheet, columns);
          }
        }
      }
    }
    return ROWS;
  }

  private static void rows(TableWriter writer, List<SheetColumn> columns) {
    for (int r = 0; r < ROWS; r++) {
      var row = new ArrayList<CellValue>(columns.size());
      for (int c = 0; c < columns.size(); c++) {
        row.add(
            switch (columns.get(c).kind()) {
              case CellKind.Sum _ ->
                  new CellValue.Sum(new Money(BigDecimal.valueOf(r * 137L + c, 2)));
              case CellKind.Day _ -> new CellValue.Day(FIRST.plusDays(r % 2000));
              case CellKind.Decimal _ -> new CellValue.Amount(BigDecimal.valueOf(r + c, 3));
              default -> new CellValue.Text("第" + r + "号点位的第" + c + "项说明");
            });
      }
      writer.row(row);
    }
  }

  private static long read(Path file, List<SheetColumn> columns) {
    var fields =
        columns.stream()
            .map(column -> SheetField.of(column.label(), column.label(), column.kind()))
            .toList();
    try (var book = Workbook.open(file, file.getFileName().toString())) {
      var table = Table.propose(book, fields).getFirst();
      var mapping = ColumnMapping.propose(table, fields);
      try (var rows = mapping.rows(book, LocalDate.of(2026, 11, 21))) {
        return rows.filter(row -> row.role() == Table.Role.DATA).peek(LargeSheets::check).count();
      }
    }
  }

  private static void check(TableRow row) {
    if (row.values().size() != 20 || !row.problems().isEmpty()) {
      throw new IllegalStateException("row " + row.row().number() + ": " + row.problems());
    }
  }
}
