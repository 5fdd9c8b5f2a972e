package cn.tongtu.register;

import cn.tongtu.shared.Label;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Records put together by what they hold, with how many and their sums (分组小计). */
@Repository
class Groups {
  /** More groups than anybody reads. */
  static final int MOST = 300;

  private final JdbcClient db;

  Groups(JdbcClient db) {
    this.db = db;
  }

  /**
   * Records that hold the same (分组).
   *
   * @param key as the database has it; empty where they hold nothing
   */
  record Group(String key, long records, Map<String, BigDecimal> sums) {}

  /**
   * @param by a field, {@link Showing#STATE} or {@link Showing#ORG}; of days the month
   * @return states, words and months in their order, all else the largest first
   */
  List<Group> list(EntrySearch search, String by) {
    var register = search.register();
    var where = search.where();
    var numbers =
        register.fields().values().stream()
            .filter(field -> field.type().number())
            .map(Field::id)
            .toList();
    var sums = new StringBuilder();
    numbers.forEach(field -> sums.append(", sum(").append(field).append(')'));
    var groups =
        db.sql(
                "select coalesce(%s, '') as key, count(*)%s from %s%s group by 1 order by 2 desc, 1 limit %d"
                    .formatted(expression(register, by), sums, register.table(), where.sql(), MOST))
            .params(where.values())
            .query((rs, _) -> {
              var each = new HashMap<String, BigDecimal>();
              for (int i = 0; i < numbers.size(); i++) {
                var sum = rs.getBigDecimal(i + 3);
                if (sum != null) {
                  each.put(numbers.get(i), sum);
                }
              }
              return new Group(Objects.requireNonNull(rs.getString(1)), rs.getLong(2), each);
            })
            .list();
    var ordered = new ArrayList<>(groups);
    var order = order(register, by);
    if (!order.isEmpty()) {
      ordered.sort(
          Comparator.comparingInt(
              group -> order.contains(group.key) ? order.indexOf(group.key) : order.size()));
    } else if (monthly(register, by)) {
      ordered.sort(Comparator.comparing(Group::key).reversed());
    }
    return ordered;
  }

  private static String expression(Register register, String by) {
    return switch (by) {
      case Showing.STATE -> "_state";
      case Showing.ORG -> "org";
      default ->
          monthly(register, by)
              ? "to_char(" + register.field(by).id() + ", 'YYYY-MM')"
              : register.field(by).id() + "::text";
    };
  }

  private static boolean monthly(Register register, String by) {
    return !by.startsWith("_")
        && (register.field(by).type() instanceof FieldType.Day
            || register.field(by).type() instanceof FieldType.Month);
  }

  private static List<String> order(Register register, String by) {
    return by.equals(Showing.STATE)
        ? List.copyOf(register.life().states().keySet())
        : !by.startsWith("_") && register.field(by).type() instanceof FieldType.Choice(var of)
            ? of
            : List.of();
  }

  /** In which group a record is. */
  static String key(Register register, String by, Entry entry) {
    return switch (by) {
      case Showing.STATE -> entry.state();
      case Showing.ORG -> entry.org();
      default -> {
        var value = Optional.ofNullable(entry.values().get(by));
        yield value
            .map(held ->
                monthly(register, by)
                    ? YearMonth.from((LocalDate) held).toString()
                    : register.field(by).type().stored(held).toString())
            .orElse("");
      }
    };
  }

  /** Of what a search finds, a group. */
  static EntrySearch within(EntrySearch search, String by, String key) {
    var register = search.register();
    return switch (by) {
      case Showing.STATE -> search.in(key);
      case Showing.ORG -> search.of(key);
      default ->
          search.holding(
              by,
              key.isEmpty()
                  ? EntrySearch.NOTHING
                  : monthly(register, by)
                      ? month(register.field(by), YearMonth.parse(key))
                      : register.field(by).type() instanceof FieldType.YesNo
                          ? (key.equals("true") ? "是" : "否")
                          : key);
    };
  }

  private static String month(Field field, YearMonth month) {
    return field.type() instanceof FieldType.Month
        ? month.toString()
        : month.atDay(1) + ".." + month.atEndOfMonth();
  }

  /** What a group's records hold, where the word itself says it. */
  static Optional<Label> word(Register register, String by, String key) {
    return key.isEmpty()
        ? Optional.of(new Label("（未填）", "(nothing)"))
        : by.equals(Showing.STATE)
            ? Optional.ofNullable(register.life().states().get(key)).map(Life.State::label)
            : by.equals(Showing.ORG)
                ? Optional.empty()
                : switch (register.field(by).type()) {
                  case FieldType.YesNo() ->
                      Optional.of(
                          key.equals("true") ? new Label("是", "Yes") : new Label("否", "No"));
                  case FieldType.Day(), FieldType.Month() -> {
                    var month = YearMonth.parse(key);
                    yield Optional.of(
                        new Label(
                            "%d 年 %d 月".formatted(month.getYear(), month.getMonthValue()), key));
                  }
                  case FieldType.Choice(_), FieldType.Text() -> Optional.of(new Label(key, key));
                  default -> Optional.empty();
                };
  }

  /** A group's value, of what refers to something. */
  static Object value(Field field, String key) {
    return field.type() instanceof FieldType.Record ? (Object) Long.parseLong(key) : key;
  }
}
