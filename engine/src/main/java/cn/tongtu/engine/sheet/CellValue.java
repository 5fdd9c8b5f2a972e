package cn.tongtu.engine.sheet;

import cn.tongtu.engine.geo.Chainage;
import cn.tongtu.engine.value.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;

/** What a cell says (单元格的值) once it is understood as a {@link CellKind}, or why it is not. */
public sealed interface CellValue {
  /** Nothing is said (空): leave alone what there is. */
  record Blank() implements CellValue {}

  /** 清空: take away what there is. */
  record Clear() implements CellValue {}

  /** Of {@link CellKind.Text} and {@link CellKind.Code}. */
  record Text(String text) implements CellValue {}

  /** Of {@link CellKind.Whole}, {@link CellKind.Decimal}, {@link CellKind.Percent}, in its unit. */
  record Amount(BigDecimal amount) implements CellValue {}

  /** Of {@link CellKind.Sum}. */
  record Sum(Money money) implements CellValue {}

  /** Of {@link CellKind.Day}. */
  record Day(LocalDate day) implements CellValue {}

  /** Of {@link CellKind.Month}. */
  record Month(YearMonth month) implements CellValue {}

  /** Of {@link CellKind.YesNo}. */
  record YesNo(boolean yes) implements CellValue {}

  /** Of {@link CellKind.OneOf}. */
  record Chosen(String code) implements CellValue {}

  /** Of {@link CellKind.At}. */
  record At(Chainage chainage) implements CellValue {}

  /** Not understood, and never guessed. */
  record Wrong(CellProblem problem) implements CellValue {}

  CellValue BLANK = new Blank();
  CellValue CLEAR = new Clear();
}
