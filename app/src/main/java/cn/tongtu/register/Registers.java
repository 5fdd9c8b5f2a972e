package cn.tongtu.register;

import cn.tongtu.engine.formula.Members;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.ledger.Measure;
import cn.tongtu.ledger.Measures;
import cn.tongtu.pack.Dictionaries;
import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.Nearest;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The registers declared in the packs (台账目录). */
@Component
class Registers {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]{0,40}");
  private static final Set<String> HEAD = Set.of("id", "org", "source", "note", "invented");

  private final Measures measures;
  private final Dictionaries dictionaries;
  private final Map<String, Register> registers = new LinkedHashMap<>();

  Registers(Packs packs, Measures measures) {
    this.measures = measures;
    dictionaries = new Dictionaries(packs);
    packs.read("registers", this::declare);
  }

  private void declare(PackNode root) {
    root.only("register", "label", "english", "title", "fields", "posts");
    var id = id(root.get("register"));
    var fields = new LinkedHashMap<String, Register.Field>();
    root.get("fields").fields().forEach((name, field) -> fields.put(name, field(name, field)));
    if (!fields.containsKey(root.text("title"))) {
      throw root.get("title").problem("title 不是字段：" + root.text("title"), "title is no field");
    }
    var posts = root.items("posts").stream().map(post -> post(post, fields)).toList();
    var register =
        new Register(
            id,
            root.text("label"),
            root.text("english"),
            root.text("title"),
            Collections.unmodifiableSequencedMap(fields),
            posts);
    if (registers.putIfAbsent(id, register) != null) {
      throw root.problem("台账重复：" + id, "register declared twice: " + id);
    }
  }

  private static String id(PackNode node) {
    if (!ID.matcher(node.text()).matches()) {
      throw node.problem("编号只用小写字母、数字和下划线：" + node.text(), "ids are lower case: " + node.text());
    }
    return node.text();
  }

  private Register.Field field(String name, PackNode node) {
    node.only("label", "english", "type", "required", "unit", "of");
    if (!ID.matcher(name).matches() || HEAD.contains(name)) {
      throw node.problem("字段编号不可用：" + name, "not usable as a field's id: " + name);
    }
    var type =
        switch (node.get("type")
            .word(
                Set.of(
                    "text",
                    "integer",
                    "quantity",
                    "date",
                    "month",
                    "choice",
                    "yesno",
                    "project"))) {
          case "integer" -> new FieldType.Whole();
          case "quantity" -> new FieldType.Amount(unit(node.get("unit")));
          case "date" -> new FieldType.Day();
          case "month" -> new FieldType.Month();
          case "choice" -> new FieldType.Choice(choices(node.get("of")));
          case "yesno" -> new FieldType.YesNo();
          case "project" -> new FieldType.Project();
          default -> new FieldType.Text();
        };
    return new Register.Field(
        name, node.text("label"), node.text("english"), type, node.yes("required"));
  }

  /** The words of a dictionary, or a list of its own. */
  private List<String> choices(PackNode of) {
    return of.isText()
        ? List.copyOf(dictionaries.named(of))
        : of.items().stream().map(PackNode::text).toList();
  }

  private static Unit unit(PackNode node) {
    return Unit.find(node.text())
        .orElseThrow(() -> node.problem("不认识的计量单位：" + node.text(), "unknown unit"));
  }

  private Register.Post post(PackNode node, SequencedMap<String, Register.Field> fields) {
    node.only("measure", "on", "quantity", "dimensions", "subject", "when");
    var measure = measure(node.get("measure"));
    var on = known(node.get("on"), fields);
    if (!(fields.get(on) instanceof Register.Field(_, _, _, FieldType.Day(), _))
        && !(fields.get(on) instanceof Register.Field(_, _, _, FieldType.Month(), _))) {
      throw node.get("on").problem("on 须为日期或月份字段", "on must be a date or month field");
    }
    var dimensions = new LinkedHashMap<String, String>();
    node.find("dimensions")
        .ifPresent(map ->
            map.fields()
                .forEach((dimension, field) -> dimensions.put(dimension, known(field, fields))));
    if (!measure.dimensions().equals(dimensions.keySet())) {
      throw node.problem(
          "计量项 %s 的维度是 %s，此处给出 %s"
              .formatted(measure.id(), new TreeSet<>(measure.dimensions()), dimensions.keySet()),
          "the dimensions of " + measure.id() + " do not match");
    }
    node.find("dimensions")
        .ifPresent(map ->
            map.fields()
                .forEach((dimension, place) ->
                    checkMembers(measure, dimension, fields.get(place.text()), place)));
    var when = new HashMap<String, Set<String>>();
    node.find("when")
        .ifPresent(map ->
            map.fields()
                .forEach((name, values) ->
                    when.put(known(name, values, fields), choices(values, fields.get(name)))));
    return new Register.Post(
        measure.id(),
        on,
        amount(node.get("quantity"), measure, fields),
        dimensions,
        node.find("subject").map(subject -> known(subject, fields)),
        when);
  }

  /** A field may fill a dimension only with what the dimension knows. */
  private static void checkMembers(
      Measure measure,
      String dimension,
      Register.@org.jspecify.annotations.Nullable Field field,
      PackNode place) {
    var members = measure.type().dimensions().getOrDefault(dimension, Members.ANY);
    if (field == null || members.declared().isEmpty()) {
      return;
    }
    if (!(field.type() instanceof FieldType.Choice(var of))) {
      throw place.problem(
          "维度 %s 的成员已列明，字段 %s 须为选择字段".formatted(dimension, field.id()),
          "the members of %s are declared, so %s must be a choice"
              .formatted(dimension, field.id()));
    }
    of.stream()
        .filter(choice -> !members.hold(choice))
        .findFirst()
        .ifPresent(unknown -> {
          throw place.problem(
              "计量项 %s 的维度 %s 没有成员 %s%s，它有：%s"
                  .formatted(
                      measure.id(),
                      dimension,
                      unknown,
                      Nearest.to(unknown, members.declared().orElseThrow())
                          .map("，是否为 "::concat)
                          .orElse(""),
                      members),
              "%s has no %s %s".formatted(measure.id(), dimension, unknown));
        });
  }

  private static Set<String> choices(
      PackNode values, Register.@org.jspecify.annotations.Nullable Field field) {
    if (field == null || !(field.type() instanceof FieldType.Choice(var of))) {
      throw values.problem("when 只用于选择字段", "when is for choice fields");
    }
    return values.items().stream()
        .map(value -> value.word(Set.copyOf(of)))
        .collect(Collectors.toSet());
  }

  private static Register.Amount amount(
      PackNode node, Measure measure, SequencedMap<String, Register.Field> fields) {
    if (node.text().matches("-?\\d+")) {
      return new Register.Amount.Fixed(new BigDecimal(node.text()));
    }
    var name = known(node, fields);
    var field = fields.get(name);
    if (field != null && field.type() instanceof FieldType.Whole()) {
      return new Register.Amount.Of(name, Ratio.ONE);
    }
    if (field == null || !(field.type() instanceof FieldType.Amount(var unit))) {
      throw node.problem(
          "quantity 须为整数或数量字段", "quantity must be a whole number or a quantity field");
    }
    if (!unit.addsTo(measure.unit())) {
      throw node.problem(
          "字段单位 %s 与计量项 %s 的单位 %s 不能换算".formatted(unit, measure.id(), measure.unit()),
          "%s does not convert to %s".formatted(unit, measure.unit()));
    }
    var factor = unit.worth().dividedBy(measure.unit().worth());
    if (!factor.isExactDecimal()) {
      throw node.problem(
          "由 %s 换算到 %s 除不尽，请让计量项使用 %s".formatted(unit, measure.unit(), unit),
          "%s to %s does not come out even".formatted(unit, measure.unit()));
    }
    return new Register.Amount.Of(name, factor);
  }

  private Measure measure(PackNode node) {
    return measures
        .find(node.text())
        .orElseThrow(() ->
            node.problem(
                "没有计量项 "
                    + node.text()
                    + measures.nearest(node.text()).map(m -> "，是否为 " + m + "？").orElse(""),
                "no such measure: " + node.text()));
  }

  private static String known(PackNode node, SequencedMap<String, Register.Field> fields) {
    return known(node.text(), node, fields);
  }

  private static String known(
      String name, PackNode place, SequencedMap<String, Register.Field> fields) {
    if (!fields.containsKey(name)) {
      throw place.problem(
          "没有字段 " + name + "，可用：" + String.join(" ", fields.keySet()), "no such field: " + name);
    }
    return name;
  }

  Collection<Register> list() {
    return Collections.unmodifiableCollection(registers.values());
  }

  Optional<Register> find(String id) {
    return Optional.ofNullable(registers.get(id));
  }

  List<String> ids() {
    return List.copyOf(registers.keySet());
  }
}
