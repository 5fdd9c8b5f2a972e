package cn.tongtu.register;

import cn.tongtu.shared.Address;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Nearest;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.view.Sort;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which records of a register are looked for, and in which order (查询条件). Names come from the
 * declaration and values are bound, so that nothing of an address becomes SQL.
 *
 * @param q a part of any text
 * @param org whose; empty for all
 * @param state where they stand; empty for all
 * @param filters a field's value, {@code from..to} of days and numbers, or ! for nothing
 * @param sort a field or {@code -field}; empty for the newest first
 * @param onlyLying whether only records that lie somewhere are looked for
 */
public record EntrySearch(
    Register register,
    String q,
    String org,
    String state,
    Map<String, String> filters,
    String sort,
    boolean onlyLying) {
  private static final String RANGE = "..";

  private static final String FIELD = "f.";

  /** A field's filter for records in which nothing stands there. */
  static final String NOTHING = "!";

  /** The order without anything asked; no field can be called so. */
  static final String NEWEST = "-";

  /** What an address asks for: {@code q}, {@code org}, {@code state}, {@code f.<field>}, sort. */
  public static EntrySearch asked(Register register, HttpServletRequest request) {
    var asked = new TreeMap<String, String>();
    for (var name : Collections.list(request.getParameterNames())) {
      asked.put(name, Objects.requireNonNullElse(request.getParameter(name), ""));
    }
    return asked(register, asked);
  }

  /** The same by the parameters of an address that was kept. */
  public static EntrySearch asked(Register register, Map<String, String> asked) {
    var filters = new TreeMap<String, String>();
    asked.forEach((name, value) -> {
      if (name.startsWith(FIELD) && !value.isBlank()) {
        filters.put(name.substring(FIELD.length()), value.strip());
      }
    });
    return new EntrySearch(
        register,
        asked.getOrDefault("q", ""),
        asked.getOrDefault("org", ""),
        asked.getOrDefault("state", ""),
        filters,
        sort(register, asked.getOrDefault(Sort.PARAMETER, ""), Address.of(register.href())).text());
  }

  /** How its list is sorted. */
  static Sort sort(Register register, String asked, Address base) {
    return Sort.of(
        present(register, asked),
        NEWEST,
        Stream.concat(
                Stream.of(""),
                register.fields().values().stream()
                    .filter(field -> !field.sensitive())
                    .map(Field::id))
            .toList(),
        base);
  }

  /** An address with all that it asks for, but for its state and order. */
  Address address(Address base) {
    var address = base.withIf(!q.isBlank(), "q", q).withIf(!org.isEmpty(), "org", org);
    for (var filter : filters.entrySet()) {
      address = address.with(FIELD + filter.getKey(), filter.getValue());
    }
    return address;
  }

  public EntrySearch(
      Register register,
      String q,
      String org,
      String state,
      Map<String, String> filters,
      String sort) {
    this(register, q, org, state, filters, sort, false);
  }

  /** Of these, those that stand somewhere. */
  EntrySearch in(String other) {
    return new EntrySearch(register, q, org, other, filters, sort, onlyLying);
  }

  /** Of these, an organisation's. */
  EntrySearch of(String other) {
    return new EntrySearch(register, q, other, state, filters, sort, onlyLying);
  }

  /** Of these, those that hold something in a field; what was asked of it before is given up. */
  EntrySearch holding(String field, String text) {
    var all = new TreeMap<>(filters);
    all.put(field, text);
    return new EntrySearch(register, q, org, state, all, sort, onlyLying);
  }

  EntrySearch sorted(String by) {
    return new EntrySearch(register, q, org, state, filters, by, onlyLying);
  }

  /** Of these, those that lie somewhere. */
  EntrySearch lying() {
    return new EntrySearch(register, q, org, state, filters, sort, true);
  }

  static EntrySearch all(Register register) {
    return new EntrySearch(register, "", "", "", Map.of(), "");
  }

  /** A condition with its values. */
  record Where(String sql, List<Object> values) {}

  public EntrySearch {
    filters = present(register, filters);
    sort = present(register, sort);
    state = register.life().stateCalled(state).map(Life.State::id).orElse(state);
    for (var name : filters.keySet()) {
      require(register, "f." + name, name);
    }
    if (!sort.isEmpty()) {
      var by = sort.startsWith("-") ? sort.substring(1) : sort;
      require(register, "sort", by);
      if (register.field(by).sensitive()) {
        throw new BadParameter("sort", "不能按敏感内容排序", "one does not sort by what is sensitive");
      }
    }
  }

  /** What was saved before something was renamed asks for what it is called now. */
  private static Map<String, String> present(Register register, Map<String, String> filters) {
    var present = new TreeMap<String, String>();
    filters.forEach((name, text) -> {
      var field = register.fieldCalled(name);
      present.put(
          field.map(Field::id).orElse(name),
          field.map(one -> one.renamed().getOrDefault(text, text)).orElse(text));
    });
    return present;
  }

  private static String present(Register register, String sort) {
    var down = sort.startsWith("-") ? "-" : "";
    var name = sort.substring(down.length());
    return down + register.fieldCalled(name).map(Field::id).orElse(name);
  }

  private static void require(Register register, String parameter, String name) {
    if (!register.fields().containsKey(name)) {
      throw new BadParameter(
          parameter,
          "%s没有字段 %s%s"
              .formatted(
                  register.label(),
                  name,
                  Nearest.to(name, register.fields().keySet())
                      .map(m -> "，是否为 " + m + "？")
                      .orElse("")),
          "there is no field " + name);
    }
  }

  /** What it asks for, in words; nothing where it asks for everything. */
  public Label words() {
    var chinese = new ArrayList<String>();
    var english = new ArrayList<String>();
    if (!q.isBlank()) {
      chinese.add("含“" + q.strip() + "”");
      english.add("with “" + q.strip() + "”");
    }
    if (!org.isEmpty()) {
      chinese.add("单位 " + org);
      english.add("of " + org);
    }
    Optional.ofNullable(register.life().states().get(state))
        .ifPresent(one -> {
          chinese.add(one.label().chinese());
          english.add(one.label().english());
        });
    filters.forEach((name, value) -> {
      chinese.add(register.field(name).label().chinese() + " " + value);
      english.add(register.field(name).label().english() + " " + value);
    });
    return new Label(String.join("，", chinese), String.join(", ", english));
  }

  public boolean isEverything() {
    return q.isBlank() && org.isEmpty() && state.isEmpty() && filters.isEmpty();
  }

  Where where() {
    var conditions = new ArrayList<String>();
    var values = new ArrayList<Object>();
    if (!org.isEmpty()) {
      conditions.add("org = ?");
      values.add(org);
    }
    if (!state.isEmpty()) {
      conditions.add("_state = ?");
      values.add(state);
    }
    if (!q.isBlank()) {
      conditions.add(containing(register));
      var part = "%" + q.strip().replaceAll("([%_\\\\])", "\\\\$1") + "%";
      texts(register).forEach(_ -> values.add(part));
      values.add(part);
    }
    if (onlyLying) {
      conditions.add(
          register.fields().values().stream()
              .filter(field -> field.type() instanceof FieldType.OnMap)
              .map(field -> field.id() + " is not null")
              .collect(Collectors.joining(" or ", "(", ")")));
    }
    filters.forEach((name, text) -> filter(register.field(name), text, conditions, values));
    return new Where(
        conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions), values);
  }

  private static List<String> texts(Register register) {
    return register.fields().values().stream()
        .filter(field -> field.type().searched())
        .map(Field::id)
        .toList();
  }

  private static String containing(Register register) {
    var places = new ArrayList<>(texts(register));
    places.add("_number");
    return places.stream()
        .map(field -> field + " ilike ?")
        .collect(Collectors.joining(" or ", "(", ")"));
  }

  private static void filter(
      Field field, String text, List<String> conditions, List<Object> values) {
    if (text.equals(NOTHING)) {
      conditions.add(field.id() + " is null");
      return;
    }
    var range = text.indexOf(RANGE);
    if (range < 0) {
      conditions.add(field.id() + " = ?");
      values.add(field.type().stored(read(field, text)));
      return;
    }
    var from = text.substring(0, range);
    var to = text.substring(range + RANGE.length());
    if (!from.isBlank()) {
      conditions.add(field.id() + " >= ?");
      values.add(field.type().stored(read(field, from)));
    }
    if (!to.isBlank()) {
      conditions.add(field.id() + " <= ?");
      values.add(field.type().stored(read(field, to)));
    }
  }

  private static Object read(Field field, String text) {
    try {
      Refusal.unless(
          !field.type().column().equals("jsonb") && !field.sensitive(),
          "不能按位置、附件和敏感内容筛选",
          "one does not look for shapes, files and what is sensitive");
      return field
          .type()
          .read(text.strip())
          .orElseThrow(() -> new Refusal("没有写明", "it says nothing"));
    } catch (Refusal unfit) {
      throw new BadParameter(
          "f." + field.id(),
          field.label().chinese() + "：" + unfit.chinese(),
          field.label().english() + ": " + unfit.english());
    }
  }

  /** Records of equal standing come in the order of their numbers, so that no page repeats one. */
  String order() {
    if (sort.isEmpty()) {
      return "id desc";
    }
    return sort.startsWith("-")
        ? sort.substring(1) + " desc nulls last, id desc"
        : sort + " asc nulls last, id";
  }
}
