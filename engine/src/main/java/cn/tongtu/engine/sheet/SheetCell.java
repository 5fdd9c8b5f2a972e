package cn.tongtu.engine.sheet;

import java.math.BigDecimal;

/**
 * A cell (单元格) as the file has it, before it is understood; row and column counted from 1.
 *
 * @param formula whether a formula stands in it; the value is the one that was worked out when the
 *     file was last saved
 */
public record SheetCell(int row, int column, Content content, boolean formula) {

  /** What stands in a cell. */
  public sealed interface Content {
    /** Nothing. */
    record Empty() implements Content {}

    /** Text, exactly as the file has it. */
    record Text(String text) implements Content {}

    /**
     * A number as the file writes it, never gone through a {@code double} of ours. Use {@link
     * SheetCell#amount}: a file writes 1.1 as 1.1000000000000001.
     */
    record Number(String raw, Format format) implements Content {}

    /** 是 or 否 as a value of its own. */
    record Truth(boolean value) implements Content {}

    /** An error instead of a value (错误值): #REF!, #N/A. */
    record Fault(String code) implements Content {}

    /** A formula that was never worked out: the program that saved the file kept no value. */
    record Uncalculated() implements Content {}
  }

  /**
   * How a number is shown (数字格式).
   *
   * @param since1904 whether days are counted from 1904, as old Macs did
   */
  public record Format(String code, Shape shape, boolean since1904) {
    /** What a number with this format means. */
    public enum Shape {
      PLAIN,
      PERCENT,
      DATE,
      MONTH,
      TIME
    }

    public static final Format GENERAL = new Format("General", Shape.PLAIN, false);
  }

  public static final Content EMPTY = new Content.Empty();

  static SheetCell text(int row, int column, String text) {
    return new SheetCell(row, column, new Content.Text(text), false);
  }

  public String address() {
    return CellRange.address(row, column);
  }

  public boolean isEmpty() {
    return switch (content) {
      case Content.Empty() -> true;
      case Content.Text(var text) -> Texts.isBlank(text);
      case Content.Number _, Content.Truth _, Content.Fault _, Content.Uncalculated _ -> false;
    };
  }

  /** What a person sees in it, near enough to quote: numbers plain, days as 2023-06-01. */
  public String text() {
    return switch (content) {
      case Content.Empty() -> "";
      case Content.Text(var text) -> text;
      case Content.Number number -> shown(number);
      case Content.Truth(var value) -> value ? "是" : "否";
      case Content.Fault(var code) -> code;
      case Content.Uncalculated() -> "";
    };
  }

  private static String shown(Content.Number number) {
    return switch (number.format().shape()) {
      case DATE ->
          Serials.day(number).map(Object::toString).orElseGet(() -> amount(number).toPlainString());
      case MONTH ->
          Serials.day(number)
              .map(day -> day.toString().substring(0, day.toString().length() - 3))
              .orElseGet(() -> amount(number).toPlainString());
      case PERCENT -> amount(number).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
      case PLAIN, TIME -> Digits.padded(amount(number), number.format().code());
    };
  }

  /** The number that was typed: at most 15 digits, which is all that Excel and WPS keep of one. */
  public static BigDecimal amount(Content.Number number) {
    return Digits.asTyped(number.raw());
  }
}
