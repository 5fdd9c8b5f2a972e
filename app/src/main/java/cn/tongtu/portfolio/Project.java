package cn.tongtu.portfolio;

import cn.tongtu.engine.value.Money;
import cn.tongtu.ledger.Movement;
import cn.tongtu.shared.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A project (项目) with its dated history of classes and key-list memberships. */
record Project(
    long id,
    String code,
    String name,
    String org,
    String mode,
    Origin origin,
    Optional<Money> estimate,
    List<Classification> classifications,
    List<KeyMembership> keys,
    String source,
    String note,
    boolean invented) {

  /** 项目分类: how the year's catalogue files a project. */
  enum ProjectClass {
    CONTINUED("续建"),
    NEW("新建"),
    PREPARATORY("预备"),
    PRIVATELY_BUILT("社会监管"),
    RESERVE("储备");

    private final String label;

    ProjectClass(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    static ProjectClass of(String label) {
      return labelled(values(), ProjectClass::label, label, "项目分类");
    }

    private boolean implementing() {
      return switch (this) {
        case CONTINUED, NEW -> true;
        case PREPARATORY, PRIVATELY_BUILT, RESERVE -> false;
      };
    }
  }

  /** 立项来源: in the year's catalogue from its start, or added outside the plan. */
  enum Origin {
    PLANNED("年初计划"),
    UNPLANNED("计划外");

    private final String label;

    Origin(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }

    static Origin of(String label) {
      return labelled(values(), Origin::label, label, "立项来源");
    }
  }

  private static <E> E labelled(E[] all, Function<E, String> labelOf, String label, String what) {
    return Stream.of(all)
        .filter(one -> labelOf.apply(one).equals(label))
        .findFirst()
        .orElseThrow(() ->
            new Refusal(
                what
                    + "“"
                    + label
                    + "”不在可选值中："
                    + Stream.of(all).map(labelOf).collect(Collectors.joining("、")),
                "not one of the choices: " + label));
  }

  record Classification(ProjectClass projectClass, LocalDate from, String instruction) {}

  record KeyMembership(String list, LocalDate from, Optional<LocalDate> to) {
    boolean holdsOn(LocalDate day) {
      return !day.isBefore(from) && to.map(last -> !day.isAfter(last)).orElse(true);
    }
  }

  static final String KEY = "市重大";
  private static final String NOT_KEY = "非市重大";
  private static final String CONVERTED = "预备转实施";

  Project {
    classifications =
        classifications.stream().sorted(Comparator.comparing(Classification::from)).toList();
    keys = List.copyOf(keys);
  }

  /** The class on a day; before its first classification a project is in no class. */
  Optional<ProjectClass> classOn(LocalDate day) {
    return classifications.stream()
        .filter(classification -> !classification.from.isAfter(day))
        .reduce((_, later) -> later)
        .map(Classification::projectClass);
  }

  String keyOn(LocalDate day) {
    return keys.stream().anyMatch(key -> key.list.equals(KEY) && key.holdsOn(day)) ? KEY : NOT_KEY;
  }

  /**
   * 立项来源 as counted: a project moved from 预备 to an implementing class counts as converted from then
   * on.
   */
  String originOn(LocalDate day) {
    var converted = false;
    for (int i = 1; i < classifications.size(); i++) {
      converted |=
          !classifications.get(i).from.isAfter(day)
              && classifications.get(i - 1).projectClass == ProjectClass.PREPARATORY
              && classifications.get(i).projectClass.implementing();
    }
    return converted ? CONVERTED : origin.label();
  }

  /**
   * How it is counted on a day: the members that its milestones and its place in the catalogue
   * carry.
   */
  Map<String, String> membersOn(LocalDate day) {
    return Map.of(
        "class", classOn(day).map(ProjectClass::label).orElse("未入库"),
        "key", keyOn(day),
        "origin", originOn(day));
  }

  /** What the ledger holds because the project stands in the catalogue as it does. */
  List<Movement> movements() {
    var movements = new ArrayList<Movement>();
    var days = new TreeSet<LocalDate>();
    classifications.forEach(classification -> days.add(classification.from));
    keys.forEach(key -> {
      days.add(key.from);
      key.to.ifPresent(last -> days.add(last.plusDays(1)));
    });
    Optional<Map<String, String>> before = Optional.empty();
    for (var day : days) {
      var after = classOn(day).map(_ -> membersOn(day));
      if (!after.equals(before)) {
        before.ifPresent(members -> movements.add(movement("project.in_class", day, members, -1)));
        after.ifPresent(members -> movements.add(movement("project.in_class", day, members, 1)));
      }
      before = after;
    }
    for (int i = 0; i < classifications.size(); i++) {
      var from = classifications.get(i).from;
      movements.add(
          i == 0
              ? movement("project.entered", from, membersOn(from), 1)
              : movement(
                  "project.reclassified",
                  from,
                  Map.of(
                      "from", classifications.get(i - 1).projectClass.label(),
                      "to", classifications.get(i).projectClass.label()),
                  1));
    }
    if (!classifications.isEmpty()) {
      var entered = classifications.getFirst().from;
      estimate.ifPresent(sum ->
          movements.add(
              Movement.of(
                  "project.estimate", entered, org, Optional.of(code), Map.of(), sum.yuan())));
    }
    return movements;
  }

  Movement movement(String measure, LocalDate day, Map<String, String> members, int count) {
    return Movement.of(measure, day, org, Optional.of(code), members, BigDecimal.valueOf(count));
  }

  Movement money(String measure, LocalDate day, Money amount) {
    return Movement.of(
        measure,
        day,
        org,
        Optional.of(code),
        Map.of("mode", mode, "key", keyOn(day)),
        amount.yuan());
  }
}
