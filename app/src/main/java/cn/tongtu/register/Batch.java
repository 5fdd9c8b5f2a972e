package cn.tongtu.register;

import cn.tongtu.register.Sent.Problem;
import cn.tongtu.shared.Mistakes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What rows of a file would do to a register (批量核对), by the same checks as the form's. It goes
 * through the file once, some rows at a time, and remembers which keys it met.
 */
public final class Batch {
  private final Checking checking;
  private final Register register;
  private final Entries entries;
  private final String org;
  private final Map<String, String> orgs;
  private final Predicate<String> may;
  private final Map<String, Integer> met = new HashMap<>();

  /**
   * @param org whose the new records are where the file does not say
   * @param orgs the organisations' codes by what they are called
   * @param may whether the reader may write an organisation's records
   */
  Batch(
      Checking checking,
      Entries entries,
      String org,
      Map<String, String> orgs,
      Predicate<String> may) {
    this.checking = checking;
    this.register = checking.register();
    this.entries = entries;
    this.org = org;
    this.orgs = Map.copyOf(orgs);
    this.may = may;
  }

  /** What a row would do. */
  public enum Kind {
    NEW,
    CHANGED,
    SAME,
    /** 冲突: somebody changed the record since it was written out. */
    CONFLICT,
    WRONG;

    public boolean writes() {
      return this == NEW || this == CHANGED;
    }
  }

  /**
   * A row with what it would do.
   *
   * @param changes what each field holds and would hold, as people read it
   */
  public record Planned(
      Sent sent,
      Kind kind,
      Optional<Entry> before,
      Optional<Entry> after,
      String title,
      String org,
      SequencedMap<String, List<String>> changes,
      List<Problem> problems) {
    /** The record that it is about; none for a new one. */
    public Optional<Long> record() {
      return before.map(Entry::id);
    }

    /** What its changed fields held before, as a form writes it; empty where they held nothing. */
    public Map<String, String> was(Register register) {
      var was = new HashMap<String, String>();
      before.ifPresent(entry ->
          changes.keySet().stream()
              .filter(field -> !register.given(field))
              .forEach(field -> {
                var value = entry.values().get(field);
                was.put(field, value == null ? "" : register.field(field).text(value));
              }));
      return was;
    }

    /** That record's revision. */
    public Optional<Integer> revision() {
      return before.map(Entry::revision);
    }
  }

  /** What the register holds already of what some rows name. */
  private record Known(
      Map<Long, Entry> records, Map<String, Entry> numbers, Map<String, Long> uniques) {}

  public List<Planned> plan(List<Sent> rows) {
    var known = known(rows);
    return rows.stream().map(row -> plan(row, known)).toList();
  }

  private Known known(List<Sent> rows) {
    var records = new HashMap<Long, Entry>();
    entries
        .list(register, "id", rows.stream().flatMap(row -> id(row).stream()).toList())
        .forEach(entry -> records.put(entry.id(), entry));
    var numbers = new HashMap<String, Entry>();
    entries
        .list(
            register,
            "_number",
            rows.stream().map(Sent::number).filter(number -> !number.isEmpty()).toList())
        .forEach(entry -> {
          entry.number().ifPresent(number -> numbers.put(number, entry));
          records.put(entry.id(), entry);
        });
    var uniques = new HashMap<String, Long>();
    for (var field : uniques()) {
      var values = rows.stream().flatMap(row -> value(field, row).stream()).toList();
      for (var entry : entries.list(register, field.id(), values)) {
        uniques.put(
            key(entry.org(), field, Objects.requireNonNull(entry.values().get(field.id()))),
            entry.id());
        records.put(entry.id(), entry);
      }
    }
    return new Known(records, numbers, uniques);
  }

  private List<Field> uniques() {
    return register.fields().values().stream().filter(Field::unique).toList();
  }

  private Optional<Object> value(Field field, Sent row) {
    var text = row.fields().getOrDefault(field.id(), "");
    return text.isEmpty()
        ? Optional.empty()
        : new Mistakes()
            .read(field.id(), () -> checking.meant(field, text))
            .flatMap(value -> value);
  }

  private static String key(String org, Field field, Object value) {
    return org + "\n" + field.id() + "\n" + field.text(value);
  }

  private Optional<Long> id(Sent row) {
    var prefix = register.id() + "/";
    return row.id().matches(prefix + "\\d{1,18}")
        ? Optional.of(Long.parseLong(row.id().substring(prefix.length())))
        : Optional.empty();
  }

  private final class Row {
    private final Sent sent;
    private final List<Problem> problems;

    Row(Sent sent) {
      this.sent = sent;
      problems = new ArrayList<>(sent.problems());
    }

    void wrong(String field, String chinese, String english) {
      if (problems.stream().noneMatch(problem -> problem.field().equals(field))) {
        problems.add(Problem.of(field, chinese, english));
      }
    }

    /** Which record it is about; none for a new one, and where that cannot be told. */
    Optional<Entry> record(Known known, String whose) {
      if (!sent.id().isEmpty()) {
        var found = id(sent).flatMap(id -> Optional.ofNullable(known.records.get(id)));
        if (found.isEmpty()) {
          wrong(
              SheetFields.ID,
              "“%s”不是本台账的记录；如要新增，请清除该行的“记录标识”".formatted(sent.id()),
              "“%s” is no record of this register; clear the cell to add a new one"
                  .formatted(sent.id()));
        }
        return found;
      }
      if (!sent.number().isEmpty()) {
        var found = Optional.ofNullable(known.numbers.get(sent.number()));
        if (found.isEmpty()) {
          wrong(
              SheetFields.NUMBER,
              "没有编号为“%s”的记录；编号由系统给出，如要新增请留空".formatted(sent.number()),
              "no record has the number “%s”; numbers are given by the system, leave it empty to add one"
                  .formatted(sent.number()));
        }
        return found;
      }
      return uniques().stream()
          .flatMap(field ->
              value(field, sent).stream()
                  .flatMap(value ->
                      Optional.ofNullable(known.uniques.get(key(whose, field, value))).stream()))
          .findFirst()
          .flatMap(id -> Optional.ofNullable(known.records.get(id)));
    }

    void onceInTheFile(String key, String field) {
      var first = met.putIfAbsent(key, sent.row());
      if (first != null && first != sent.row()) {
        wrong(
            field,
            "与第 %d 行是同一条记录，请只留一行".formatted(first),
            "is the same record as row %d; leave one of them".formatted(first));
      }
    }
  }

  private Planned plan(Sent sent, Known known) {
    var row = new Row(sent);
    var named = sent.org().isEmpty() ? Optional.of(org) : Optional.ofNullable(orgs.get(sent.org()));
    if (named.isEmpty()) {
      row.wrong(
          SheetFields.ORG,
          "没有单位“%s”".formatted(sent.org()),
          "there is no organisation “%s”".formatted(sent.org()));
    }
    var before = row.record(known, named.orElse(org));
    var whose = before.map(Entry::org).or(() -> named).orElse(org);
    if (before.isEmpty() && register.retired()) {
      row.wrong(
          SheetFields.ID, "台账已停用，不再登记新记录", "the register is retired and takes no new records");
    }
    before.ifPresent(record -> {
      row.onceInTheFile("#" + record.id(), SheetFields.ID);
      if (!sent.org().isEmpty() && !Optional.of(record.org()).equals(named)) {
        row.wrong(
            SheetFields.ORG, "记录的单位不能通过导入改变", "whose a record is cannot be changed by an import");
      }
    });
    if (whose.isEmpty()) {
      row.wrong(
          SheetFields.ORG,
          "没有写明单位，请选择新记录所属单位",
          "it does not say whose it is; choose whose the new records are");
    } else if (!may.test(whose)) {
      row.wrong(
          SheetFields.ORG,
          "您无权登记“%s”的记录".formatted(name(whose)),
          "you may not write records of “%s”".formatted(name(whose)));
    }
    var after = after(row, before, whose);
    uniques()
        .forEach(field ->
            Optional.ofNullable(after.values().get(field.id()))
                .ifPresent(value -> unique(row, field, value, after, known)));
    var changes = changes(before, after);
    return new Planned(
        sent,
        kind(row, before, changes),
        before,
        row.problems.isEmpty() ? Optional.of(after) : Optional.empty(),
        before.map(register::titleOf).orElseGet(() -> title(after)),
        whose,
        changes,
        row.problems);
  }

  private String title(Entry entry) {
    return Optional.ofNullable(entry.values().get(register.title()))
        .map(value -> register.field(register.title()).type().print(value))
        .orElse("");
  }

  private String name(String code) {
    return orgs.entrySet().stream()
        .filter(known -> known.getValue().equals(code) && !known.getKey().equals(code))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(code);
  }

  private SequencedMap<String, List<String>> changes(Optional<Entry> before, Entry after) {
    return RegisterKeeping.changes(
        register, before.orElseGet(() -> after.holding(Map.of())), after);
  }

  private static Kind kind(
      Row row, Optional<Entry> before, SequencedMap<String, List<String>> changes) {
    if (!row.problems.isEmpty()) {
      return Kind.WRONG;
    }
    if (before.isEmpty()) {
      return Kind.NEW;
    }
    if (changes.isEmpty()) {
      return Kind.SAME;
    }
    var seen = row.sent.revision();
    return seen.isEmpty() || seen.equals(String.valueOf(before.get().revision()))
        ? Kind.CHANGED
        : Kind.CONFLICT;
  }

  private Entry after(Row row, Optional<Entry> before, String whose) {
    var mistakes = new Mistakes();
    // Of a row that lacks something nothing is worked out.
    row.problems.forEach(
        problem -> mistakes.unless(false, problem.field(), problem.chinese(), problem.english()));
    var begun = before.orElseGet(() -> Entry.begun(register, whose, Map.of(), "", "", false));
    var filled = checking.after(begun, row.sent.fields(), Field::required, mistakes);
    var after = before.isPresent() ? filled.revised() : filled;
    before.ifPresent(record -> checking.requireEditable(record, after, mistakes));
    mistakes.found().forEach((field, said) -> row.wrong(field, said.chinese(), said.english()));
    return after;
  }

  private void unique(Row row, Field field, Object value, Entry after, Known known) {
    var key = key(after.org(), field, value);
    var twin = known.uniques.get(key);
    if (twin != null && twin != after.id()) {
      var mistakes = new Mistakes();
      Checking.twin(field, value, twin, mistakes);
      mistakes.found().forEach((of, said) -> row.wrong(of, said.chinese(), said.english()));
    }
    row.onceInTheFile(key, field.id());
  }

  /** The organisations by code and by name. */
  static Map<String, String> orgs(List<String> codes, Function<String, String> name) {
    var orgs = new HashMap<String, String>();
    codes.forEach(code -> orgs.put(name.apply(code), code));
    codes.forEach(code -> orgs.put(code, code));
    return orgs;
  }
}
