package cn.tongtu.register;

import cn.tongtu.shared.Address;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Words;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the records that are found are shown (展示方式), as an address says.
 *
 * @param group by which field groups are made, or {@link #STATE} or {@link #ORG}
 * @param day the day by which a calendar has them; empty for the deadline
 * @param month which a calendar shows; empty for this one
 * @param open the group whose records are shown, by its key
 * @param columns the fields that a list shows; none for those that are declared
 */
record Showing(
    Register register,
    As as,
    String group,
    String day,
    String month,
    Optional<String> open,
    List<String> columns) {
  /** Names that no field can have. */
  static final String STATE = "_state";

  static final String ORG = "_org";

  /** Every field and not only those that lists show. */
  static final String ALL = "all";

  static final String VIEW = "view";
  static final String OPEN = "open";
  static final String COLUMNS = "columns";

  /** A list, its groups with sums, a column a state, a month of deadlines, or a map. */
  enum As {
    LIST,
    GROUPS,
    BOARD,
    CALENDAR,
    MAP;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What goes without saying is not said, so that one way of showing has one address. */
  Showing {
    if (group.equals(groups(register).getFirst())) {
      group = "";
    }
    if (days(register).stream().findFirst().filter(day::equals).isPresent()) {
      day = "";
    }
    columns = columns.equals(usual(register)) ? List.of() : List.copyOf(columns);
  }

  private static List<String> usual(Register register) {
    return register.fields().values().stream().filter(Field::list).map(Field::id).toList();
  }

  static Showing list(Register register) {
    return new Showing(register, As.LIST, "", "", "", Optional.empty(), List.of());
  }

  /**
   * @throws BadParameter when the register has no such field, or cannot be shown so
   */
  static Showing asked(Register register, HttpServletRequest request) {
    var as = as(parameter(request, VIEW));
    var ways = ways(register);
    if (!ways.contains(as)) {
      as = As.LIST;
    }
    var group = parameter(request, "group");
    if (!group.isEmpty()) {
      require(groups(register), "group", group);
    }
    var day = parameter(request, "day");
    if (!day.isEmpty()) {
      require(days(register), "day", day);
    }
    var month = parameter(request, "month");
    if (!month.isEmpty()) {
      requireMonth(month);
    }
    return new Showing(
        register,
        as,
        group,
        day,
        month,
        Optional.ofNullable(request.getParameter(OPEN)),
        columns(register, String.join(",", values(request, COLUMNS))));
  }

  private static String parameter(HttpServletRequest request, String name) {
    return Objects.requireNonNullElse(request.getParameter(name), "").strip();
  }

  private static List<String> values(HttpServletRequest request, String name) {
    return Stream.ofNullable(request.getParameterValues(name)).flatMap(Stream::of).toList();
  }

  private static As as(String text) {
    return Stream.of(As.values())
        .filter(each -> each.word().equals(text))
        .findFirst()
        .orElse(As.LIST);
  }

  private static void require(List<String> known, String parameter, String name) {
    if (!known.contains(name)) {
      throw new BadParameter(
          parameter,
          "不能用 " + name + "，可用：" + String.join("、", known),
          "one of " + String.join(", ", known));
    }
  }

  private static void requireMonth(String text) {
    try {
      var _ = YearMonth.parse(text);
    } catch (DateTimeException malformed) {
      throw new BadParameter("month", "月份应写作 2026-03", "a month as 2026-03");
    }
  }

  /** The fields that an address names, separated by commas; none where it names none. */
  static List<String> columns(Register register, String text) {
    var known = register.fields().values().stream().filter(Showing::column).map(Field::id).toList();
    if (text.equals(ALL)) {
      return known;
    }
    var named = new ArrayList<String>();
    for (var name : text.split(",", -1)) {
      if (!name.isBlank()) {
        require(known, COLUMNS, name.strip());
        named.add(name.strip());
      }
    }
    return named.stream().distinct().toList();
  }

  /** Whether a list could have a column of it. */
  static boolean column(Field field) {
    return !(field.type() instanceof FieldType.OnMap || field.type() instanceof FieldType.Files);
  }

  /** What a list shows, in its order. */
  List<Field> shown() {
    return (columns.isEmpty() ? usual(register) : columns).stream().map(register::field).toList();
  }

  /** By what records may be put together. */
  static List<String> groups(Register register) {
    var groups = new ArrayList<String>();
    if (!register.life().states().isEmpty()) {
      groups.add(STATE);
    }
    groups.add(ORG);
    register.fields().values().stream()
        .filter(field -> grouped(field.type()))
        .map(Field::id)
        .forEach(groups::add);
    return groups;
  }

  private static boolean grouped(FieldType type) {
    return switch (type) {
      case FieldType.Choice(_),
          FieldType.YesNo(),
          FieldType.Person(),
          FieldType.Org(),
          FieldType.Coded(_),
          FieldType.Record(_),
          FieldType.Day(),
          FieldType.Month(),
          FieldType.Text() ->
          true;
      case FieldType.LongText(),
          FieldType.Whole(),
          FieldType.Amount(_),
          FieldType.Sum(_),
          FieldType.Along(),
          FieldType.OnMap(_),
          FieldType.Files(_, _) ->
          false;
    };
  }

  /** The days by which a calendar could have them, the deadline first. */
  static List<String> days(Register register) {
    return Stream.concat(
            register.deadline().stream(),
            register.fields().values().stream().filter(Field::day).map(Field::id))
        .distinct()
        .toList();
  }

  static List<As> ways(Register register) {
    return Stream.of(As.values())
        .filter(as ->
            switch (as) {
              case LIST, GROUPS -> true;
              case BOARD -> !register.life().states().isEmpty();
              case CALENDAR -> !days(register).isEmpty();
              case MAP -> RegisterMap.has(register);
            })
        .toList();
  }

  /** By what the groups are made: what was asked, or what comes first. */
  String by() {
    return group.isEmpty() ? groups(register).getFirst() : group;
  }

  String dated() {
    return day.isEmpty() ? days(register).getFirst() : day;
  }

  YearMonth shownMonth() {
    return month.isEmpty() ? YearMonth.now(Words.CHINA) : YearMonth.parse(month);
  }

  Showing as(As other) {
    return new Showing(register, other, group, day, month, Optional.empty(), columns);
  }

  /** The register's address with all of this; the plain list is the register's own. */
  Address address() {
    return Address.of(register.href())
        .withIf(as != As.LIST, VIEW, as.word())
        .withIf(as == As.GROUPS && !group.isEmpty(), "group", group)
        .withIf(as == As.CALENDAR && !day.isEmpty(), "day", day)
        .withIf(!columns.isEmpty(), COLUMNS, String.join(",", columns));
  }

  /** With what is looked for and in which order: a view of its own, but for the month and page. */
  Address address(EntrySearch search) {
    return search
        .address(address())
        .withIf(!search.state().isEmpty(), "state", search.state())
        .withIf(!search.sort().isEmpty(), "sort", search.sort());
  }
}
