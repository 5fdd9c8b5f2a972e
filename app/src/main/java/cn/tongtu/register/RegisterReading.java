package cn.tongtu.register;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What other modules ask of the records of registers (台账查询). */
@Service
public class RegisterReading {
  /** The organisation whose record it is, where a field is asked for. */
  public static final String ORG = "org";

  private static final String ON = ".on";

  private final Entries entries;
  private final References references;
  private final JdbcClient db;

  RegisterReading(Entries entries, References references, JdbcClient db) {
    this.references = references;
    this.entries = entries;
    this.db = db;
  }

  public List<Entry> list(Register register, Predicate<Entry> where) {
    return entries.list(register).stream().filter(where).toList();
  }

  /** Those that hold all of this, each in a field or as {@link #ORG}. */
  public List<Entry> list(Register register, Map<String, String> holding, Predicate<Entry> where) {
    return db
        .sql(
            "select * from %s where %s"
                .formatted(
                    register.table(),
                    holding.keySet().stream()
                        .map(field -> column(register, field) + " = ?")
                        .collect(Collectors.joining(" and "))))
        .params(List.copyOf(holding.values()))
        .query((rs, _) -> Entries.entry(register, rs))
        .list()
        .stream()
        .filter(where)
        .toList();
  }

  private static String column(Register register, String field) {
    return field.equals(ORG) ? ORG : register.field(field).id() + "::text";
  }

  /**
   * The first record that holds this in a field, on a day of a span, both included.
   *
   * @param field a field's name, or {@link #ORG}
   * @param day a date field's name
   */
  public Optional<Entry> first(
      Register register,
      String field,
      String value,
      String day,
      LocalDate from,
      LocalDate to,
      Predicate<Entry> where) {
    try (var found =
        of(register, field, value, day + " between ? and ? order by " + day + ", id", from, to)) {
      return found.filter(where).findFirst();
    }
  }

  private Stream<Entry> of(
      Register register, String field, String value, String more, Object... values) {
    return db
        .sql(
            "select * from %s where %s = ? and %s"
                .formatted(register.table(), column(register, field), more))
        .params(Stream.concat(Stream.of((Object) value), Stream.of(values)).toList())
        .query((rs, _) -> Entries.entry(register, rs))
        .stream();
  }

  public Optional<Entry> find(Register register, long record) {
    return entries.find(register, record);
  }

  /** What a record says as papers print it, by field and by {@link #marks}. */
  public Map<String, String> printed(Register register, Entry entry) {
    var printed = new HashMap<String, String>();
    entry
        .values()
        .forEach((name, value) -> {
          var type = register.field(name).type();
          printed.put(
              name,
              value instanceof LocalDate day && type instanceof FieldType.Day
                  ? inFull(day)
                  : references.print(type, value));
        });
    entry.steps().forEach((move, step) -> printed.put(move + ON, inFull(step.on())));
    register.life().state(entry).ifPresent(state -> printed.put("state", state.label().chinese()));
    return printed;
  }

  /** What may be marked of a move: the day on which it was last made. */
  public static Set<String> marks(String move) {
    return Set.of(move + ON);
  }

  private static String inFull(LocalDate day) {
    return "%d年%d月%d日".formatted(day.getYear(), day.getMonthValue(), day.getDayOfMonth());
  }

  /** Which of these records a search finds. */
  public Set<Long> found(EntrySearch search, Collection<Long> records) {
    var where = search.where();
    var values = new ArrayList<Object>(where.values());
    values.add(records.toArray(Long[]::new));
    return Set.copyOf(
        db.sql(
                "select id from %s%s id = any (?)"
                    .formatted(
                        search.register().table(),
                        where.sql().isEmpty() ? " where" : where.sql() + " and"))
            .params(values)
            .query(Long.class)
            .list());
  }

  /** Records that should have come to their end before this day and have not. */
  public List<Entry> overdue(Register register, LocalDate today, int most) {
    return entries.overdue(register, today, most);
  }

  /** Some that a search finds, and from where the next ones follow; empty where none do. */
  public record Following(List<Entry> entries, Optional<String> next) {}

  /**
   * What a search finds, some at a time; what is entered or changed meanwhile neither repeats a
   * record nor leaves one out that stood still.
   *
   * @param after where the ones before ended; empty for the first
   * @throws cn.tongtu.shared.BadParameter when that was another search's
   */
  public Following following(Register register, EntrySearch search, String after, int size) {
    var place = after.isEmpty() ? Optional.<Place>empty() : Optional.of(Place.read(search, after));
    var found = entries.following(register, search, place, size + 1);
    var some = found.size() > size ? found.subList(0, size) : found;
    return new Following(
        some,
        found.size() > size
            ? Optional.of(Place.of(search, some.getLast()).text())
            : Optional.empty());
  }

  public static String href(Register register, long record) {
    return register.href() + "/" + record;
  }
}
