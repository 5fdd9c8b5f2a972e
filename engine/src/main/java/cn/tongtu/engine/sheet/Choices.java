package cn.tongtu.engine.sheet;

import java.util.List;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/** Lists to choose from in a column (下拉选项). */
final class Choices {
  /** Longer lists may not stand in the rule itself. */
  private static final int LONGEST_RULE = 255;

  private Choices() {}

  static void put(SXSSFWorkbook book, SXSSFSheet page, int column, int last, CellKind kind) {
    var words =
        switch (kind) {
          case CellKind.YesNo() -> List.of("是", "否");
          case CellKind.OneOf(var options) ->
              options.stream()
                  .map(option -> Shown.text(new CellValue.Chosen(option.code()), kind))
                  .toList();
          case CellKind.Text _,
              CellKind.Code _,
              CellKind.Whole _,
              CellKind.Decimal _,
              CellKind.Sum _,
              CellKind.Percent _,
              CellKind.Day _,
              CellKind.Month _,
              CellKind.At _ ->
              List.<String>of();
        };
    if (words.isEmpty()) {
      return;
    }
    var helper = page.getDataValidationHelper();
    boolean inRule =
        String.join(",", words).length() < LONGEST_RULE
            && words.stream().noneMatch(word -> word.contains(",") || word.contains("\""));
    var rule =
        inRule
            ? helper.createExplicitListConstraint(words.toArray(String[]::new))
            : helper.createFormulaListConstraint(listed(book, words));
    var validation =
        helper.createValidation(rule, new CellRangeAddressList(1, last, column, column));
    validation.setErrorStyle(DataValidation.ErrorStyle.STOP);
    validation.setShowErrorBox(true);
    validation.createErrorBox("不在可选项中", "请从下拉列表中选择。");
    page.addValidationData(validation);
  }

  /** Puts the words on a hidden sheet of their own and names the place. */
  private static String listed(SXSSFWorkbook book, List<String> words) {
    int number = 1;
    while (book.getSheet("选项" + number) != null) {
      number++;
    }
    var list = book.createSheet("选项" + number);
    for (int i = 0; i < words.size(); i++) {
      list.createRow(i).createCell(0).setCellValue(XlsxParts.escaped(words.get(i)));
    }
    book.setSheetVisibility(book.getSheetIndex(list), SheetVisibility.HIDDEN);
    return "'选项" + number + "'!$A$1:$A$" + words.size();
  }
}
