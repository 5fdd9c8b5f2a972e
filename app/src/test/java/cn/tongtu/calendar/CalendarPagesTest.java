package cn.tongtu.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.calendar.view.CalendarPage;
import cn.tongtu.calendar.view.CalendarPage.Day;
import cn.tongtu.calendar.view.CalendarPage.Holiday;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;

/** What the calendar's page shows of a year, and what it answers. */
class CalendarPagesTest {
  private final CalendarPages pages = new CalendarPages(new WorkCalendars(Packs.builtIn()));

  private ModelAndView asked(String year, Optional<String> from, String length, String unit) {
    return pages.year(WorkCalendars.USUAL, year, from, length, unit);
  }

  private static CalendarPage page(ModelAndView view) {
    return (CalendarPage) Objects.requireNonNull(view.getModel().get("page"));
  }

  private CalendarPage year(String year) {
    return page(asked(year, Optional.empty(), "15", "WORKING_DAYS"));
  }

  @Test
  void aPublishedYearStandsWithItsSourceAndMarks() {
    var page = year("2026");
    assertThat(page.source()).contains("国办发明电〔2025〕7号");
    assertThat(page.workingDays()).isEqualTo(248);
    assertThat(page.months()).hasSize(12);
    assertThat(page.months().stream().mapToInt(CalendarPage.Month::workingDays).sum())
        .isEqualTo(248);
    assertThat(page.holidays())
        .hasSize(7)
        .contains(new Holiday("春节", "02-15 – 02-23", 9), new Holiday("国庆节", "10-01 – 10-07", 7));
    assertThat(page.worked()).containsExactly("01-04", "02-14", "02-28", "05-09", "09-20", "10-10");
    var february = page.months().get(1).weeks();
    assertThat(february).allMatch(week -> week.size() == 7);
    assertThat(february.getFirst().subList(0, 6))
        .as("it begins on a Sunday")
        .allMatch(Optional::isEmpty);
    assertThat(february.get(2).get(5)).contains(new Day(14, "made-up", "", false));
    assertThat(february.get(2).get(6)).contains(new Day(15, "holiday", "春节", false));
  }

  @Test
  void aYearThatIsNotPublishedSaysSo() {
    var page = year("2030");
    assertThat(page.source()).isEmpty();
    assertThat(page.holidays()).extracting(Holiday::name).containsExactly("元旦", "劳动节", "国庆节");
  }

  @Test
  void tellsWhenSomethingIsDueAndWhy() {
    var view = asked("2026", Optional.of("2026-02-10"), "5", "WORKING_DAYS");
    assertThat(view.getStatus()).isNull();
    var answer = page(view).answer().orElseThrow();
    assertThat(answer.day()).isEqualTo("2026-02-24");
    assertThat(answer.provisional()).isFalse();
    assertThat(answer.reasons())
        .extracting(Label::chinese)
        .isEqualTo(List.of("自 2026-02-10 次日起 5 个工作日"));
    assertThat(
            page(asked("2029", Optional.of("2029-12-20"), "1", "MONTHS"))
                .answer()
                .orElseThrow()
                .provisional())
        .isTrue();
    assertThat(year("2026").answer()).as("nobody asked").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-02-30, 5, WORKING_DAYS, from",
    "'', 5, WORKING_DAYS, from",
    "999999999-01-01, 5, DAYS, from",
    "2026-02-10, 0, WORKING_DAYS, length",
    "2026-02-10, 3万, WORKING_DAYS, length",
    "2026-02-10, 99999, MONTHS, length",
    "2026-02-10, 5, WEEKS, unit",
  })
  void whatIsWrongIsToldBesideItsField(String from, String length, String unit, String field) {
    var view = asked("2026", Optional.of(from), length, unit);
    assertThat(view.getStatus()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
    assertThat(page(view).errors()).containsOnlyKeys(field);
    assertThat(page(view).answer()).isEmpty();
    assertThat(page(view).typed().length()).isEqualTo(length);
  }

  @Test
  void theLongestDeadlineHasAnAnswer() {
    for (var unit : List.of("WORKING_DAYS", "DAYS", "MONTHS")) {
      assertThat(page(asked("2026", Optional.of("2026-02-10"), "9999", unit)).answer()).isPresent();
    }
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThatThrownBy(() -> year("1850")).isInstanceOf(BadParameter.class);
    assertThatThrownBy(() -> year("x")).isInstanceOf(BadParameter.class);
    assertThatThrownBy(() -> pages.year("none", "2026", Optional.empty(), "15", "WORKING_DAYS"))
        .isInstanceOf(NotFound.class);
  }
}
