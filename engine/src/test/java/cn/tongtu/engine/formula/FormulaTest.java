package cn.tongtu.engine.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Span;
import cn.tongtu.engine.value.Unit;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaTest {
  private final Map<String, Formula> indicators = new HashMap<>();
  private final Names names =
      new Names() {
        private final Map<String, MeasureType> measures =
            Map.of(
                "invest.done", flow("invest.done", "元", Optional.of("invest.plan")),
                "invest.plan", flow("invest.plan", "元", Optional.empty()),
                "road.length", flow("road.length", "公里", Optional.empty()),
                "project.in_class", of("project.in_class", MeasureKind.STOCK, "个"),
                "rank.position", of("rank.position", MeasureKind.READING, "位"));

        private static MeasureType flow(String id, String unit, Optional<String> target) {
          return new MeasureType(
              id,
              MeasureKind.FLOW,
              Unit.of(unit),
              Map.of("key", Members.of(List.of("市重大", "非市重大")), "mode", Members.ANY),
              target);
        }

        private static MeasureType of(String id, MeasureKind kind, String unit) {
          return new MeasureType(
              id, kind, Unit.of(unit), Map.of("class", Members.ANY), Optional.empty());
        }

        @Override
        public Optional<MeasureType> measure(String id) {
          return Optional.ofNullable(measures.get(id));
        }

        @Override
        public Optional<Formula> indicator(String id) {
          return Optional.ofNullable(indicators.get(id));
        }
      };

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "invest.done / target(invest.done); PLAIN; 1",
        "ytd(invest.done[key=市重大, mode=公路|铁路]); FLOW; 元",
        "invest.done ÷ lastyear(invest.done) − 1; PLAIN; 1",
        "invest.done / road.length; PLAIN; 元·米^-1",
        "invest.done × 2; FLOW; 元",
        "project.in_class[class!=储备] - opening(project.in_class); STOCK; 个",
        "last(rank.position); PLAIN; 位",
        "（1 + 2）* 3; PLAIN; 1",
        "distinct(invest.done[key=市重大]); PLAIN; 个",
        "distinct(project.in_class); PLAIN; 个",
        "records(rank.position); PLAIN; 个",
        "average(invest.done); PLAIN; 元",
        "percentile(road.length, 90); PLAIN; 米",
        "lastyear(average(rank.position)); PLAIN; 位",
      })
  void givesEachFormulaItsType(String text, Type.Axis axis, String dimension) {
    var found = Formula.read(text).check(names);
    assertThat(found.axis()).isEqualTo(axis);
    assertThat(found.dimension()).hasToString(dimension);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "invest.done + road.length; 13; do not add",
        "invest.done + project.in_class; 13; do not add",
        "ytd(project.in_class); 1; not accumulated",
        "ytd(distinct(project.in_class)); 1; not accumulated",
        "ytd(average(project.in_class)); 1; not accumulated",
        "distinct(rank.position); 1; not for readings",
        "distinct(invest.done) + invest.done; 23; do not add",
        "average(invest.done) + invest.done; 22; do not add",
        "percentile(invest.done); 23; write percentile",
        "percentile(invest.done, 0); 25; from 1 to 100",
        "percentile(invest.done, 50.5); 25; from 1 to 100",
        "average(invest.done + 1); 24; takes one measure",
        "ytd(invest.done / project.in_class); 1; not accumulated",
        "rank.position; 1; last(rank.position)",
        "last(invest.done); 1; for readings",
        "opening(invest.done); 1; for stocks",
        "target(road.length); 1; no target",
        "invest.done[colour=红]; 1; no dimension colour",
        "invest.dome; 1; no such measure",
        "INV.none; 1; no such indicator",
        "invest.done +; 14; ends where",
        "invest.done ) ; 13; unexpected",
        "(invest.done; 13; missing )",
        "sum(invest.done); 1; no such function",
        "invest.done[key=]; 17; names no member",
        "invest.done[key]; 16; dimension=member",
        "1.2.3; 1; not a number",
        "target(1); 9; takes one measure",
      })
  void saysWhatIsWrongAndWhere(String text, int column, String english) {
    assertThatThrownBy(() -> Formula.read(text).check(names))
        .asInstanceOf(type(FormulaError.class))
        .satisfies(error -> {
          assertThat(error.getMessage()).contains(english);
          assertThat(error.column()).isEqualTo(column);
        });
  }

  @Test
  void formulasThatRunInACircleAreRefusedWithTheCircleNamed() {
    indicators.put("A", Formula.read("B + 1"));
    indicators.put("B", Formula.read("2 × C"));
    indicators.put("C", Formula.read("A"));
    assertThatThrownBy(() -> Formula.read("A").check(names))
        .isInstanceOf(FormulaError.class)
        .hasMessageContaining("A → B → C → A");
  }

  @Test
  void oneIndicatorMayBeUsedTwice() {
    indicators.put("A", Formula.read("invest.done"));
    assertThat(Formula.read("A / (A + A)").check(names).axis()).isEqualTo(Type.Axis.PLAIN);
  }

  @Test
  void worksOutARateAndKeepsTheWayDown() {
    var done = over("invest.done", "2020-01..2020-06");
    var plan = over("invest.plan", "2020-01..2020-06");
    var worked =
        work(
            "ytd(invest.done) / target(invest.done)",
            Span.months(2020, 4, 6),
            Map.of(done, "11", plan, "16"));
    assertThat(worked.value()).isEqualTo(new Value.Known(Ratio.of(11, 16)));
    assertThat(worked.leaves().map(leaf -> leaf.cell().orElseThrow())).containsExactly(done, plan);
  }

  @Test
  void nothingRecordedStaysNothing() {
    var worked =
        work(
            "invest.done - invest.plan", Span.year(2020), Map.of(over("invest.done", "2020"), "5"));
    assertThat(worked.value()).isInstanceOf(Value.NoData.class);
  }

  @Test
  void dividingByZeroIsNoData() {
    var worked =
        work(
            "invest.done / lastyear(invest.done)",
            Span.year(2020),
            Map.of(over("invest.done", "2020"), "5", over("invest.done", "2019"), "0"));
    assertThat(worked.value()).isInstanceOf(Value.NoData.class);
  }

  @Property(tries = 500)
  void anyTextIsReadOrRefusedWithAColumn(@ForAll String text) {
    try {
      Formula.read(text);
    } catch (FormulaError refused) {
      assertThat(refused.column()).isBetween(1, text.length() + 1);
    }
  }

  @Test
  void deepNestingIsRefusedAndDoesNotOverflow() {
    assertThatThrownBy(() -> Formula.read("(".repeat(100_000)))
        .isInstanceOf(FormulaError.class)
        .hasMessageContaining("too deeply");
  }

  private static Cell over(String measure, String span) {
    return new Cell(measure, List.of(), Cell.When.over(Span.parse(span)));
  }

  private Worked work(String text, Span span, Map<Cell, String> ledger) {
    var formula = Formula.read(text);
    formula.check(names);
    return new Calculator(
            names, cell -> Optional.ofNullable(ledger.get(cell)).map(BigDecimal::new), List.of())
        .work(formula.expr(), span);
  }
}
