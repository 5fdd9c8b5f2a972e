package cn.tongtu.engine.calendar;

import java.time.LocalDate;

/** What becomes of a day that is due on a day off (逢休息日). */
public enum Shift {
  /** 顺延, to the next working day, as the Civil Code has it (民法典第二百零三条). */
  LATER {
    @Override
    LocalDate of(LocalDate day, WorkCalendar calendar) {
      return calendar.onOrAfter(day);
    }
  },
  /** 提前, to the working day before. */
  EARLIER {
    @Override
    LocalDate of(LocalDate day, WorkCalendar calendar) {
      return calendar.onOrBefore(day);
    }
  },
  /** 不变: due on the day off itself. */
  NONE {
    @Override
    LocalDate of(LocalDate day, WorkCalendar calendar) {
      return day;
    }
  };

  abstract LocalDate of(LocalDate day, WorkCalendar calendar);
}
