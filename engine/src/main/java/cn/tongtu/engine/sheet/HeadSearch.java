package cn.tongtu.engine.sheet;

import cn.tongtu.engine.sheet.SheetCell.Content;
import cn.tongtu.engine.sheet.Table.Heading;
import cn.tongtu.engine.value.Unit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Finds the heading of a table among title, notes and data. */
final class HeadSearch {
  private static final int LONGEST_LABEL = 30;
  private static final int DEEPEST_HEAD = 3;

  private HeadSearch() {}

  static Optional<Table> in(Worksheet sheet, List<SheetField> fields) {
    Table best = null;
    int most = 0;
    for (var row : sheet.head()) {
      int to = lastOfHead(sheet, row);
      var table = table(sheet, row.number(), to);
      int score = score(table, row) + 4 * known(table.headings(), fields);
      if (score > most) {
        most = score;
        best = table;
      }
    }
    return Optional.ofNullable(best);
  }

  /** How many fields one of the headings names outright. */
  static int known(List<Heading> headings, List<SheetField> fields) {
    var words = new HashSet<String>();
    headings.forEach(heading -> {
      words.add(Texts.key(heading.label()));
      words.add(Texts.key(heading.full()));
    });
    return (int)
        fields.stream()
            .filter(field ->
                words.contains(Texts.key(field.label()))
                    || words.contains(field.id())
                    || field.aliases().stream().anyMatch(word -> words.contains(Texts.key(word)))
                    || field.formerLabels().stream()
                        .anyMatch(word -> words.contains(Texts.key(word))))
            .count();
  }

  /** Words in many columns make a heading; numbers, long texts and repetition speak against it. */
  private static int score(Table table, SheetRow row) {
    var labels = new HashSet<String>();
    int score = 0;
    for (var heading : table.headings()) {
      boolean named = !heading.label().isEmpty() && heading.label().length() <= LONGEST_LABEL;
      score += !named ? -1 : labels.add(Texts.key(heading.full())) ? 2 : -2;
    }
    for (var cell : row.cells()) {
      score -= looksLikeData(cell) ? 3 : 0;
    }
    return labels.size() < 2 ? labels.size() : score + (isFollowed(table) ? 1 : 0);
  }

  private static boolean isFollowed(Table table) {
    return table.sheet().head().stream().anyMatch(row -> row.number() > table.headTo());
  }

  private static boolean looksLikeData(SheetCell cell) {
    return switch (cell.content()) {
      case Content.Text(var text) -> {
        var narrow = Texts.narrow(text);
        yield !narrow.isEmpty() && Character.isDigit(narrow.charAt(0)) && !narrow.contains("月");
      }
      case Content.Empty() -> false;
      case Content.Number _, Content.Truth _, Content.Fault _, Content.Uncalculated _ -> true;
    };
  }

  /** A heading goes on below where a group stands above several columns. */
  private static int lastOfHead(Worksheet sheet, SheetRow first) {
    int last = first.number();
    for (int depth = 1; depth < DEEPEST_HEAD; depth++) {
      var below = row(sheet, last + 1);
      if (below.isEmpty() || !goesOn(sheet, first.number(), last, below.get())) {
        break;
      }
      last++;
    }
    var below = row(sheet, last + 1);
    return below.isPresent() && isNumbering(below.get()) ? last + 1 : last;
  }

  private static boolean goesOn(Worksheet sheet, int first, int last, SheetRow below) {
    if (below.cells().stream().anyMatch(HeadSearch::looksLikeData)) {
      return false;
    }
    boolean merged =
        sheet.merges().stream()
            .anyMatch(range ->
                range.firstRow() >= first
                    && range.firstRow() <= last
                    // A block over every column is the title above the heading.
                    && ((range.lastRow() > last)
                        || (range.lastRow() == last
                            && range.width() > 1
                            && range.width() < sheet.columns())));
    return merged || isComplement(sheet, last, below);
  }

  /** Without merged cells, as in text: each line stands where the other has nothing. */
  private static boolean isComplement(Worksheet sheet, int last, SheetRow below) {
    var above = row(sheet, last);
    if (above.isEmpty() || !sheet.merges().isEmpty() || below.cells().size() < 2) {
      return false;
    }
    boolean gaps = false;
    for (int i = 1; i <= sheet.columns(); i++) {
      boolean up = !above.get().text(i).isEmpty();
      boolean down = !below.text(i).isEmpty();
      boolean group = up && down && i < sheet.columns() && above.get().text(i + 1).isEmpty();
      if ((up && down && !group) || (!up && !down)) {
        return false;
      }
      gaps |= !up;
    }
    return gaps && above.get().cells().size() > 1;
  }

  /** 栏次: 甲 乙 1 2 3 below the heading of statistical forms. */
  private static boolean isNumbering(SheetRow row) {
    int number = 0;
    int letters = 0;
    for (var cell : row.cells()) {
      var text = Texts.narrow(cell.text()).replaceAll("[()]", "");
      if ("甲乙丙丁戊".contains(text) || text.equals("栏次")) {
        letters++;
      } else if (text.equals(String.valueOf(number + 1))) {
        number++;
      } else {
        return false;
      }
    }
    return number >= 2 && number + letters >= 3;
  }

  private static Optional<SheetRow> row(Worksheet sheet, int number) {
    return sheet.head().stream().filter(row -> row.number() == number).findFirst();
  }

  static Table table(Worksheet sheet, int from, int to) {
    var headings = new ArrayList<Heading>();
    int columns =
        sheet.head().stream()
            .filter(row -> row.number() >= from)
            .mapToInt(SheetRow::lastColumn)
            .max()
            .orElse(0);
    int first =
        sheet.head().stream()
            .filter(row -> row.number() >= from && !row.cells().isEmpty())
            .mapToInt(row -> row.cells().getFirst().column())
            .min()
            .orElse(1);
    for (int column = first; column <= columns; column++) {
      headings.add(heading(sheet, from, to, column));
    }
    while (!headings.isEmpty() && to >= from && isEmptyColumn(sheet, to, headings.getLast())) {
      headings.removeLast();
    }
    return new Table(sheet, from, to, headings, units(sheet, from));
  }

  private static boolean isEmptyColumn(Worksheet sheet, int to, Heading heading) {
    return heading.label().isEmpty()
        && sheet.head().stream()
            .filter(row -> row.number() > to)
            .allMatch(row -> row.text(heading.column()).isEmpty());
  }

  private static Heading heading(Worksheet sheet, int from, int to, int column) {
    var lines = new ArrayList<String>();
    for (int number = from; number <= to; number++) {
      var row = row(sheet, number);
      boolean numbering =
          number == to && number > from && row.isPresent() && isNumbering(row.get());
      var text = numbering ? "" : filled(sheet, number, column, from, to);
      if (!text.isEmpty() && (lines.isEmpty() || !lines.getLast().equals(text))) {
        lines.add(text);
      }
    }
    var own = Headings.read(lines.isEmpty() ? "" : lines.getLast());
    var groups = lines.stream().limit(Math.max(0, lines.size() - 1)).map(Headings::read).toList();
    var unit =
        own.unit()
            .or(() -> groups.reversed().stream().flatMap(up -> up.unit().stream()).findFirst());
    var group = String.join(" ", groups.stream().map(Headings.Labelled::label).toList());
    // 投资（万元） over a line that only says 万元: the line above is the label.
    boolean bare = own.label().isEmpty() && !group.isEmpty();
    return new Heading(
        column,
        bare ? "" : group,
        bare ? group : own.label(),
        unit,
        sheet.hiddenColumns().contains(column));
  }

  /** The text of a heading's cell, or of the group that reaches over it. */
  private static String filled(Worksheet sheet, int number, int column, int from, int to) {
    for (var range : sheet.merges()) {
      if (range.contains(number, column) && range.firstRow() >= from) {
        return row(sheet, range.firstRow()).map(row -> row.text(range.firstColumn())).orElse("");
      }
    }
    var row = row(sheet, number);
    var own = row.map(line -> line.text(column)).orElse("");
    boolean spread = own.isEmpty() && number < to && sheet.merges().isEmpty() && row.isPresent();
    if (!spread || row(sheet, to).map(line -> line.text(column)).orElse("").isEmpty()) {
      return own;
    }
    int at = column;
    while (at > 1 && row.get().text(at).isEmpty()) {
      at--;
    }
    return row.get().text(at);
  }

  private static List<Unit> units(Worksheet sheet, int from) {
    return sheet.head().stream()
        .filter(row -> row.number() < from)
        .flatMap(row -> row.cells().stream())
        .flatMap(cell -> Headings.note(cell.text()).stream())
        .toList();
  }
}
