package cn.tongtu.engine.calendar;

import static cn.tongtu.engine.calendar.Calendars.FIVE_DAYS;
import static cn.tongtu.engine.calendar.Calendars.KNOWN_2026;
import static cn.tongtu.engine.calendar.Calendars.year;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkCalendarTest {
  private static LocalDate on(String day) {
    return LocalDate.parse(day);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-13, WORKING, ", // Friday
    "2026-02-14, MADE_UP, ", // a Saturday worked for the Spring Festival
    "2026-02-15, HOLIDAY, 春节", // a Sunday within it
    "2026-02-23, HOLIDAY, 春节",
    "2026-02-24, WORKING, ",
    "2026-03-01, REST, ",
    "2027-01-01, HOLIDAY, 元旦", // not published, and fixed by law
    "2027-02-08, WORKING, ", // not published: nobody knows yet
  })
  void aDayStandsAsItWasArranged(LocalDate day, WorkCalendar.Kind kind, String holiday) {
    assertThat(KNOWN_2026.kind(day)).isEqualTo(kind);
    assertThat(KNOWN_2026.holiday(day).orElse(null)).isEqualTo(holiday);
    assertThat(KNOWN_2026.isWorkingDay(day))
        .isEqualTo(kind == WorkCalendar.Kind.WORKING || kind == WorkCalendar.Kind.MADE_UP);
  }

  /** 1 January is off, three weekends are worked: 2026 has 248 working days, counted by hand. */
  @Test
  void theYearHasTheWorkingDaysThatWereCountedByHand() {
    // 261 weekdays; 19 of them off (2 + 6 + 1 + 3 + 1 + 1 + 5), 6 weekend days worked.
    assertThat(KNOWN_2026.between(on("2025-12-31"), on("2026-12-31"))).isEqualTo(261 - 19 + 6);
  }

  @Test
  void theEndOfAYearHangsOnTheNextOnesArrangement() {
    assertThat(KNOWN_2026.unpublished(on("2026-03-01"), on("2026-12-28"))).isEmpty();
    assertThat(KNOWN_2026.unpublished(on("2026-03-01"), on("2026-12-29"))).hasValue(2027);
    assertThat(KNOWN_2026.unpublished(on("2026-12-01"), on("2027-01-05"))).hasValue(2027);
    var both =
        new WorkCalendar(
            FIVE_DAYS,
            Map.of(),
            List.of(year(2018), year(2019, "元旦 2018-12-30 2019-01-01", "上班 2018-12-29")));
    assertThat(both.isWorkingDay(on("2018-12-29"))).isTrue();
    assertThat(both.isWorkingDay(on("2018-12-31"))).isFalse();
    assertThat(both.holiday(on("2018-12-31"))).contains("元旦");
    assertThat(both.plus(on("2018-12-28"), 2)).isEqualTo("2019-01-02");
  }

  @Test
  void aCountysOwnWordCountsAboveTheStateCouncils() {
    var own = year(2026, "三月三 2026-04-20", "上班 2026-05-05");
    var state = KNOWN_2026.published().values().iterator().next();
    var both = new WorkCalendar(FIVE_DAYS, Map.of(), List.of(state.with(own)));
    assertThat(both.holiday(on("2026-04-20"))).contains("三月三");
    assertThat(both.isWorkingDay(on("2026-05-05"))).isTrue();
    assertThat(both.kind(on("2026-05-04"))).isEqualTo(WorkCalendar.Kind.HOLIDAY);
    assertThat(both.published().values().iterator().next().source()).isEqualTo("2026 年通知；2026 年通知");
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(() -> new WorkCalendar(Set.of(), Map.of(), List.of()))
        .hasMessageContaining("一周没有工作日");
    assertThatThrownBy(() -> new WorkCalendar(FIVE_DAYS, Map.of(), List.of(year(2020), year(2020))))
        .hasMessageContaining("年份重复");
    assertThatThrownBy(() -> year(2026, "春节 2026-02-15", "上班 2026-02-15"))
        .hasMessageContaining("既放假又上班");
    assertThatThrownBy(() -> year(2026, "元旦 2025-12-28")).hasMessageContaining("不在 2026 年");
    assertThatThrownBy(() -> KNOWN_2026.plus(on("2026-01-01"), -1)).hasMessageContaining("不能为负");
  }

  @Property
  void theIndexAgreesWithLookingAtEachDay(
      @ForAll long seed,
      @ForAll @IntRange(max = 3650) int day,
      @ForAll @IntRange(max = 600) int n) {
    var calendar = Calendars.any(seed);
    var start = on("2018-06-01").plusDays(day);
    var after = start;
    for (int left = n; left > 0; left -= calendar.isWorkingDay(after) ? 1 : 0) {
      after = after.plusDays(1);
    }
    assertThat(calendar.plus(start, n)).isEqualTo(after);
    assertThat(calendar.between(start, after)).isEqualTo(n);
    assertThat(calendar.between(after, start)).isEqualTo(-n);
    var before = start;
    for (int left = n; left > 0; left -= calendar.isWorkingDay(before) ? 1 : 0) {
      before = before.minusDays(1);
    }
    assertThat(calendar.minus(start, n)).isEqualTo(before);
    var onOrAfter = start;
    while (!calendar.isWorkingDay(onOrAfter)) {
      onOrAfter = onOrAfter.plusDays(1);
    }
    assertThat(calendar.onOrAfter(start)).isEqualTo(onOrAfter);
  }

  @Property
  void aDayIsWorkedExactlyWhenItsKindSaysSo(
      @ForAll long seed, @ForAll @IntRange(max = 4000) int day) {
    var calendar = Calendars.any(seed);
    var date = on("2018-01-01").plusDays(day);
    assertThat(calendar.isWorkingDay(date))
        .isEqualTo(
            switch (calendar.kind(date)) {
              case WORKING, MADE_UP -> true;
              case REST, HOLIDAY -> false;
            });
    assertThat(calendar.holiday(date).isPresent())
        .isEqualTo(calendar.kind(date) == WorkCalendar.Kind.HOLIDAY);
  }

  /** A loop over the days would take a hundred times as long. */
  @Test
  void aMillionDeadlinesTakeNoTime() {
    var start = on("2026-01-05");
    var sum = 0L;
    var begun = System.nanoTime();
    for (int i = 0; i < 1_000_000; i++) {
      sum += KNOWN_2026.plus(start.plusDays(i % 300), 250).toEpochDay();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    assertThat(sum).isPositive();
  }
}
