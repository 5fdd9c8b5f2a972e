package cn.tongtu.register;

import cn.tongtu.engine.expression.Kind;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Rounding;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.shared.Nearest;
import cn.tongtu.shared.Refusal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * What a field of a register holds (字段类型), how it is read from what people write, and how it is
 * kept.
 */
sealed interface FieldType {
  /** Stands for the day on which something is entered. */
  String TODAY = "today";

  int DECIMALS = 4;

  record Text() implements FieldType {}

  record LongText() implements FieldType {}

  record Whole() implements FieldType {}

  /** A decimal of a unit, at most four decimals. */
  record Amount(Unit unit) implements FieldType {}

  record Day() implements FieldType {}

  /** A month, kept as its first day. */
  record Month() implements FieldType {}

  record Choice(List<String> of) implements FieldType {}

  record YesNo() implements FieldType {}

  /** One of the staff, by account. */
  record Person() implements FieldType {}

  /** A project's code. */
  record Project() implements FieldType {}

  default String column() {
    return switch (this) {
      case Text(), LongText(), Choice(_), Person(), Project() -> "text";
      case Whole() -> "bigint";
      case Amount(_) -> "numeric";
      case Day(), Month() -> "date";
      case YesNo() -> "boolean";
    };
  }

  /**
   * @throws Refusal when the text is not of this type; it says what is expected
   */
  default Object read(String text) {
    try {
      return switch (this) {
        case Text(), LongText(), Person(), Project() -> text;
        case Whole() -> Long.parseLong(text.replace(",", ""));
        case Amount(_) -> amount(text);
        case Day() -> LocalDate.parse(text);
        case Month() -> YearMonth.parse(text).atDay(1);
        case Choice(var of) -> {
          Refusal.unless(
              of.contains(text),
              "“%s”不在可选值中：%s%s"
                  .formatted(
                      text,
                      String.join("、", of),
                      Nearest.to(text, of).map(m -> "，是否为 " + m + "？").orElse("")),
              "not one of the choices");
          yield text;
        }
        case YesNo() ->
            switch (text) {
              case "yes", "true", "是" -> true;
              case "no", "false", "否" -> false;
              default -> throw new Refusal("“" + text + "”应为 是 或 否", "yes or no is expected");
            };
      };
    } catch (NumberFormatException | DateTimeException malformed) {
      throw new Refusal("“" + text + "”" + expected(), "not of the expected form");
    }
  }

  private static BigDecimal amount(String text) {
    var amount = new BigDecimal(text.replace(",", ""));
    Refusal.unless(
        amount.stripTrailingZeros().scale() <= DECIMALS,
        "“" + text + "”最多四位小数",
        "at most four decimals");
    return amount;
  }

  private String expected() {
    return switch (this) {
      case Whole() -> "应为整数";
      case Amount(var unit) -> "应为数字（单位：" + unit + "）";
      case Day() -> "应为日期，如 2023-06-30";
      case Month() -> "应为月份，如 2023-06";
      case Text(), LongText(), Choice(_), YesNo(), Person(), Project() -> "格式不对";
    };
  }

  /** As a person reads it. */
  default String print(Object value) {
    return switch (this) {
      case Amount(var unit) ->
          ((BigDecimal) value).stripTrailingZeros().toPlainString() + " " + unit;
      case Month() -> YearMonth.from((LocalDate) value).toString();
      case YesNo() -> (boolean) value ? "是" : "否";
      case Text(), LongText(), Whole(), Day(), Choice(_), Person(), Project() -> value.toString();
    };
  }

  /** As a person writes it; reading it gives the value again. */
  default String text(Object value) {
    return switch (this) {
      case Amount(_) -> ((BigDecimal) value).stripTrailingZeros().toPlainString();
      case Text(), LongText(), Whole(), Day(), Month(), Choice(_), YesNo(), Person(), Project() ->
          print(value);
    };
  }

  /** Whether numbers stand in it, which are set to the right and add up. */
  default boolean number() {
    return this instanceof Amount || this instanceof Whole;
  }

  /** What expressions take it for. */
  default Kind kind() {
    return switch (this) {
      case Text(), LongText() -> new Kind.Text();
      case Whole() -> Kind.Number.PLAIN;
      case Amount(var unit) -> new Kind.Number(unit);
      case Day() -> new Kind.Day();
      case Month() -> new Kind.Month();
      case Choice(var of) -> Kind.Choice.of(of);
      case YesNo() -> new Kind.YesNo();
      case Person() -> new Kind.Reference("person");
      case Project() -> new Kind.Reference("project");
    };
  }

  /** A value as expressions are given it. */
  default Object given(Object value) {
    return switch (this) {
      case Whole() -> BigDecimal.valueOf((long) value);
      case Month() -> YearMonth.from((LocalDate) value);
      case Text(), LongText(), Amount(_), Day(), Choice(_), YesNo(), Person(), Project() -> value;
    };
  }

  /** What an expression yields as the field keeps it, rounded half up where it must be. */
  default Object kept(Object worked) {
    return switch (this) {
      case Whole() -> Rounding.HALF_UP.apply((Ratio) worked, 0).longValueExact();
      case Amount(_) -> Rounding.HALF_UP.apply((Ratio) worked, DECIMALS).stripTrailingZeros();
      case Month() -> ((YearMonth) worked).atDay(1);
      case Text(), LongText(), Day(), Choice(_), YesNo(), Person(), Project() -> worked;
    };
  }
}
