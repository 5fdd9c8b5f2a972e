package cn.tongtu.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.appraisal.Appraisal.Criterion;
import cn.tongtu.appraisal.Appraisal.Measured;
import cn.tongtu.appraisal.Ranking.Marks;
import cn.tongtu.appraisal.Ranking.Placed;
import cn.tongtu.engine.calendar.Obligation;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Rounding;
import cn.tongtu.shared.Label;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Places, ties and points out of figures. */
class RankingTest {
  @Test
  void equalTotalsShareAPlaceAndTheNextIsAsManyLower() {
    var ranks =
        Ranking.of(
            appraisal(Optional.empty()),
            List.of(marks("a", "80", "80"), marks("b", "90", "70"), marks("c", "95", "95")));
    assertThat(ranks)
        .extracting(placed -> placed.marks().org(), Placed::place)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("c", 1),
            org.assertj.core.groups.Tuple.tuple("b", 2),
            org.assertj.core.groups.Tuple.tuple("a", 3));
    var tied =
        Ranking.of(
            appraisal(Optional.empty()),
            List.of(
                marks("a", "80", "80"),
                marks("b", "80", "80"),
                marks("c", "70", "70"),
                marks("d", "60", "95")));
    assertThat(tied).extracting(Placed::place).containsExactly(1, 1, 3, 4);
  }

  @Test
  void aCriterionDecidesBetweenEqualTotals() {
    // 60 × 80 + 40 × 70 = 60 × 70 + 40 × 85
    var all = List.of(marks("a", "70", "85"), marks("b", "80", "70"));
    assertThat(Ranking.of(appraisal(Optional.empty()), all))
        .extracting(Placed::place)
        .containsExactly(1, 1);
    var decided = Ranking.of(appraisal(Optional.of("progress")), all);
    assertThat(decided).extracting(Placed::place).containsExactly(1, 2);
    assertThat(decided.getFirst().marks().org()).isEqualTo("b");
  }

  @Test
  void theTotalIsRoundedOnceAndWhatPrintsAlikeIsEqual() {
    var appraisal = appraisal(Optional.empty());
    assertThat(marks("a", "88.33", "77.77").total(appraisal)).isEqualByComparingTo("84.11");
    assertThat(marks("a", "92.55", "92.55").total(appraisal)).isEqualByComparingTo("92.55");
    assertThat(
            Ranking.of(
                appraisal, List.of(marks("a", "88.33", "77.77"), marks("b", "88.33", "77.78"))))
        .extracting(Placed::place)
        .containsExactly(1, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "50, 100, 100, 100",
    "50, 100, 75, 50",
    "50, 100, 40, 0",
    "50, 100, 120, 100",
    // Less is better.
    "10, 0, 0, 100",
    "10, 0, 2.5, 75",
    "10, 0, 11, 0"
  })
  void aFigureGivesPointsInProportion(String none, String full, String value, String points) {
    var measured = new Measured("X", new BigDecimal(none), new BigDecimal(full));
    assertThat(
            Rounding.HALF_UP.apply(
                measured.points(Ratio.of(new BigDecimal(value))), Ranking.DECIMALS))
        .isEqualByComparingTo(points);
  }

  private static Marks marks(String org, String progress, String quality) {
    return new Marks(
        org, Map.of("progress", new BigDecimal(progress), "quality", new BigDecimal(quality)));
  }

  private static Appraisal appraisal(Optional<String> ties) {
    return new Appraisal(
        "test",
        new Label("试", "test"),
        new Obligation(Obligation.Every.MONTH, new Obligation.Falls.LastWorkingDay(), 0),
        LocalDate.of(2026, 1, 1),
        Set.of(),
        "s",
        "p",
        List.of(
            new Criterion("progress", new Label("进度", "progress"), 60, Optional.empty()),
            new Criterion("quality", new Label("质量", "quality"), 40, Optional.empty())),
        ties,
        Optional.empty(),
        1,
        Optional.empty());
  }
}
