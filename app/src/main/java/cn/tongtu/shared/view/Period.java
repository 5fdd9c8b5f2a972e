package cn.tongtu.shared.view;

import cn.tongtu.engine.value.Span;

/** Months of one year as a form asks for them (期间): year, first and last month, as typed. */
public record Period(String year, String first, String last) {
  public static Period of(Span span) {
    return new Period(
        String.valueOf(span.year()),
        String.valueOf(span.firstDay().getMonthValue()),
        String.valueOf(span.lastDay().getMonthValue()));
  }
}
