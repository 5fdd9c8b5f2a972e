package cn.tongtu.register;

import cn.tongtu.engine.calendar.Deadline.Length;
import cn.tongtu.engine.calendar.WorkCalendar;
import cn.tongtu.pack.PackNode;
import cn.tongtu.register.TimeLimit.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the time limits of a register. */
final class TimeLimitReader {
  private static final Pattern LENGTH = Pattern.compile("([1-9]\\d{0,3})(wd|d|m)");
  private static final Pattern OFFSET = Pattern.compile("([+-]?\\d{1,3})wd");

  private final SequencedMap<String, Field> fields;
  private final Life life;
  private final WorkCalendar calendar;

  TimeLimitReader(SequencedMap<String, Field> fields, Life life, WorkCalendar calendar) {
    this.fields = fields;
    this.life = life;
    this.calendar = calendar;
  }

  List<TimeLimit> limits(PackNode root) {
    var limits = new ArrayList<TimeLimit>();
    root.find("clocks")
        .ifPresent(clocks -> clocks.fields().forEach((id, node) -> limits.add(limit(id, node))));
    return List.copyOf(limits);
  }

  private TimeLimit limit(String id, PackNode node) {
    var _ = node.only("start", "stop", "length", "fills", "pause", "extend", "remind", "escalate");
    var by = node.get("length").isText() ? null : node.get("length").get("by");
    var calls = new ArrayList<Call>();
    node.find("remind").ifPresent(map -> calls(map, false, calls));
    node.find("escalate").ifPresent(map -> calls(map, true, calls));
    calls.sort(Comparator.comparingInt(Call::offset));
    return new TimeLimit(
        FieldReader.id(node, id),
        LifeReader.move(node.get("start"), life.moves().keySet()),
        names(node.get("stop"), life.moves().keySet(), "办理动作"),
        Optional.ofNullable(by).map(this::choice).map(Field::id),
        by == null ? Map.of("", length(node.get("length"))) : lengths(node.get("length"), by),
        calendar,
        fills(node.get("fills")),
        node.find("pause").map(this::pausing),
        node.find("extend").map(TimeLimitReader::extending),
        List.copyOf(calls));
  }

  static Length length(PackNode node) {
    var form = LENGTH.matcher(node.text());
    if (!form.matches()) {
      throw node.problem(
          "期限写作 15wd（工作日）、30d（日）或 2m（月）：" + node.text(),
          "a length is written 15wd, 30d or 2m: " + node.text());
    }
    return Term.length(node.text());
  }

  /** A length for each word of a choice. */
  private Map<String, Length> lengths(PackNode node, PackNode by) {
    var words = choices(choice(by));
    var lengths = new HashMap<String, Length>();
    node.fields()
        .forEach((word, length) -> {
          if (!word.equals("by")) {
            lengths.put(FieldReader.known(word, length, words, "选项"), length(length));
          }
        });
    var without = new LinkedHashSet<>(words);
    without.removeAll(lengths.keySet());
    if (!without.isEmpty()) {
      throw node.problem(
          "这些选项没有写期限：" + String.join(" ", without),
          "no length is given for " + String.join(" ", without));
    }
    return Map.copyOf(lengths);
  }

  private static Set<String> choices(Field field) {
    return field.type() instanceof FieldType.Choice(var of) ? new LinkedHashSet<>(of) : Set.of();
  }

  private Field choice(PackNode by) {
    var field = field(by);
    if (!(field.type() instanceof FieldType.Choice)) {
      throw by.problem("by 须为选择字段", "by must be a choice");
    }
    return field;
  }

  private Field field(PackNode node) {
    return fields.sequencedValues().stream()
        .filter(
            field -> field.id().equals(FieldReader.known(node.text(), node, fields.keySet(), "字段")))
        .findFirst()
        .orElseThrow();
  }

  private String fills(PackNode node) {
    var field = field(node);
    if (!(field.type() instanceof FieldType.Day())) {
      throw node.problem("fills 须为日期字段", "fills must be a date field");
    }
    if (field.required() || field.usual().isPresent()) {
      throw node.problem(
          "期限填写的字段不能必填，也不能有默认值：" + field.id(),
          "nobody types what a time limit fills: " + field.id());
    }
    if (life.moves().values().stream().anyMatch(move -> move.fill().contains(field.id()))) {
      throw node.problem(
          "字段 " + field.id() + " 由期限填写，办理动作的 fill 不能再要求填写",
          "the time limit fills " + field.id() + ", so no move asks for it");
    }
    return field.id();
  }

  private TimeLimit.Pausing pausing(PackNode node) {
    var _ = node.only("while", "max");
    return new TimeLimit.Pausing(
        names(node.get("while"), life.states().keySet(), "状态"),
        node.find("max").map(TimeLimitReader::days));
  }

  private static Length days(PackNode node) {
    if (node.text().endsWith("m")) {
      throw node.problem("暂停上限按 wd 或 d 写", "a pause is limited in wd or d");
    }
    return length(node);
  }

  private static TimeLimit.Extending extending(PackNode node) {
    var _ = node.only("by", "may");
    return new TimeLimit.Extending(
        length(node.get("by")), FieldReader.optional(node, "may").orElse(LifeReader.WRITE));
  }

  private void calls(PackNode map, boolean escalates, List<Call> calls) {
    map.fields()
        .forEach((offset, to) -> {
          var form = OFFSET.matcher(offset);
          if (!form.matches()) {
            throw to.problem(
                "提醒写作 -3wd、0wd 或 +1wd：" + offset, "a reminder is written -3wd, 0wd or +1wd");
          }
          calls.add(new Call(Integer.parseInt(form.group(1)), told(to), escalates));
        });
  }

  /** Fields with people by their names; what has a dot is an action. */
  private Set<String> told(PackNode node) {
    var people =
        fields.values().stream()
            .filter(field -> field.type() instanceof FieldType.Person())
            .map(Field::id)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    var told = new LinkedHashSet<String>();
    (node.isText() ? List.of(node) : node.items())
        .forEach(one ->
            told.add(
                one.text().contains(".")
                    ? one.text()
                    : FieldReader.known(one.text(), one, people, "人员字段")));
    return Set.copyOf(told);
  }

  private static Set<String> names(PackNode node, Set<String> known, String chinese) {
    return (node.isText() ? List.of(node) : node.items())
        .stream()
            .map(item -> FieldReader.known(item.text(), item, known, chinese))
            .collect(Collectors.toUnmodifiableSet());
  }
}
