package cn.tongtu.engine.sheet;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/**
 * Writes a table as text with commas (CSV), in UTF-8 with the mark by which Excel knows it. Text
 * that a spreadsheet would run as a formula has an apostrophe before it, which {@link Workbook}
 * takes off.
 */
public final class CsvWriter implements TableWriter {
  private final List<SheetColumn> columns;
  private final CSVPrinter printer;

  /** Writes the heading at once; closing does not close the stream. */
  public CsvWriter(OutputStream out, List<SheetColumn> columns) {
    this.columns = List.copyOf(columns);
    try {
      out.write(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
      printer =
          CSVFormat.EXCEL
              .builder()
              .setQuoteMode(QuoteMode.MINIMAL)
              .get()
              .print(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
      print(columns.stream().map(SheetColumn::heading).map(Formulas::disarmed).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void row(List<CellValue> values) {
    var texts = new ArrayList<String>(values.size());
    for (int i = 0; i < values.size(); i++) {
      var kind = columns.get(i).kind();
      var text = Shown.text(values.get(i), kind);
      boolean number = Shown.number(values.get(i), kind).isPresent();
      texts.add(number ? text : Formulas.disarmed(text));
    }
    print(texts);
  }

  private void print(List<String> texts) {
    try {
      printer.printRecord(texts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      printer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
