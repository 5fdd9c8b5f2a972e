package cn.tongtu.engine.calendar;

import static cn.tongtu.engine.calendar.Calendars.FIVE_DAYS;
import static cn.tongtu.engine.calendar.Calendars.KNOWN_2026;
import static cn.tongtu.engine.calendar.Calendars.LAW;
import static cn.tongtu.engine.calendar.Calendars.year;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.engine.calendar.Deadline.Length;
import cn.tongtu.engine.calendar.Deadline.Pause;
import cn.tongtu.engine.calendar.Due.Light;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

  private static LocalDate on(String day) {
    return LocalDate.parse(day);
  }

  private static Due due(Deadline deadline) {
    return deadline.due(KNOWN_2026, TODAY);
  }

  @ParameterizedTest
  @CsvSource({
    // start, length, unit, due
    "2026-02-10, 5, WORKING_DAYS, 2026-02-24", // 11 12 13, the Saturday 14, and past the festival
    "2026-02-10, 15, WORKING_DAYS, 2026-03-09", // the Saturday 28 is worked
    "2026-02-10, 10, DAYS, 2026-02-24", // the 20th is off
    "2026-04-25, 7, DAYS, 2026-05-06", // 2 May is off
    "2026-01-31, 1, MONTHS, 2026-02-28", // no 31st; a Saturday, worked
    "2026-03-31, 6, MONTHS, 2026-09-30",
    "2026-06-03, 4, MONTHS, 2026-10-08", // 3 October is off until the 7th
  })
  void isDueOnTheDayThatTheLawCounts(
      LocalDate start, int amount, Deadline.Unit unit, LocalDate due) {
    assertThat(due(Deadline.of(start, new Length(amount, unit))).day()).isEqualTo(due);
  }

  @Test
  void aLastDayOffMovesAsItIsTold() {
    var ten = Deadline.of(on("2026-02-10"), Length.days(10));
    assertThat(due(ten.shifted(Shift.EARLIER)).day()).isEqualTo("2026-02-14");
    assertThat(due(ten.shifted(Shift.NONE)).day()).isEqualTo("2026-02-20");
    assertThat(due(ten).reasons())
        .extracting(Reason::chinese)
        .containsExactly("自 2026-02-10 次日起 10 日", "末日 2026-02-20 为休息日，调整到 2026-02-24（民法典第二百零三条）");
  }

  @Test
  void pausedDaysDoNotCount() {
    var five = Deadline.of(on("2026-03-02"), Length.workingDays(5));
    assertThat(due(five).day()).isEqualTo("2026-03-09");
    var paused = five.paused(Pause.of(on("2026-03-04"), on("2026-03-10")));
    assertThat(due(paused).day()).isEqualTo("2026-03-16"); // the 3rd, then 11 12 13 16
    assertThat(due(paused).reasons()).extracting(Reason::chinese).contains("扣除暂停 7 日");
    assertThat(due(five.paused(Pause.of(on("2026-03-10"), on("2026-03-20")))).day())
        .as("a pause after the last day comes too late")
        .isEqualTo("2026-03-09");
    assertThat(
            due(Deadline.of(on("2026-03-02"), Length.months(1))
                    .paused(Pause.of(on("2026-03-10"), on("2026-03-12"))))
                .day())
        .isEqualTo("2026-04-07"); // 2 April and 3 days: the 5th, off until the 6th
  }

  @Test
  void anOpenPauseGivesTheEarliestDayAndSaysSo() {
    var open =
        Deadline.of(on("2026-03-02"), Length.workingDays(5)).paused(Pause.since(on("2026-03-04")));
    var seen = open.due(KNOWN_2026, on("2026-03-10"));
    assertThat(seen.day()).isEqualTo("2026-03-16");
    assertThat(seen.running()).isFalse();
    assertThat(seen.standing(KNOWN_2026, on("2026-03-10"), 3))
        .isEqualTo(new Due.Standing(Light.PAUSED, 4));
    assertThat(open.due(KNOWN_2026, on("2026-03-11")).day()).isEqualTo("2026-03-17");
    var atOnce =
        Deadline.of(on("2026-03-02"), Length.workingDays(5)).paused(Pause.since(on("2026-03-02")));
    assertThat(due(atOnce).running()).isFalse();
    assertThatThrownBy(() -> open.paused(Pause.since(on("2026-04-01"))))
        .hasMessageContaining("暂停期重叠");
  }

  @Test
  void isExtendedOnce() {
    var twenty = Deadline.of(on("2026-03-02"), Length.workingDays(20));
    var extended = twenty.extended(Length.workingDays(10));
    assertThat(due(extended).day()).isEqualTo(KNOWN_2026.plus(on("2026-03-02"), 30));
    assertThat(due(extended).reasons().getFirst().chinese())
        .isEqualTo("自 2026-03-02 次日起 20 个工作日，延长 10 个工作日");
    assertThatThrownBy(() -> extended.extended(Length.workingDays(1))).hasMessageContaining("一次");
    assertThat(
            due(Deadline.of(on("2026-01-31"), Length.months(1)).extended(Length.months(1))).day())
        .as("by two months from the 31st, not by one from the 28th")
        .isEqualTo("2026-03-31");
    assertThat(
            due(Deadline.of(on("2026-03-02"), Length.days(10)).extended(Length.workingDays(3)))
                .day())
        .isEqualTo("2026-03-17");
  }

  @Test
  void acrossANewYearNotPublishedTheDayIsProvisionalAndMovesOnceItIs() {
    var late = Deadline.of(on("2026-12-18"), Length.workingDays(10));
    var before = due(late);
    assertThat(before.day()).isEqualTo("2027-01-04");
    assertThat(before.provisional()).isTrue();
    assertThat(before.reasons().getLast().chinese()).isEqualTo("2027 年放假安排尚未公布，到期日暂定");
    assertThat(due(Deadline.of(on("2026-12-10"), Length.workingDays(10))).provisional()).isFalse();

    var years = new ArrayList<>(KNOWN_2026.published().values());
    years.add(year(2027, "元旦 2026-12-31 2027-01-03"));
    var published = new WorkCalendar(FIVE_DAYS, LAW, years);
    var after = late.due(published, TODAY);
    assertThat(after.day()).isEqualTo("2027-01-05");
    assertThat(after.provisional()).isFalse();
    assertThat(after.movedFrom(before).map(Reason::chinese))
        .contains("到期日由 2027-01-04 改为 2027-01-05：2027 年放假安排已公布");
    assertThat(after.movedFrom(after)).isEmpty();
  }

  @Test
  void aPeriodInDaysIsProvisionalOnlyWhereItsEndMayMove() {
    assertThat(due(Deadline.of(on("2026-11-23"), Length.days(60))).provisional()).isTrue();
    assertThat(
            due(Deadline.of(on("2026-11-23"), Length.days(60)).shifted(Shift.NONE)).provisional())
        .isFalse();
    assertThat(due(Deadline.of(on("2026-03-02"), Length.months(6))).provisional()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02, GREEN, 5",
    "2026-03-04, AMBER, 3",
    "2026-03-09, AMBER, 0",
    "2026-03-10, RED, 1",
    "2026-03-14, RED, 4", // a Saturday adds nothing
    "2026-03-16, RED, 5",
  })
  void theLightCountsWorkingDays(LocalDate today, Light light, int days) {
    var five = due(Deadline.of(on("2026-03-02"), Length.workingDays(5)));
    assertThat(five.standing(KNOWN_2026, today, 3)).isEqualTo(new Due.Standing(light, days));
  }

  @Property
  void agreesWithCountingDayByDay(
      @ForAll long seed,
      @ForAll @IntRange(max = 2500) int from,
      @ForAll @IntRange(min = 1, max = 120) int amount,
      @ForAll @IntRange(max = 40) int extension,
      @ForAll boolean working,
      @ForAll boolean open) {
    var calendar = Calendars.any(seed);
    var random = new Random(seed);
    var start = on("2019-01-01").plusDays(from);
    var today = start.plusDays(random.nextInt(200));
    var pauses = new ArrayList<Pause>();
    var at = start;
    for (int i = random.nextInt(4); i > 0; i--) {
      at = at.plusDays(1 + random.nextInt(30));
      var end = at.plusDays(random.nextInt(20));
      pauses.add(Pause.of(at, end));
      at = end;
    }
    if (open) {
      pauses.add(Pause.since(at.plusDays(1 + random.nextInt(30))));
    }
    var unit = working ? Deadline.Unit.WORKING_DAYS : Deadline.Unit.DAYS;
    var deadline =
        new Deadline(
            start,
            new Length(amount, unit),
            Shift.NONE,
            pauses,
            extension == 0 ? Optional.empty() : Optional.of(new Length(extension, unit)));
    assertThat(deadline.due(calendar, today).day())
        .isEqualTo(naive(calendar, start, amount + extension, working, pauses, today));
  }

  private static LocalDate naive(
      WorkCalendar calendar,
      LocalDate start,
      int amount,
      boolean working,
      List<Pause> pauses,
      LocalDate today) {
    var day = start;
    for (int left = amount; left > 0; ) {
      day = day.plusDays(1);
      var here = Objects.requireNonNull(day);
      var paused =
          pauses.stream()
              .anyMatch(pause ->
                  !here.isBefore(pause.from())
                      && !here.isAfter(
                          pause.to().orElse(pause.from().isAfter(today) ? pause.from() : today)));
      if (!paused && (!working || calendar.isWorkingDay(day))) {
        left--;
      }
    }
    return day;
  }
}
