package cn.tongtu.register;

import cn.tongtu.engine.expression.Expression;
import cn.tongtu.engine.expression.ExpressionError;
import cn.tongtu.engine.expression.Fields;
import cn.tongtu.engine.expression.Kind;
import cn.tongtu.engine.expression.Order;
import cn.tongtu.engine.expression.Typed;
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

/**
 * What expressions know of a record (表达式可用的名称): its fields, {@code rounds}, and of each move the
 * day on which it was last made, as {@code issue.on}.
 */
record Facts(SequencedMap<String, Field> fields, Set<String> moves) {
  private static final String ROUNDS = "rounds";

  Fields kinds() {
    var kinds = new LinkedHashMap<String, Kind>();
    fields.forEach((id, field) -> kinds.put(id, field.type().kind()));
    kinds.put(ROUNDS, Kind.Number.PLAIN);
    moves.forEach(move -> kinds.put(move + ".on", new Kind.Day()));
    return new Fields(kinds, Nearest::to);
  }

  static Map<String, Object> of(Register register, Entry entry) {
    var facts = new HashMap<String, Object>();
    entry.values().forEach((id, value) -> facts.put(id, register.field(id).type().given(value)));
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
            values.put(id, register.field(id).type().kept(worked));
          }
        });
    return values;
  }
}
