package cn.tongtu.engine.calendar;

import static cn.tongtu.engine.calendar.Calendars.KNOWN_2026;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.engine.calendar.Obligation.Every;
import cn.tongtu.engine.calendar.Obligation.Falls;
import cn.tongtu.engine.calendar.Obligation.Turn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObligationTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2026, 12, 31);

  private static List<Turn> turns(Every every, Falls falls, int grace) {
    return new Obligation(every, falls, grace).turns(KNOWN_2026, FIRST, LAST);
  }

  @ParameterizedTest
  @CsvSource({"WEEK, 52", "MONTH, 12", "QUARTER, 4", "HALF_YEAR, 2", "YEAR, 1"})
  void aYearHasItsPeriods(Every every, int count) {
    assertThat(turns(every, new Falls.LastWorkingDay(), 0)).hasSize(count);
  }

  @Test
  void aWeekIsDueOnItsLastWorkingDay() {
    var weeks = turns(Every.WEEK, new Falls.LastWorkingDay(), 1);
    assertThat(week(weeks, "2026-W06").due()).isEqualTo("2026-02-06");
    assertThat(week(weeks, "2026-W07").due()).as("the Saturday is worked").isEqualTo("2026-02-14");
    assertThat(week(weeks, "2026-W07").closes()).isEqualTo("2026-02-24");
    var festival = week(weeks, "2026-W08");
    assertThat(festival.workingDays()).isZero();
    assertThat(festival.due()).as("it has none").isEqualTo("2026-02-22");
    assertThat(festival.label().chinese()).isEqualTo("2026年第8周");
  }

  private static Turn week(List<Turn> weeks, String key) {
    return weeks.stream().filter(turn -> turn.key().equals(key)).findFirst().orElseThrow();
  }

  @Test
  void aMonthsReturnIsDueByTheFifthOfTheNext() {
    var months = turns(Every.MONTH, new Falls.DayAfter(5, Shift.LATER), 0);
    assertThat(months.get(0).due()).isEqualTo("2026-02-05");
    assertThat(months.get(3).due()).as("5 May is off").isEqualTo("2026-05-06");
    assertThat(months.get(11).provisional()).as("January 2027").isTrue();
    assertThat(months.get(10).provisional()).isFalse();
    var before = turns(Every.MONTH, new Falls.DayAfter(5, Shift.EARLIER), 0);
    assertThat(before.get(3).due()).isEqualTo("2026-04-30");
  }

  @Test
  void aDayThatAPeriodDoesNotHaveIsItsLast() {
    var months = turns(Every.MONTH, new Falls.DayOf(31, Shift.NONE), 0);
    assertThat(months.get(1).due()).isEqualTo("2026-02-28");
    assertThat(turns(Every.WEEK, new Falls.DayOf(3, Shift.LATER), 0).get(1).due())
        .isEqualTo("2026-01-07");
    assertThat(turns(Every.QUARTER, new Falls.LastWorkingDay(), 0))
        .extracting(Turn::key, turn -> turn.label().chinese())
        .contains(org.assertj.core.groups.Tuple.tuple("2026-Q3", "2026年第三季度"));
    assertThat(turns(Every.HALF_YEAR, new Falls.LastWorkingDay(), 0))
        .extracting(Turn::key)
        .containsExactly("2026-H1", "2026-H2");
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new Obligation(Every.WEEK, new Falls.DayOf(0, Shift.NONE), 0))
        .hasMessageContaining("第几日");
    assertThatThrownBy(() -> new Obligation(Every.WEEK, new Falls.LastWorkingDay(), -1))
        .hasMessageContaining("宽限");
  }

  /** Divided anywhere, a stretch of time has the same periods, side by side, each once. */
  @Property
  void eachPeriodBelongsToOneSpan(
      @ForAll long seed,
      @ForAll Every every,
      @ForAll @IntRange(max = 1500) int length,
      @ForAll @IntRange(max = 1500) int cut) {
    var calendar = Calendars.any(seed);
    var from = LocalDate.of(2021, 3, 17);
    var to = from.plusDays(length);
    var middle = from.plusDays(Math.min(cut, length));
    var obligation = new Obligation(every, new Falls.LastWorkingDay(), 2);
    var all = obligation.turns(calendar, from, to);
    var divided = new ArrayList<>(obligation.turns(calendar, from, middle));
    divided.addAll(obligation.turns(calendar, middle.plusDays(1), to));
    assertThat(divided).isEqualTo(all);
    assertThat(all).extracting(Turn::key).doesNotHaveDuplicates();
    for (int i = 0; i < all.size(); i++) {
      var turn = all.get(i);
      assertThat(turn.last()).isBetween(from, to);
      if (i > 0) {
        assertThat(turn.first()).isEqualTo(all.get(i - 1).last().plusDays(1));
      }
      var worked =
          turn.first().datesUntil(turn.last().plusDays(1)).filter(calendar::isWorkingDay).toList();
      assertThat(turn.workingDays()).isEqualTo(worked.size());
      assertThat(turn.due()).isEqualTo(worked.isEmpty() ? turn.last() : worked.getLast());
      assertThat(turn.closes()).isEqualTo(calendar.plus(turn.due(), 2));
    }
  }
}
