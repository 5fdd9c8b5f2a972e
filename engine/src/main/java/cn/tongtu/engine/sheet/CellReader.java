package cn.tongtu.engine.sheet;

import cn.tongtu.engine.sheet.CellProblem.Kind;
import cn.tongtu.engine.sheet.SheetCell.Content;
import cn.tongtu.engine.value.Unit;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Understands cells (单元格读数) by the kind of their column. What can be meant in one way only is
 * taken; everything else is refused with the cell named and how to write it.
 *
 * @param sheet the sheet's name, for the places of problems
 * @param today by which two-digit years are read: they never lie in the future
 */
public record CellReader(String sheet, LocalDate today) {
  private static final Set<String> CLEAR = Set.of("清空", "【清空】", "[清空]");
  private static final Set<String> BLANK =
      Set.of("无", "/", "\\", "-", "--", "---", "—", "——", "–", "―", "一一", "N/A", "n/a");

  /** Reads a cell that no heading tells more about. */
  public CellValue read(SheetCell cell, CellKind kind) {
    return read(cell, kind, Optional.empty(), List.of());
  }

  /** Reads what somebody typed beside such a unit, and not into a sheet; problems name no place. */
  public static CellValue typed(
      String text, CellKind kind, Optional<Unit> beside, LocalDate today) {
    return new CellReader("", today).read(SheetCell.text(0, 0, text), kind, beside, List.of());
  }

  /**
   * @param heading the unit that the column's heading names
   * @param table the units that a line above the table names
   */
  public CellValue read(SheetCell cell, CellKind kind, Optional<Unit> heading, List<Unit> table) {
    return switch (cell.content()) {
      case Content.Empty() -> CellValue.BLANK;
      case Content.Fault(var code) ->
          wrong(
              cell,
              Kind.FAULT,
              null,
              "是错误值 " + code + "，请改正公式或直接填写数值",
              "holds the error " + code + "; mend the formula or type the value");
      case Content.Uncalculated() ->
          wrong(
              cell,
              Kind.UNCALCULATED,
              null,
              "的公式没有保存计算结果，请用 Excel 或 WPS 打开并保存一次",
              "has a formula whose result was not saved; open the file in Excel or WPS and save it");
      case Content.Text(var text) -> {
        var word = Texts.narrow(text);
        boolean yesNo = kind instanceof CellKind.YesNo && word.equals("无");
        if (word.isEmpty() || (BLANK.contains(word) && !yesNo)) {
          yield CellValue.BLANK;
        }
        yield CLEAR.contains(Texts.clean(text))
            ? CellValue.CLEAR
            : understood(cell, kind, heading, table);
      }
      case Content.Number _, Content.Truth _ -> understood(cell, kind, heading, table);
    };
  }

  private CellValue understood(
      SheetCell cell, CellKind kind, Optional<Unit> heading, List<Unit> table) {
    var units = new Numbers.Units(heading, table);
    return switch (kind) {
      case CellKind.Text() -> Words.text(this, cell);
      case CellKind.Code() -> Words.code(this, cell);
      case CellKind.Whole(var unit) -> Numbers.whole(this, cell, unit, units);
      case CellKind.Decimal(var unit, var decimals) ->
          Numbers.decimal(this, cell, unit, decimals, units);
      case CellKind.Sum(var assumed) -> Numbers.sum(this, cell, assumed, units);
      case CellKind.Percent(var decimals) -> Numbers.percent(this, cell, decimals, units);
      case CellKind.Day() -> Days.day(this, cell);
      case CellKind.Month() -> Days.month(this, cell);
      case CellKind.YesNo() -> Words.yesNo(this, cell);
      case CellKind.OneOf(var options) -> Words.oneOf(this, cell, options);
      case CellKind.At() -> Chainages.at(this, cell, units);
    };
  }

  /** 整改通知书!C7“三点五”是中文数字，请写作 3.5。 */
  CellValue wrong(
      SheetCell cell, Kind kind, @Nullable String suggestion, String chinese, String english) {
    var place = cell.row() == 0 ? "" : (sheet.isEmpty() ? "" : sheet + "!") + cell.address();
    var said = Texts.clean(cell.text());
    var quoted = said.length() > 40 ? said.substring(0, 40) + "…" : said;
    var proposal = suggestion == null ? "" : "，请写作 " + suggestion;
    var proposed = suggestion == null ? "" : "; write " + suggestion;
    return new CellValue.Wrong(
        new CellProblem(
            kind,
            place,
            said,
            suggestion,
            place + (quoted.isEmpty() ? "" : "“" + quoted + "”") + chinese + proposal + "。",
            place
                + (quoted.isEmpty() ? "" : " “" + quoted + "”")
                + " "
                + english
                + proposed
                + "."));
  }
}
