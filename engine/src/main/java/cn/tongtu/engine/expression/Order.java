package cn.tongtu.engine.expression;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The order in which computed fields are worked out (计算次序): each after those that it reads. */
public final class Order {
  private record Visit(String name, Iterator<String> reads) {}

  private final Map<String, Expression> computed;
  private final Map<String, Kind> kinds;
  private final SequencedMap<String, Expression> ordered = new LinkedHashMap<>();
  private final ArrayDeque<Visit> path = new ArrayDeque<>();
  private final LinkedHashSet<String> onPath = new LinkedHashSet<>();

  private Order(Map<String, Expression> computed, Map<String, Kind> kinds) {
    this.computed = computed;
    this.kinds = kinds;
  }

  /**
   * Types computed fields in the order in which they are to be worked out. A computed field that
   * {@code fields} also declares has the kind declared there, which its expression must yield; any
   * other has the kind that its expression yields.
   *
   * @throws ExpressionError telling the field, when one cannot be typed, or when they run in a
   *     circle, which is named
   */
  public static SequencedMap<String, Typed> of(Map<String, Expression> computed, Fields fields) {
    var typed = new LinkedHashMap<String, Typed>();
    var known = new HashMap<>(fields.kinds());
    new Order(computed, fields.kinds())
        .inOrder()
        .forEach((name, expression) -> {
          var declared = fields.kinds().get(name);
          var now = new Fields(new LinkedHashMap<>(known), fields.nearest());
          try {
            var done = declared == null ? expression.typed(now) : expression.typed(now, declared);
            typed.put(name, done);
            known.putIfAbsent(name, done.kind());
          } catch (ExpressionError wrong) {
            throw wrong.in(name);
          }
        });
    return typed;
  }

  private SequencedMap<String, Expression> inOrder() {
    for (var name : computed.keySet()) {
      enter(name);
      while (!path.isEmpty()) {
        var visit = path.getLast();
        if (visit.reads.hasNext()) {
          enter(visit.reads.next());
        } else {
          path.removeLast();
          onPath.remove(visit.name);
          ordered.put(visit.name, computed.get(visit.name));
        }
      }
    }
    return ordered;
  }

  private void enter(String name) {
    var expression = computed.get(name);
    if (expression == null || ordered.containsKey(name)) {
      return;
    }
    if (!onPath.add(name)) {
      var circle =
          Stream.concat(onPath.stream().dropWhile(each -> !each.equals(name)), Stream.of(name))
              .collect(Collectors.joining(" → "));
      throw new ExpressionError(
              1, "计算字段循环引用：" + circle, "the computed fields run in a circle: " + circle)
          .in(name);
    }
    path.add(new Visit(name, expression.reads(kinds).iterator()));
  }
}
