package cn.tongtu.obligation;

import cn.tongtu.engine.calendar.Obligation;
import cn.tongtu.engine.calendar.Obligation.Every;
import cn.tongtu.engine.calendar.Obligation.Falls;
import cn.tongtu.engine.calendar.Shift;
import cn.tongtu.identity.Organisation;
import cn.tongtu.ledger.Measures;
import cn.tongtu.obligation.Requirement.Each;
import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.Packs;
import cn.tongtu.register.Condition;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterReading;
import cn.tongtu.register.Registers;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Nearest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the registers declare to be owed each period (周期要求目录). */
@Component
class Requirements {
  private static final String CHECK = "register.check";

  private final List<Requirement> all = new ArrayList<>();
  private final Registers registers;
  private final Measures measures;

  Requirements(Packs packs, Registers registers, Measures measures) {
    this.registers = registers;
    this.measures = measures;
    packs.read(
        "registers",
        root ->
            root.find("obligations")
                .ifPresent(node -> {
                  var register = registers.get(root.text("register"));
                  node.fields().forEach((id, rule) -> all.add(requirement(register, id, rule)));
                }));
  }

  List<Requirement> list() {
    return List.copyOf(all);
  }

  List<Requirement> of(Register register) {
    return all.stream().filter(one -> one.register().id().equals(register.id())).toList();
  }

  Optional<Requirement> find(String register, String id) {
    return all.stream()
        .filter(one -> one.register().id().equals(register) && one.id().equals(id))
        .findFirst();
  }

  private Requirement requirement(Register register, String id, PackNode node) {
    var _ =
        node.only(
            "label", "english", "each", "every", "due", "grace", "from", "match", "day", "when",
            "nil", "excuse", "owed", "met");
    if (!id.matches("[a-z][a-z0-9_]{0,40}")) {
      throw node.problem("编号只用小写字母、数字和下划线：" + id, "ids are lower case: " + id);
    }
    var each = each(node.get("each"));
    return new Requirement(
        register,
        id,
        new Label(node.text("label"), node.text("english")),
        each,
        new Obligation(
            Every.valueOf(word(node.get("every"), Every.values())),
            node.find("due").map(Requirements::falls).orElse(new Falls.LastWorkingDay()),
            node.find("grace").map(Requirements::grace).orElse(0)),
        node.find("from").map(Requirements::date),
        node.find("match")
            .map(match -> field(register, match))
            .orElseGet(() -> {
              if (!(each instanceof Each.Organisations)) {
                throw node.problem("缺少 match：记录的哪个字段指明对象", "missing match");
              }
              return RegisterReading.ORG;
            }),
        day(register, node.get("day")),
        node.find("when").map(when -> Condition.read(register, when)),
        node.find("nil").map(PackNode::text),
        node.find("excuse").map(PackNode::text).orElse(CHECK),
        node.find("owed").map(this::measure),
        node.find("met").map(this::measure));
  }

  private Each each(PackNode node) {
    var _ = node.only("organisation", "register", "where", "by", "person");
    if (node.find("organisation").isPresent()) {
      var kinds = node.get("organisation");
      return new Each.Organisations(
          (kinds.isText() ? List.of(kinds) : kinds.items())
              .stream()
                  .map(kind -> Organisation.Kind.valueOf(word(kind, Organisation.Kind.values())))
                  .collect(Collectors.toUnmodifiableSet()));
    }
    if (node.find("person").isPresent()) {
      return new Each.People(node.text("person"));
    }
    var of =
        registers
            .find(node.text("register"))
            .orElseThrow(() ->
                node.get("register")
                    .problem("没有台账 " + node.text("register"), "there is no such register"));
    return new Each.Records(
        of,
        node.find("where").map(where -> Condition.read(of, where)),
        node.find("by").map(by -> field(of, by)).orElse(Things.NUMBER));
  }

  private static String word(PackNode node, Enum<?>[] of) {
    return node.word(
            Stream.of(of)
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()))
        .toUpperCase(Locale.ROOT);
  }

  private static Falls falls(PackNode node) {
    if (node.isText()) {
      var _ = node.word(Set.of("last_workday"));
      return new Falls.LastWorkingDay();
    }
    var _ = node.only("day", "after", "shift");
    var shift =
        node.find("shift").map(one -> Shift.valueOf(word(one, Shift.values()))).orElse(Shift.LATER);
    return node.find("after").isPresent()
        ? new Falls.DayAfter(node.whole("after", 1), shift)
        : new Falls.DayOf(node.whole("day", 1), shift);
  }

  private static int grace(PackNode node) {
    if (!node.text().matches("\\d{1,3}wd")) {
      throw node.problem("宽限写作 1wd（工作日）：" + node.text(), "a grace is written 1wd");
    }
    return Integer.parseInt(node.text().replace("wd", ""));
  }

  private static LocalDate date(PackNode node) {
    try {
      return LocalDate.parse(node.text());
    } catch (DateTimeException none) {
      throw node.problem("日期写作 2026-01-01：" + node.text(), "a day is written 2026-01-01");
    }
  }

  private static String day(Register register, PackNode node) {
    var field = field(register, node);
    if (!register.field(field).day()) {
      throw node.problem("day 须为日期字段", "day must be a date field");
    }
    return field;
  }

  private static String field(Register register, PackNode node) {
    return known(node, register.fields().keySet(), "没有字段 ");
  }

  private String measure(PackNode node) {
    var measure =
        measures
            .find(node.text())
            .orElseThrow(() ->
                node.problem(
                    "没有计量项 "
                        + node.text()
                        + measures.nearest(node.text()).map(m -> "，是否为 " + m + "？").orElse(""),
                    "no such measure: " + node.text()));
    if (!measure.dimensions().isEmpty()) {
      throw node.problem("应做、已做的计量项不带维度：" + node.text(), "what is owed and met has no dimensions");
    }
    return measure.id();
  }

  private static String known(PackNode node, Collection<String> names, String chinese) {
    if (!names.contains(node.text())) {
      throw node.problem(
          chinese
              + node.text()
              + Nearest.to(node.text(), names).map(near -> "，是否为 " + near + "？").orElse(""),
          "no such name: " + node.text());
    }
    return node.text();
  }
}
