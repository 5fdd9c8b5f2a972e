package cn.tongtu.calendar;

import cn.tongtu.calendar.view.CalendarPage;
import cn.tongtu.calendar.view.CalendarPage.Answer;
import cn.tongtu.calendar.view.CalendarPage.Typed;
import cn.tongtu.engine.calendar.Deadline;
import cn.tongtu.engine.calendar.WorkCalendar;
import cn.tongtu.engine.calendar.WorkYear;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Words;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The working calendar, a year at a time, and when something is due by it. */
@Controller
class CalendarPages {
  private static final int EARLIEST = 2000;
  private static final int LATEST = 2100;

  private final WorkCalendars calendars;
  private final Clock clock = Clock.system(Words.CHINA);

  CalendarPages(WorkCalendars calendars) {
    this.calendars = calendars;
  }

  @GetMapping("/calendar")
  ModelAndView year(
      @RequestParam(defaultValue = WorkCalendars.USUAL) String calendar,
      @RequestParam(defaultValue = "") String year,
      @RequestParam(required = false) Optional<String> from,
      @RequestParam(defaultValue = "15") String length,
      @RequestParam(defaultValue = "WORKING_DAYS") String unit) {
    var known =
        calendars
            .find(calendar)
            .orElseThrow(
                () -> new NotFound("没有工作日历 " + calendar, "there is no calendar " + calendar));
    var today = LocalDate.now(clock);
    var typed =
        new Typed(from.map(String::strip).orElse(today.toString()), length.strip(), unit.strip());
    var asked = new DeadlineForm(typed);
    var page =
        page(
            calendar,
            known,
            new YearView(known, yearOf(year, today), today),
            asked,
            from.isPresent());
    var answer = new ModelAndView("calendar/year", "page", page);
    if (!page.errors().isEmpty()) {
      answer.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return answer;
  }

  private static int yearOf(String text, LocalDate today) {
    if (text.isBlank()) {
      return today.getYear();
    }
    var year = text.strip().matches("\\d{4}") ? Integer.parseInt(text.strip()) : 0;
    if (year < EARLIEST || year > LATEST) {
      throw new BadParameter(
          "year", "年度应在 2000 到 2100 之间：" + text, "a year is from 2000 to 2100: " + text);
    }
    return year;
  }

  private CalendarPage page(
      String id, WorkCalendar calendar, YearView view, DeadlineForm form, boolean asked) {
    var arrangement = Optional.ofNullable(calendar.published().get(view.year()));
    return new CalendarPage(
        view.year(),
        Math.max(EARLIEST, view.year() - 1),
        Math.min(LATEST, view.year() + 1),
        id,
        calendars.labels(),
        arrangement.map(WorkYear::source),
        view.workingDays(),
        view.months(),
        view.holidays(),
        view.worked(),
        form.typed(),
        asked ? form.deadline().map(deadline -> answer(deadline, view)) : Optional.empty(),
        asked ? form.errors() : java.util.Map.of());
  }

  private static Answer answer(Deadline deadline, YearView view) {
    var due = deadline.due(view.calendar(), view.today());
    return new Answer(
        due.day(),
        due.provisional(),
        due.reasons().stream()
            .map(reason -> new Label(reason.chinese(), reason.english()))
            .toList());
  }
}
