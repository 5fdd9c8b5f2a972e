package cn.tongtu.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.engine.value.UnitMismatch;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpressionTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 5);
  private final Fields fields =
      Fields.of(
          Map.of(
              "length",
              new Kind.Number(Unit.of("公里")),
              "width",
              new Kind.Number(Unit.of("米")),
              "cost",
              new Kind.Number(Unit.of("万元")),
              "area",
              new Kind.Number(Unit.of("亩")),
              "items",
              Kind.Rows.of(Map.of("amount", new Kind.Number(Unit.of("元"))))));

  @Test
  void aNumberComesOutInTheUnitOfItsKind() {
    var sum = Expression.read("length + width").typed(fields);
    assertThat(sum.kind()).isEqualTo(new Kind.Number(Unit.of("米")));
    assertThat(value(sum, Map.of("length", new BigDecimal("1.5"), "width", BigDecimal.TEN)))
        .isEqualTo(Ratio.of(1510));
    var twice = Expression.read("length × 2").typed(fields);
    assertThat(twice.kind()).isEqualTo(new Kind.Number(Unit.of("公里")));
    assertThat(value(twice, Map.of("length", new BigDecimal("1.5")))).isEqualTo(Ratio.of(3));
  }

  @Test
  void aNumberIsPutIntoAnotherUnitExactlyOrRounded() {
    var yuan = new Kind.Number(Unit.of("元"));
    assertThat(yuan.in(Unit.of("万元"), Ratio.of(12345)))
        .isEqualTo(Ratio.of(new BigDecimal("1.2345")));
    assertThat(yuan.in(Unit.of("万元"), 2, Ratio.of(12350))).isEqualTo("1.24");
    assertThatThrownBy(() -> yuan.in(Unit.of("公里"), Ratio.ONE)).isInstanceOf(UnitMismatch.class);
  }

  @Test
  void knowsWhatItReads() {
    var typed =
        Expression.read("sum(items, amount) > cost 且 filled(length) or today > 2026-01-01")
            .typed(fields);
    assertThat(typed.reads()).containsExactly("items", "cost", "length");
    assertThat(typed.readsToday()).isTrue();
    assertThat(Expression.read("length").typed(fields).readsToday()).isFalse();
  }

  @Test
  void aGateMustYieldYesOrNo() {
    assertThatThrownBy(() -> Expression.read("length").typed(fields, new Kind.YesNo()))
        .asInstanceOf(type(ExpressionError.class))
        .satisfies(error -> {
          assertThat(error.column()).isEqualTo(1);
          assertThat(error.chinese()).isEqualTo("此处应得出是否，而表达式得出数（公里）");
          assertThat(error.english()).isEqualTo("yes or no should come out, not a number in 公里");
        });
    assertThat(Expression.read("width").typed(fields, new Kind.Number(Unit.of("公里")))).isNotNull();
  }

  @Test
  void computedFieldsAreOrderedByWhatTheyRead() {
    var computed = new LinkedHashMap<String, Expression>();
    computed.put("total", Expression.read("paid + rest"));
    computed.put("rest", Expression.read("cost - paid"));
    computed.put("paid", Expression.read("sum(items, amount)"));
    var typed = Order.of(computed, fields);
    assertThat(typed.keySet()).containsExactly("paid", "rest", "total");
    assertThat(typed.values()).extracting(Typed::kind).containsOnly(new Kind.Number(Unit.YUAN));
  }

  @Test
  void aCircleIsNamed() {
    var computed = new LinkedHashMap<String, Expression>();
    computed.put("other", Expression.read("a + 1"));
    computed.put("a", Expression.read("2 × b"));
    computed.put("b", Expression.read("c"));
    computed.put("c", Expression.read("a − 1"));
    assertThatThrownBy(() -> Order.of(computed, fields))
        .asInstanceOf(type(ExpressionError.class))
        .satisfies(error -> {
          assertThat(error).hasMessageContaining("a → b → c → a");
          assertThat(error.field()).isEqualTo(Optional.of("a"));
        });
  }

  private static Object value(Typed typed, Map<String, ?> values) {
    return List.of(Optional.ofNullable(typed.value(values, TODAY, Workdays.UNKNOWN)).orElseThrow())
        .getFirst();
  }
}
