package cn.tongtu.register;

import cn.tongtu.engine.formula.Members;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.ledger.Measure;
import cn.tongtu.ledger.Measures;
import cn.tongtu.pack.PackNode;
import cn.tongtu.register.Post.Amount;
import cn.tongtu.shared.Nearest;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what the records of a register move in the ledger. */
final class PostReader {
  private static final String STATE = "state";
  private static final String LENGTH = ".length";

  private final Measures measures;
  private final SequencedMap<String, Field> fields;
  private final Life life;

  PostReader(Measures measures, SequencedMap<String, Field> fields, Life life) {
    this.measures = measures;
    this.fields = fields;
    this.life = life;
  }

  List<Post> posts(PackNode root) {
    return root.items("posts").stream().map(this::post).toList();
  }

  private Post post(PackNode node) {
    var _ = node.only("measure", "on", "quantity", "dimensions", "subject", "when");
    var measure = measure(node.get("measure"));
    var dimensions = new LinkedHashMap<String, String>();
    node.find("dimensions")
        .ifPresent(map ->
            map.fields().forEach((dimension, field) -> dimensions.put(dimension, known(field))));
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
    var states = new HashSet<String>();
    node.find("when").ifPresent(map -> when(map, when, states));
    return new Post(
        measure.id(),
        on(node.get("on")),
        amount(node.get("quantity"), measure),
        dimensions,
        node.find("subject").map(this::known),
        Map.copyOf(when),
        Set.copyOf(states));
  }

  private String on(PackNode node) {
    if (life.moves().containsKey(node.text())) {
      return node.text();
    }
    var field = fields.get(known(node));
    if (field == null
        || !(field.type() instanceof FieldType.Day()
            || field.type() instanceof FieldType.Month())) {
      throw node.problem("on 须为日期或月份字段，或办理动作", "on must be a date or month field, or a move");
    }
    return field.id();
  }

  private void when(PackNode map, Map<String, Set<String>> when, Set<String> states) {
    map.fields()
        .forEach((name, values) -> {
          if (name.equals(STATE) && !life.states().isEmpty()) {
            values.items().forEach(state -> states.add(state.word(life.states().keySet())));
          } else {
            when.put(known(name, values), choices(values, fields.get(name)));
          }
        });
  }

  /** A field may fill a dimension only with what the dimension knows. */
  private static void checkMembers(
      Measure measure, String dimension, @Nullable Field field, PackNode place) {
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

  private static Set<String> choices(PackNode values, @Nullable Field field) {
    if (field != null && field.type() instanceof FieldType.YesNo()) {
      return values.items().stream()
          .map(value -> value.word(Set.of("是", "否")))
          .collect(Collectors.toSet());
    }
    if (field == null || !(field.type() instanceof FieldType.Choice(var of))) {
      throw values.problem(
          "when 只用于选择、是否字段和状态 state", "when is for choices, yes or no, and the state");
    }
    return values.items().stream()
        .map(value -> value.word(Set.copyOf(of)))
        .collect(Collectors.toSet());
  }

  private Amount amount(PackNode node, Measure measure) {
    if (node.text().matches("-?\\d+")) {
      return new Amount.Fixed(new BigDecimal(node.text()));
    }
    if (node.text().endsWith(LENGTH)) {
      var name = known(node.text().substring(0, node.text().length() - LENGTH.length()), node);
      if (!(Objects.requireNonNull(fields.get(name)).type() instanceof FieldType.Along())) {
        throw node.problem(LENGTH + " 只用于桩号字段", LENGTH + " is of chainage fields");
      }
      return new Amount.Length(name, factor(Stretch.METRE, measure, node));
    }
    var name = known(node);
    return switch (Objects.requireNonNull(fields.get(name)).type()) {
      case FieldType.Whole() -> new Amount.Of(name, Ratio.ONE);
      case FieldType.Amount(var unit) -> new Amount.Of(name, factor(unit, measure, node));
      case FieldType.Sum sum -> new Amount.Of(name, factor(sum.kept(), measure, node));
      default ->
          throw node.problem(
              "quantity 须为整数、数量或金额字段，或桩号字段的 .length",
              "quantity must be a whole number, a quantity, a sum of money or a stretch's .length");
    };
  }

  private static Ratio factor(Unit unit, Measure measure, PackNode node) {
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
    return factor;
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

  private String known(PackNode node) {
    return known(node.text(), node);
  }

  private String known(String name, PackNode place) {
    var known = FieldReader.known(name, place, fields.keySet(), "字段");
    FieldReader.requireTold(fields.get(known), place, "记账");
    return known;
  }
}
