package cn.tongtu.demo;

import cn.tongtu.shared.Nearest;
import cn.tongtu.shared.Refusal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.csv.CSVRecord;

/**
 * A row of a sample file, which knows its file and line for the message when something in it is
 * wrong.
 */
record SampleRow(String file, long line, CSVRecord record) {
  /**
   * Refuses columns that are not among these, and rows that have more or fewer cells than the
   * header.
   */
  SampleRow only(List<String> known) {
    for (var column : record.toMap().keySet()) {
      Refusal.unless(
          known.contains(column),
          "不认识的列 " + column + Nearest.to(column, known).map(m -> "，是否为 " + m + "？").orElse(""),
          "unknown column " + column);
    }
    Refusal.unless(
        record.isConsistent(),
        "本行有 %d 格，表头有 %d 列（文字里有逗号时要加引号）"
            .formatted(record.size(), record.getParser().getHeaderNames().size()),
        "the row's cells do not match the header");
    return this;
  }

  String text(String column) {
    return optional(column).orElseThrow(() -> new Refusal("缺少 " + column, column + " is missing"));
  }

  Optional<String> optional(String column) {
    return record.isSet(column)
        ? Optional.of(record.get(column)).filter(text -> !text.isBlank())
        : Optional.empty();
  }

  String orEmpty(String column) {
    return optional(column).orElse("");
  }

  LocalDate day(String column) {
    return read(text(column), column, LocalDate::parse, "应为日期，如 2020-06-30");
  }

  Optional<LocalDate> optionalDay(String column) {
    return optional(column).map(text -> read(text, column, LocalDate::parse, "应为日期，如 2020-06-30"));
  }

  YearMonth month(String column) {
    return read(text(column), column, YearMonth::parse, "应为月份，如 2020-06");
  }

  int whole(String column) {
    return read(text(column), column, Integer::valueOf, "应为整数");
  }

  BigDecimal decimal(String column) {
    return read(text(column), column, BigDecimal::new, "应为数字");
  }

  boolean yes(String column) {
    return switch (text(column)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Refusal(column + " 应为 true 或 false", column + " is true or false");
    };
  }

  private static <T> T read(
      String text, String column, Function<String, T> reader, String expected) {
    try {
      return reader.apply(text);
    } catch (DateTimeException | NumberFormatException malformed) {
      throw new Refusal(column + " “" + text + "”" + expected, column + " is malformed: " + text);
    }
  }

  /** The cells of these columns that are filled. */
  Map<String, String> cells(List<String> columns) {
    var cells = new LinkedHashMap<String, String>();
    columns.forEach(column -> optional(column).ifPresent(text -> cells.put(column, text)));
    return cells;
  }
}
