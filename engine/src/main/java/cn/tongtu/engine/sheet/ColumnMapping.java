package cn.tongtu.engine.sheet;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which column is which field (列对应), with how sure that is and why. A proposal until a person has
 * looked at it.
 */
public record ColumnMapping(Table table, List<SheetField> fields, List<Match> matches) {
  /** Below this a likeness is not worth a proposal. */
  private static final int LEAST = 60;

  public ColumnMapping {
    fields = List.copyOf(fields);
    matches = List.copyOf(matches);
  }

  /**
   * A column and the field it is taken for.
   *
   * @param confidence 0 to 100
   */
  public record Match(int column, String field, int confidence, Reason reason) {}

  /** Why a column is taken for a field (依据), surest first. */
  public enum Reason {
    /** 人工指定. */
    CHOSEN,
    /** 沿用上次. */
    REMEMBERED,
    /** 名称相同. */
    LABEL,
    /** 别名. */
    ALIAS,
    /** 曾用名. */
    FORMER_LABEL,
    /** 字段代码. */
    ID,
    /** 去掉分组后相同. */
    WITHOUT_GROUP,
    /** 拼音首字母. */
    INITIALS,
    /** 疑为笔误. */
    TYPO,
    /** 名称相近: one holds the other. */
    PART
  }

  public static ColumnMapping propose(Table table, List<SheetField> fields) {
    return propose(table, fields, Map.of());
  }

  /**
   * @param remembered what {@link #toRemember} gave for a table with the same fingerprint, or for
   *     an earlier one of the same sender
   */
  public static ColumnMapping propose(
      Table table, List<SheetField> fields, Map<String, String> remembered) {
    var candidates = new ArrayList<Match>();
    for (var heading : table.headings()) {
      var known = remembered.get(Texts.key(heading.full()));
      for (var field : fields) {
        var match =
            field.id().equals(known)
                ? Optional.of(new Match(heading.column(), field.id(), 100, Reason.REMEMBERED))
                : Likeness.of(heading, field);
        match.filter(found -> found.confidence() >= LEAST).ifPresent(candidates::add);
      }
    }
    return new ColumnMapping(table, fields, best(candidates));
  }

  private static List<Match> best(List<Match> candidates) {
    candidates.sort(
        Comparator.comparingInt(Match::confidence)
            .reversed()
            .thenComparing(Match::reason)
            .thenComparingInt(Match::column));
    var columns = new HashSet<Integer>();
    var taken = new HashSet<String>();
    var matches = new ArrayList<Match>();
    for (var match : candidates) {
      if (!columns.contains(match.column()) && taken.add(match.field())) {
        columns.add(match.column());
        matches.add(match);
      }
    }
    matches.sort(Comparator.comparingInt(Match::column));
    return matches;
  }

  /** The same with one column given to a field by a person, and taken from any other. */
  public ColumnMapping with(int column, String field) {
    var next = new ArrayList<>(without(column).matches);
    next.removeIf(match -> match.field().equals(field));
    next.add(new Match(column, field, 100, Reason.CHOSEN));
    next.sort(Comparator.comparingInt(Match::column));
    return new ColumnMapping(table, fields, next);
  }

  /** The same with one column left aside. */
  public ColumnMapping without(int column) {
    return new ColumnMapping(
        table, fields, matches.stream().filter(match -> match.column() != column).toList());
  }

  public Optional<Match> ofField(String field) {
    return matches.stream().filter(match -> match.field().equals(field)).findFirst();
  }

  public Optional<Match> ofColumn(int column) {
    return matches.stream().filter(match -> match.column() == column).findFirst();
  }

  /** Headings and their fields, for the caller to keep under {@link Table#fingerprint}. */
  public Map<String, String> toRemember() {
    var words = new HashMap<String, String>();
    for (var match : matches) {
      table
          .heading(match.column())
          .ifPresent(heading -> words.put(Texts.key(heading.full()), match.field()));
    }
    return words;
  }

  /**
   * The table's rows with every matched cell understood; totals, notes and repeated headings come
   * along with their role and no values. Close the stream.
   *
   * @param today by which two-digit years are read
   */
  public Stream<TableRow> rows(Workbook workbook, LocalDate today) {
    var reader = new CellReader(table.sheet().name(), today);
    var plan = matches.stream().flatMap(match -> Read.of(this, match).stream()).toList();
    return table.rows(workbook).map(row -> read(row, plan, reader));
  }

  private TableRow read(SheetRow row, List<Read> plan, CellReader reader) {
    var role = table.role(row);
    var values = new LinkedHashMap<String, CellValue>();
    if (role == Table.Role.DATA) {
      for (var read : plan) {
        var cell = row.cell(read.heading().column());
        values.put(
            read.field().id(),
            reader.read(cell, read.field().kind(), read.heading().unit(), table.units()));
      }
    }
    return new TableRow(row, role, values);
  }

  /** A match with its heading and field looked up once. */
  private record Read(Table.Heading heading, SheetField field) {
    static Optional<Read> of(ColumnMapping mapping, Match match) {
      return mapping
          .table
          .heading(match.column())
          .flatMap(heading ->
              mapping.fields.stream()
                  .filter(field -> field.id().equals(match.field()))
                  .findFirst()
                  .map(field -> new Read(heading, field)));
    }
  }
}
