package cn.tongtu.engine.sheet;

import cn.tongtu.engine.sheet.CellProblem.Kind;
import cn.tongtu.engine.sheet.SheetCell.Content;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Cells that hold words: texts, codes, yes and no, choices. */
final class Words {
  private static final Set<String> YES =
      Set.of("是", "√", "✓", "✔", "☑", "y", "yes", "true", "1", "有", "对", "已", "〇", "○", "●", "v");
  private static final Set<String> NO =
      Set.of(
          "否", "×", "✕", "✗", "✘", "☒", "☐", "□", "n", "no", "false", "0", "无", "没有", "不", "未", "错",
          "x", "不是");

  /** What is left of a long number once a program has taken it for a quantity. */
  private static final Pattern SCIENTIFIC = Pattern.compile("\\d(\\.\\d+)?[eE]\\+\\d{2,}");

  private static final int SHOWN_OPTIONS = 8;

  private Words() {}

  static CellValue text(CellReader reader, SheetCell cell) {
    return hasLostDigits(cell)
        ? lostDigits(reader, cell)
        : new CellValue.Text(Texts.clean(cell.text()));
  }

  static CellValue code(CellReader reader, SheetCell cell) {
    return hasLostDigits(cell) || SCIENTIFIC.matcher(Texts.clean(cell.text())).matches()
        ? lostDigits(reader, cell)
        : new CellValue.Text(narrowLetters(Texts.clean(cell.text())));
  }

  private static boolean hasLostDigits(SheetCell cell) {
    return cell.content() instanceof Content.Number number
        && number.format().shape() == SheetCell.Format.Shape.PLAIN
        && Digits.lostDigits(SheetCell.amount(number));
  }

  private static CellValue lostDigits(CellReader reader, SheetCell cell) {
    return reader.wrong(
        cell,
        Kind.LOST_DIGITS,
        null,
        "是数值单元格，第 15 位以后的数字已丢失；请把该列格式设为“文本”后重新填写",
        "is a numeric cell that has lost every digit after the 15th; set the column's format to Text and type it again");
  }

  /** Full-width digits and letters only: brackets belong to the number of a paper. */
  private static String narrowLetters(String text) {
    return text.chars()
        .map(c ->
            (c >= '０' && c <= '９') || (c >= 'Ａ' && c <= 'Ｚ') || (c >= 'ａ' && c <= 'ｚ')
                ? c - 0xfee0
                : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  static CellValue yesNo(CellReader reader, SheetCell cell) {
    if (cell.content() instanceof Content.Truth(var value)) {
      return new CellValue.YesNo(value);
    }
    var word = Texts.narrow(cell.text()).toLowerCase(Locale.ROOT);
    if (YES.contains(word) || NO.contains(word)) {
      return new CellValue.YesNo(YES.contains(word));
    }
    return reader.wrong(
        cell, Kind.NOT_YES_OR_NO, null, "看不出是或否，请写“是”或“否”", "is neither yes nor no; write 是 or 否");
  }

  static CellValue oneOf(CellReader reader, SheetCell cell, List<CellKind.Option> options) {
    var said = Texts.clean(cell.text());
    var key = Texts.key(said);
    for (var option : options) {
      if (option.code().equals(said) || option.label().equals(said)) {
        return new CellValue.Chosen(option.code());
      }
    }
    var alike =
        options.stream()
            .filter(option -> words(option).anyMatch(word -> Texts.key(word).equals(key)))
            .toList();
    if (alike.size() == 1 && !key.isEmpty()) {
      return new CellValue.Chosen(alike.getFirst().code());
    }
    var nearest =
        options.stream()
            .filter(option -> words(option).anyMatch(word -> Likeness.isNear(word, said)))
            .min(Comparator.comparingInt(option -> distance(option, said)))
            .map(CellKind.Option::label)
            .orElse(null);
    var known =
        options.stream()
                .limit(SHOWN_OPTIONS)
                .map(CellKind.Option::label)
                .collect(Collectors.joining("、"))
            + (options.size() > SHOWN_OPTIONS ? "……" : "");
    return reader.wrong(
        cell,
        Kind.NOT_AN_OPTION,
        nearest,
        "不在可选项（" + known + "）中",
        "is not among the choices (" + known + ")");
  }

  private static int distance(CellKind.Option option, String said) {
    return words(option).mapToInt(word -> Slips.between(word, said)).min().orElse(said.length());
  }

  private static Stream<String> words(CellKind.Option option) {
    return Stream.concat(Stream.of(option.label(), option.code()), option.aliases().stream());
  }
}
