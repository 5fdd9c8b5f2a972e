package cn.tongtu.engine.sheet;

import cn.tongtu.engine.value.Unit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table in a sheet (数据表): where its heading stands, which columns it has, and which rows below
 * are data. Proposed from the first rows; whoever asks may say otherwise.
 *
 * @param headFrom the heading's first row, counted from 1
 * @param headTo its last; smaller than the first where the table has no heading
 * @param units what a line above says for the whole table: 单位：万元
 */
public record Table(
    Worksheet sheet, int headFrom, int headTo, List<Heading> headings, List<Unit> units) {
  private static final Pattern TOTAL = Pattern.compile("(本页|本表|全县|全市)?(合计|总计|小计|共计|累计)([:：].*|数)?");
  private static final Pattern NOTE =
      Pattern.compile(
          "(注|备注|说明|附注|填表说明|填表人|填报人|制表人?|审核人?|复核人?|负责人|单位负责人|填报单位|填报日期|填表日期|联系电话|联系人|数据来源)"
              + "([:：].*|[0-9一二三四五]*[、.．].*)?");
  private static final int SEEN_FOR_TOTAL = 3;

  public Table {
    headings = List.copyOf(headings);
    units = List.copyOf(units);
  }

  /**
   * A column of the table as its heading names it (列).
   *
   * @param column counted from 1
   * @param group what stands above it in a heading of several lines: 投资; empty without
   * @param label without unit and marks: 金额 of 金额（万元）; empty where nothing stands above a column
   * @param hidden whether the column is hidden; it is read all the same
   */
  public record Heading(
      int column, String group, String label, Optional<Unit> unit, boolean hidden) {
    /** Group and label: 投资 计划. */
    public String full() {
      return group.isEmpty() ? label : group + " " + label;
    }
  }

  /** What a row below the heading is (行的性质). */
  public enum Role {
    DATA,
    /** 合计、小计: worked out again, never taken in. */
    TOTAL,
    /** 注、填表人 and the like. */
    NOTE,
    /** The heading again, as on every printed page. */
    HEADING
  }

  /** The tables of a workbook, the likeliest first; one a sheet. */
  public static List<Table> propose(Workbook workbook, List<SheetField> fields) {
    return workbook.sheets().stream()
        .flatMap(sheet -> propose(sheet, fields).stream())
        .sorted(
            Comparator.<Table>comparingInt(table -> table.sheet.hidden() ? 1 : 0)
                .thenComparingInt(table -> -HeadSearch.known(table.headings, fields))
                .thenComparingInt(table -> -Math.min(table.sheet.rows(), 2))
                .thenComparingInt(table -> table.sheet.index()))
        .toList();
  }

  /**
   * The table of a sheet.
   *
   * @param fields which headings are expected; may be empty
   */
  public static Optional<Table> propose(Worksheet sheet, List<SheetField> fields) {
    return HeadSearch.in(sheet, fields);
  }

  /**
   * The table whose heading stands in these rows; none where {@code headTo} is smaller, then data
   * begin at {@code headFrom}.
   */
  public static Table of(Worksheet sheet, int headFrom, int headTo) {
    return HeadSearch.table(sheet, headFrom, headTo);
  }

  public Optional<Heading> heading(int column) {
    return headings.stream().filter(heading -> heading.column() == column).findFirst();
  }

  /** What a row is; call it for rows below the heading only. */
  public Role role(SheetRow row) {
    var filled = row.cells().stream().filter(cell -> !cell.isEmpty()).toList();
    if (isTotal(filled)) {
      return Role.TOTAL;
    }
    boolean sparse = filled.size() <= Math.max(1, headings.size() / 2);
    if (sparse
        && !filled.isEmpty()
        && NOTE.matcher(Texts.narrow(filled.getFirst().text())).matches()) {
      return Role.NOTE;
    }
    return isHeadingAgain(row) ? Role.HEADING : Role.DATA;
  }

  /** The word and nothing but numbers beside it: a place may well be called 合计. */
  private static boolean isTotal(List<SheetCell> filled) {
    return filled.stream().limit(SEEN_FOR_TOTAL).anyMatch(Table::isTotalWord)
        && filled.stream()
            .allMatch(
                cell -> isTotalWord(cell) || NumberText.of(cell) instanceof NumberText.Number);
  }

  private static boolean isTotalWord(SheetCell cell) {
    return cell.content() instanceof SheetCell.Content.Text(var text)
        && text.indexOf('计') >= 0
        && TOTAL.matcher(Texts.narrow(text).replace(" ", "")).matches();
  }

  private boolean isHeadingAgain(SheetRow row) {
    long named = headings.stream().filter(heading -> !heading.label().isEmpty()).count();
    long same = headings.stream().filter(heading -> isSaidAgain(heading, row)).count();
    return named >= 2 && same * 2 > named;
  }

  private static boolean isSaidAgain(Heading heading, SheetRow row) {
    // Every row is asked: most are told by their letters, before anything is taken apart.
    var cell = row.cell(heading.column());
    return !heading.label().isEmpty()
        && cell.content() instanceof SheetCell.Content.Text(var text)
        && text.contains(heading.label())
        && Texts.key(Headings.read(text).label()).equals(Texts.key(heading.label()));
  }

  /** The rows below the heading that hold something. Close the stream. */
  public Stream<SheetRow> rows(Workbook workbook) {
    int above = Math.max(headTo, headFrom - 1);
    return workbook.rows(sheet).filter(row -> row.number() > above && !row.isBlank());
  }

  /** Tables with the same headings in the same order have the same one (表头指纹). */
  public String fingerprint() {
    var words =
        headings.stream()
            .map(heading -> Texts.key(heading.full()))
            .collect(Collectors.joining("\n"));
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
