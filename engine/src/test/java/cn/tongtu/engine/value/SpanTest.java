package cn.tongtu.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {
  @ParameterizedTest
  @CsvSource({
    "2020, 2020-01..2020-12, 2020年",
    "2020-06, 2020-06..2020-06, 2020年6月",
    "2020-01..2020-06, 2020-01..2020-06, 2020年1-6月",
    "2019-07..2020-06, 2019-07..2020-06, 2019年7月-2020年6月",
    "2019..2020, 2019-01..2020-12, 2019年1月-2020年12月",
  })
  void readsWhatPeopleWrite(String written, String span, String label) {
    assertThat(Span.parse(written)).hasToString(span);
    assertThat(Span.parse(written).label()).isEqualTo(label);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "20", "2020-13", "2020-00", "2020-06..2020-01", "2020年"})
  void refusesWhatIsNoSpan(String written) {
    assertThatThrownBy(() -> Span.parse(written)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void yearToDateAndSamePeriodLastYear() {
    var secondQuarter = Span.months(2024, 4, 6);
    assertThat(secondQuarter.yearToDate()).isEqualTo(Span.months(2024, 1, 6));
    assertThat(secondQuarter.sameSpanLastYear()).isEqualTo(Span.months(2023, 4, 6));
    assertThat(secondQuarter.previous()).isEqualTo(Span.months(2024, 1, 3));
    assertThat(secondQuarter.timeProgress()).isEqualByComparingTo(Ratio.of(1, 2));
    assertThat(Span.months(2024, 2, 2).lastDay()).isEqualTo(LocalDate.of(2024, 2, 29));
    assertThat(Span.months(2024, 2, 2).sameSpanLastYear().lastDay())
        .isEqualTo(LocalDate.of(2023, 2, 28));
  }

  @Property
  void everySpanReadsBackAsWritten(
      @ForAll @IntRange(min = 22800, max = 25200) int from,
      @ForAll @IntRange(min = 0, max = 60) int more) {
    var span = new Span(from, from + more);
    assertThat(Span.parse(span.toString())).isEqualTo(span);
    assertThat(span.contains(span.firstDay())).isTrue();
    assertThat(span.contains(span.lastDay().plusDays(1))).isFalse();
    assertThat(span.previous().lastDay().plusDays(1)).isEqualTo(span.firstDay());
  }
}
