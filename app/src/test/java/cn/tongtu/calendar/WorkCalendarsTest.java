package cn.tongtu.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.engine.calendar.WorkCalendar.Kind;
import cn.tongtu.pack.OwnPacks;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calendars of the packs, and what a county gets to read when its own file has a mistake. */
class WorkCalendarsTest {
  private @TempDir Path folder;
  private OwnPacks own = new OwnPacks(Path.of("."));

  @BeforeEach
  void own() {
    own = new OwnPacks(folder);
  }

  /** How many days off the notices add up to, and how many they have worked instead. */
  @ParameterizedTest
  @CsvSource({
    "2020, 30, 6",
    "2021, 31, 7",
    "2022, 31, 7",
    "2023, 27, 7",
    "2024, 28, 8",
    "2025, 28, 5",
    "2026, 33, 6",
  })
  void eachYearHasTheDaysOfItsNotice(int year, int off, int worked) {
    var published =
        Optional.ofNullable(new WorkCalendars(own.packs()).usual().published().get(year))
            .orElseThrow();
    assertThat(published.off()).hasSize(off);
    assertThat(published.worked()).hasSize(worked);
    assertThat(published.source()).contains("国办发明电〔" + (year - 1) + "〕");
  }

  @ParameterizedTest
  @CsvSource({
    "2020-02-01, HOLIDAY", // worked by the first notice, off by the second
    "2022-12-31, HOLIDAY",
    "2023-06-25, MADE_UP",
    "2024-05-11, MADE_UP",
    "2024-02-09, WORKING", // New Year's Eve was left to the employers
    "2025-10-08, HOLIDAY",
    "2026-02-28, MADE_UP",
    "2026-11-23, WORKING",
  })
  void aDayIsAsTheNoticeHasIt(LocalDate day, Kind kind) {
    assertThat(new WorkCalendars(own.packs()).usual().kind(day)).isEqualTo(kind);
  }

  @Test
  void aCountyAddsAYearAndCorrectsADay() throws IOException {
    own.put(
        "calendars/own.yaml",
        """
        calendars:
          china:
            more:
              2026: {source: 县政府通知, off: {山歌节: [04-20]}, worked: [05-05]}
              2027: {source: 预告, off: {元旦: [2026-12-31..2027-01-03]}}
        """);
    var calendar = new WorkCalendars(own.packs()).usual();
    assertThat(calendar.holiday(LocalDate.of(2026, 4, 20))).contains("山歌节");
    assertThat(calendar.isWorkingDay(LocalDate.of(2026, 5, 5))).isTrue();
    assertThat(calendar.holiday(LocalDate.of(2026, 12, 31))).contains("元旦");
    assertThat(calendar.isPublished(2027)).isTrue();
    assertThat(new WorkCalendars(Packs.builtIn()).usual().isPublished(2027)).isFalse();
  }

  @Test
  void aCountyDeclaresACalendarOfItsOwn() throws IOException {
    own.put(
        "calendars/own.yaml",
        """
        calendars:
          stations: {label: 客运站值班, english: Stations, week: [1, 2, 3, 4, 5, 6, 7]}
        """);
    var calendars = new WorkCalendars(own.packs());
    assertThat(calendars.labels()).containsOnlyKeys("china", "stations");
    assertThat(calendars.find("stations").orElseThrow().isWorkingDay(LocalDate.of(2026, 2, 17)))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "chian: {more: {2027: {source: x}}}; 没有可增补的工作日历：chian，是否为 china？",
        "china: {label: x, english: x, week: [1]}; 工作日历重复：china，增补请用 more",
        "china: {more: {2027: {sauce: x}}}; 不认识的键 “sauce”，是否为 source？",
        "china: {more: {2027: {off: {元旦: [01-01]}}}}; 缺少 source",
        "china: {more: {27: {source: x}}}; 年份应为四位数字：27",
        "china: {more: {2027: {source: x, off: {元旦: [1月1日]}}}}; 日期应写作 02-15 或 02-15..02-23：1月1日",
        "china: {more: {2027: {source: x, off: {元旦: [02-29]}}}}; 没有这一天：02-29",
        "china: {more: {2027: {source: x, off: {元旦: [01-03..01-01]}}}}; 末日早于首日",
        "china: {more: {2027: {source: x, off: {元旦: [2026-12-28]}}}}; 不在 2027 年",
        "china: {more: {2027: {source: x, off: {元旦: [01-01, 01-01]}}}}; 2027-01-01 已列为放假",
        "china: {more: {2027: {source: x, off: {元旦: [01-02]}, worked: [01-02]}}}; 不能又上班",
        "china: {more: {2027: {source: x, worked: [01-04]}}}; 2027-01-04 本来就是工作日",
        "own: {label: x, english: x, week: [8]}; “8”不在可选值中",
        "own: {label: x, english: x, week: []}; week 至少要有一天",
        "own: {label: x, english: x}; 缺少 week",
      })
  void aWrongCalendarIsNamedWithFileAndLine(String entry, String message) throws IOException {
    own.put("calendars/own.yaml", "calendars:\n  " + entry + "\n");
    assertThatThrownBy(() -> new WorkCalendars(own.packs()))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("own.yaml:2:")
        .hasMessageContaining(message);
  }
}
