package cn.tongtu.engine.sheet;

import cn.tongtu.engine.value.Quantity;
import cn.tongtu.engine.value.Unit;
import java.math.BigDecimal;
import java.util.Optional;

/** How a value is written into a file. */
final class Shown {
  private Shown() {}

  /** The number that stands in a cell, in the column's unit; none for what is written as text. */
  static Optional<BigDecimal> number(CellValue value, CellKind kind) {
    return switch (value) {
      case CellValue.Amount(var amount) ->
          kind instanceof CellKind.Percent
              ? Optional.of(amount.movePointLeft(2))
              : Optional.of(amount);
      case CellValue.Sum(var money) -> Optional.of(in(money.quantity(), kind));
      case CellValue.Blank _,
          CellValue.Clear _,
          CellValue.Text _,
          CellValue.Day _,
          CellValue.Month _,
          CellValue.YesNo _,
          CellValue.Chosen _,
          CellValue.At _,
          CellValue.Wrong _ ->
          Optional.empty();
    };
  }

  private static BigDecimal in(Quantity yuan, CellKind kind) {
    var unit = kind instanceof CellKind.Sum(var assumed) ? assumed : Unit.YUAN;
    return unit.equals(Unit.YUAN) ? yuan.amount() : yuan.in(unit).exactDecimal();
  }

  /** The value in letters, as a person would type it. */
  static String text(CellValue value, CellKind kind) {
    return switch (value) {
      case CellValue.Blank() -> "";
      case CellValue.Clear() -> "清空";
      case CellValue.Text(var text) -> text;
      case CellValue.Amount(var amount) ->
          plain(amount) + (kind instanceof CellKind.Percent ? "%" : "");
      case CellValue.Sum(var money) -> plain(in(money.quantity(), kind));
      case CellValue.Day(var day) -> day.toString();
      case CellValue.Month(var month) -> month.toString();
      case CellValue.YesNo(var yes) -> yes ? "是" : "否";
      case CellValue.Chosen(var code) -> label(code, kind);
      case CellValue.At(var chainage) -> chainage.toString();
      case CellValue.Wrong(var problem) -> problem.said();
    };
  }

  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  /** The label, unless it would be read as another choice's code. */
  private static String label(String code, CellKind kind) {
    if (!(kind instanceof CellKind.OneOf(var options))) {
      return code;
    }
    var label =
        options.stream()
            .filter(option -> option.code().equals(code))
            .findFirst()
            .map(CellKind.Option::label)
            .orElse(code);
    boolean misread =
        options.stream()
            .anyMatch(option ->
                !option.code().equals(code)
                    && (option.code().equals(label) || option.label().equals(label)));
    return misread ? code : label;
  }

  /** The number format of a column. */
  static String format(CellKind kind) {
    return switch (kind) {
      case CellKind.Text(), CellKind.Code(), CellKind.YesNo(), CellKind.OneOf _, CellKind.At() ->
          "@";
      case CellKind.Whole _ -> "#,##0";
      case CellKind.Decimal(_, var decimals) -> "#,##0" + decimals(decimals);
      case CellKind.Sum(var unit) -> unit.equals(Unit.YUAN) ? "#,##0.00" : "#,##0.00####";
      case CellKind.Percent(var decimals) -> "0" + decimals(decimals) + "%";
      case CellKind.Day() -> "yyyy-mm-dd";
      case CellKind.Month() -> "yyyy\"年\"m\"月\"";
    };
  }

  private static String decimals(int decimals) {
    return decimals == 0 ? "" : "." + "0".repeat(decimals);
  }
}
