package cn.tongtu.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ValuesTest {
  @Test
  void wanAndYiStandBeforeAnyUnit() {
    assertThat(Quantity.of("17.8", "亿元").in(Unit.of("万元"), 0)).isEqualByComparingTo("178000");
    assertThat(Quantity.of("242000", "万吨公里").in(Unit.of("吨公里"), 0))
        .isEqualByComparingTo("2420000000");
    assertThat(Unit.find("万")).isEmpty();
    assertThat(Unit.find("万%")).isEmpty();
    assertThat(Unit.find("丈")).isEmpty();
  }

  @Test
  void oneMuIsTwoThousandThirdsOfASquareMetre() {
    assertThat(Quantity.of("3", "亩").in(Unit.of("平方米")).exactDecimal())
        .isEqualByComparingTo("2000");
    assertThat(Quantity.of("94.2535", "亩").in(Unit.of("平方米"), 2)).isEqualByComparingTo("62835.67");
    assertThat(Quantity.of("1", "公顷").in(Unit.of("亩"), 4)).isEqualByComparingTo("15");
  }

  @Test
  void whatDoesNotAddIsRefused() {
    assertThatThrownBy(() -> Quantity.of("1", "公里").plus(Quantity.of("1", "吨")))
        .isInstanceOf(UnitMismatch.class)
        .hasMessageContaining("公里")
        .hasMessageContaining("吨");
    assertThatThrownBy(() -> Quantity.of("2", "座").plus(Quantity.of("3", "条")))
        .isInstanceOf(UnitMismatch.class);
    assertThatThrownBy(() -> Quantity.of("2", "人").plus(Quantity.of("3", "人次")))
        .isInstanceOf(UnitMismatch.class);
  }

  @Test
  void sumsConvertAndStayExact() {
    assertThat(Quantity.of("5", "公里").plus(Quantity.of("400", "米")))
        .isEqualTo(Quantity.of("5.4", "公里"));
    assertThat(Quantity.of("1", "平方米").plus(Quantity.of("1", "亩")))
        .isEqualTo(Quantity.of("1.0015", "亩"));
  }

  @Test
  void anyTwoUnitsThatAddAddExactlyInOneOfTheTwo() {
    for (var one : Unit.table()) {
      for (var other : Unit.table()) {
        if (one.addsTo(other)) {
          var sum = new Quantity(BigDecimal.ONE, one).plus(new Quantity(BigDecimal.ONE, other));
          assertThat(
                  sum.in(one)
                      .minus(Ratio.ONE)
                      .compareTo(new Quantity(BigDecimal.ONE, other).in(one)))
              .as("%s + %s", one, other)
              .isZero();
        }
      }
    }
  }

  @Test
  void noDataIsNotZeroPercent() {
    assertThat(Ratio.of(0, 16).hasValue()).isTrue();
    assertThat(Ratio.of(11, 0).hasValue()).isFalse();
    assertThatThrownBy(() -> Rounding.HALF_UP.apply(Ratio.of(11, 0), 1))
        .isInstanceOf(ArithmeticException.class);
    assertThat(Ratio.of(1).dividedBy(Ratio.of(5, 0)).hasValue()).isFalse();
  }

  @Test
  void aGrowthKeepsTheBaseAsItsDenominator() {
    var growth = Ratio.of(130).dividedBy(Ratio.of(100)).minus(Ratio.ONE);
    assertThat(growth.numerator()).isEqualByComparingTo("30");
    assertThat(growth.denominator()).isEqualByComparingTo("100");
  }

  @Test
  void ratiosCompareByValueWhateverTheirSigns() {
    assertThat(Ratio.of(1, 2).compareTo(Ratio.of(-2, -4))).isZero();
    assertThat(Ratio.of(1, -2)).isLessThan(Ratio.of(1, 3));
    assertThat(Ratio.of(1, 3)).isGreaterThan(Ratio.of(1, -2));
  }

  @Test
  void roundsHalfUpAndExplainsWhatTruncationWouldHavePrinted() {
    var rate = Ratio.of(new BigDecimal("13.7")).dividedBy(Ratio.of(new BigDecimal("9.41")));
    assertThat(Rounding.HALF_UP.apply(rate, 3)).isEqualByComparingTo("1.456");
    assertThat(Rounding.HALF_UP.apply(rate, 2)).isEqualByComparingTo("1.46");
    assertThat(Rounding.TRUNCATE.apply(rate, 2)).isEqualByComparingTo("1.45");
    assertThat(Rounding.HALF_UP.apply(new BigDecimal("-0.5"), 0)).isEqualByComparingTo("-1");
  }

  @Test
  void moneyIsExactToTheFen() {
    assertThat(Money.of("12247", "万元")).isEqualTo(new Money(new BigDecimal("122470000")));
    assertThat(Money.of("0.1", "元").plus(Money.of("0.2", "元"))).isEqualTo(Money.of("0.3", "元"));
    assertThat(Money.of("100", "元").times(Ratio.of(1, 3))).isEqualTo(Money.of("33.33", "元"));
    assertThatThrownBy(() -> Money.of("0.001", "元")).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Money.of("5", "公里")).isInstanceOf(UnitMismatch.class);
  }
}
