package cn.tongtu.register;

import cn.tongtu.engine.expression.Expression;
import cn.tongtu.engine.expression.ExpressionError;
import cn.tongtu.engine.expression.Fields;
import cn.tongtu.engine.expression.Kind;
import cn.tongtu.engine.expression.Order;
import cn.tongtu.engine.expression.Typed;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.PackProblem;
import cn.tongtu.shared.Nearest;
import cn.tongtu.shared.Words;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What expressions know of a record (表达式可用的名称): its fields, its state, {@code rounds}, and of each
 * move the day on which it was last made, as {@code issue.on}.
 */
record Facts(SequencedMap<String, Field> fields, Set<String> moves, Set<String> states) {
  private static final String ROUNDS = "rounds";
  private static final String STATE = "state";

  Fields kinds() {
    var kinds = new LinkedHashMap<String, Kind>();
    fields.forEach((id, field) -> {
      if (field.sensitive()) {
        return;
      }
      kinds.put(id, field.type().kind());
      field.type().parts().forEach((part, kind) -> kinds.put(id + "." + part, kind));
    });
    kinds.put(ROUNDS, Kind.Number.PLAIN);
    if (!states.isEmpty()) {
      kinds.putIfAbsent(STATE, Kind.Choice.of(states));
    }
    moves.forEach(move -> kinds.put(move + ".on", new Kind.Day()));
    return new Fields(kinds, Nearest::to);
  }

  static Facts of(Register register) {
    return new Facts(
        register.fields(), register.life().moves().keySet(), register.life().states().keySet());
  }

  static Map<String, Object> of(Register register, Entry entry) {
    var facts = new HashMap<String, Object>();
    entry
        .values()
        .forEach((id, value) -> {
          var type = register.field(id).type();
          if (value instanceof Secret) {
            return;
          }
          facts.put(id, type.given(value));
          type.parts().keySet().forEach(part -> facts.put(id + "." + part, type.part(part, value)));
        });
    facts.putIfAbsent(STATE, entry.state());
    facts.put(ROUNDS, BigDecimal.valueOf(entry.rounds()));
    entry.steps().forEach((move, step) -> facts.put(move + ".on", step.on()));
    return facts;
  }

  static boolean holds(Register register, Typed condition, Entry entry) {
    return condition.holds(of(register, entry), LocalDate.now(Words.CHINA), register.workdays());
  }

  static Typed typed(PackNode node, Fields known, Kind wanted) {
    try {
      return Expression.read(node.text()).typed(known, wanted);
    } catch (ExpressionError wrong) {
      throw problem(node, wrong);
    }
  }

  private static PackProblem problem(PackNode node, ExpressionError wrong) {
    return node.problem(
        "表达式第 " + wrong.column() + " 列：" + wrong.chinese(),
        "column " + wrong.column() + ": " + wrong.english());
  }

  /**
   * The computed fields in the order in which they are worked out. What depends on the day of
   * reading would be wrong tomorrow and cannot be kept.
   */
  SequencedMap<String, Typed> computed(PackNode declared) {
    var expressions = new LinkedHashMap<String, Expression>();
    var places = new HashMap<String, PackNode>();
    declared
        .fields()
        .forEach((id, field) ->
            field
                .find("computed")
                .ifPresent(node -> {
                  places.put(id, node);
                  try {
                    expressions.put(id, Expression.read(node.text()));
                  } catch (ExpressionError wrong) {
                    throw problem(node, wrong);
                  }
                }));
    try {
      var typed = Order.of(expressions, kinds());
      typed.forEach((id, expression) -> {
        if (expression.readsToday()) {
          throw declared
              .get(id)
              .problem("计算字段随日期变化，不能存入记录（today）", "a computed field cannot depend on today");
        }
      });
      return typed;
    } catch (ExpressionError wrong) {
      throw problem(wrong.field().map(places::get).orElse(declared), wrong);
    }
  }

  /** When fields are asked for that are not always. */
  SequencedMap<String, Typed> visible(PackNode declared) {
    var visible = new LinkedHashMap<String, Typed>();
    declared
        .fields()
        .forEach((id, field) ->
            field
                .find("visible")
                .ifPresent(node -> {
                  var typed = typed(node, kinds(), new Kind.YesNo());
                  if (typed.readsToday() || typed.reads().contains(id)) {
                    throw node.problem(
                        "visible 不能依赖当天日期（today）或字段自身",
                        "visible depends neither on today nor on the field itself");
                  }
                  visible.put(id, typed);
                }));
    return visible;
  }

  /** The fields that are not asked for as the record stands. */
  static Set<String> hidden(Register register, Entry entry) {
    var worked = entry.holding(worked(register, entry));
    return register.visible().entrySet().stream()
        .filter(field -> !holds(register, field.getValue(), worked))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** The values with the computed fields worked out anew. */
  static SequencedMap<String, Object> worked(Register register, Entry entry) {
    var values = new LinkedHashMap<>(entry.values());
    register
        .computed()
        .forEach((id, expression) -> {
          var worked =
              expression.value(
                  of(register, entry.holding(values)),
                  LocalDate.now(Words.CHINA),
                  register.workdays());
          if (worked == null) {
            values.remove(id);
          } else {
            values.put(id, kept(register.field(id).type(), expression, worked));
          }
        });
    return values;
  }

  /** What an expression yields in metres is not what a field in kilometres keeps. */
  private static Object kept(FieldType type, Typed expression, Object worked) {
    return type.kept(
        worked instanceof Ratio amount && expression.kind() instanceof Kind.Number number
            ? number.in(type.kept(), amount)
            : worked);
  }
}
