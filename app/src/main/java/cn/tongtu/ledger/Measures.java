package cn.tongtu.ledger;

import cn.tongtu.engine.formula.MeasureKind;
import cn.tongtu.engine.formula.MeasureType;
import cn.tongtu.engine.formula.Members;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.pack.Dictionaries;
import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.Nearest;
import cn.tongtu.shared.WrongField;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The measures declared in the packs (计量项目录). */
@Component
public class Measures {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*");

  private static final int MOST_ROLLED = 2;

  private final Dictionaries dictionaries;
  private final Map<String, Measure> measures = new LinkedHashMap<>();
  private final Map<String, PackNode> places = new LinkedHashMap<>();

  public Measures(Packs packs) {
    dictionaries = new Dictionaries(packs);
    packs.read("measures", "measures", this::declare);
    Packs.gather(measures.values().stream().map(measure -> () -> checkTarget(measure)));
  }

  private void declare(String id, PackNode entry) {
    entry.only("label", "english", "kind", "unit", "dimensions", "target", "rolled");
    if (!ID.matcher(id).matches()) {
      throw entry.problem(
          "计量项编号只用小写字母、数字、点和下划线：" + id, "a measure's id is lower case with dots: " + id);
    }
    var before = places.putIfAbsent(id, entry);
    if (before != null) {
      throw entry.problem("计量项重复：" + id + "，已在 " + before.place() + " 声明", "declared twice: " + id);
    }
    var dimensions = new LinkedHashMap<String, Members>();
    entry
        .find("dimensions")
        .ifPresent(node ->
            node.fields().forEach((dimension, of) -> dimensions.put(dimension, members(of))));
    var type =
        new MeasureType(
            id,
            kind(entry.get("kind")),
            unit(entry.get("unit")),
            dimensions,
            entry.find("target").map(PackNode::text));
    measures.put(
        id,
        new Measure(
            type,
            entry.text("label"),
            entry.text("english"),
            Collections.unmodifiableSequencedSet(new LinkedHashSet<>(dimensions.keySet())),
            rolled(entry, dimensions.keySet())));
  }

  /** Any, a dictionary, or a list of its own. */
  private Members members(PackNode node) {
    if (!node.isText()) {
      return Members.of(node.items().stream().map(PackNode::text).toList());
    }
    return node.text().equals("any") ? Members.ANY : Members.of(dictionaries.named(node));
  }

  private static List<String> rolled(PackNode entry, Set<String> dimensions) {
    var rolled =
        entry.items("rolled").stream().map(node -> node.word(dimensions)).distinct().toList();
    if (rolled.size() > MOST_ROLLED) {
      throw entry.get("rolled").problem("最多汇总两个维度", "at most two dimensions are rolled up");
    }
    return rolled;
  }

  private static MeasureKind kind(PackNode node) {
    return switch (node.word(Set.of("flow", "stock", "reading"))) {
      case "stock" -> MeasureKind.STOCK;
      case "reading" -> MeasureKind.READING;
      default -> MeasureKind.FLOW;
    };
  }

  private static Unit unit(PackNode node) {
    return Unit.find(node.text())
        .orElseThrow(() -> node.problem("不认识的计量单位：" + node.text(), "unknown unit: " + node.text()));
  }

  private void checkTarget(Measure measure) {
    measure
        .type()
        .target()
        .ifPresent(target -> {
          var place = places.get(measure.id());
          var plan = measures.get(target);
          if (place != null && plan == null) {
            throw place.problem("目标计量项不存在：" + target, "no such target measure: " + target);
          }
          if (place != null
              && plan != null
              && (!plan.unit().addsTo(measure.unit())
                  || plan.type().kind() != MeasureKind.FLOW
                  || !plan.dimensions().equals(measure.dimensions()))) {
            throw place.problem(
                "目标 " + target + " 必须是同类单位、同样维度的流量",
                "the target " + target + " must be a flow of a like unit and the same dimensions");
          }
        });
  }

  public Optional<Measure> find(String id) {
    return Optional.ofNullable(measures.get(id));
  }

  /**
   * @throws WrongField when no pack declares it, with the one perhaps meant
   */
  public Measure get(String id) {
    return find(id)
        .orElseThrow(() -> {
          var meant = nearest(id);
          return new WrongField(
              "measure",
              "没有计量项 (measure)：" + id + meant.map(near -> "，是否为 " + near + "？").orElse(""),
              "no such measure: " + id + meant.map(near -> ", is it " + near + "?").orElse(""));
        });
  }

  /**
   * Lets what is typed into a field pass only if it is a member of the dimension that the field
   * fills.
   *
   * @throws WrongField naming the field, with the member perhaps meant
   */
  public void requireMember(String measure, String dimension, String member, String field) {
    var members = get(measure).type().dimensions().get(dimension);
    if (members == null) {
      throw new IllegalArgumentException(measure + " has no dimension " + dimension);
    }
    if (!members.hold(member)) {
      var meant = Nearest.to(member, members.declared().orElseThrow());
      throw new WrongField(
          field,
          "“%s”不在可选值 (%s) 中%s：%s"
              .formatted(
                  member, field, meant.map(near -> "，是否为 " + near + "？").orElse(""), members),
          "“%s” is not one of the choices (%s)%s"
              .formatted(member, field, meant.map(near -> ", is it " + near + "?").orElse("")));
    }
  }

  public Collection<Measure> list() {
    return Collections.unmodifiableCollection(measures.values());
  }

  public Optional<String> nearest(String unknown) {
    return Nearest.to(unknown, measures.keySet());
  }
}
