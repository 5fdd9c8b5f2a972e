package cn.tongtu.report;

import cn.tongtu.engine.value.Span;
import cn.tongtu.shared.Mistakes;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/** The form that opens a document, as it was typed. */
record OpenForm(
    String template, String org, String year, String first, String last, String watched) {
  private static final int EARLIEST = 1990;
  private static final int LATEST = 2100;

  Mistakes mistakes(
      Collection<String> templates, Collection<String> orgs, Predicate<String> isProject) {
    var firstMonth = whole(first, 1, 12);
    var lastMonth = whole(last, 1, 12);
    return new Mistakes()
        .unless(templates.contains(template), "template", "请选择报告模板", "choose a template")
        .unless(orgs.contains(org), "org", "请选择单位", "choose an organisation")
        .unless(
            whole(year, EARLIEST, LATEST).isPresent(),
            "year",
            "年度应为四位数字，如 2023",
            "a year like 2023")
        .unless(firstMonth.isPresent(), "first", "首月应为 1 到 12", "the first month is 1 to 12")
        .unless(
            lastMonth.isPresent() && firstMonth.orElse(0) <= lastMonth.get(),
            "last",
            "月份应为 1 到 12，末月不早于首月",
            "months are 1 to 12, and the last not before the first")
        .unless(
            watched.isBlank() || isProject.test(watched.strip()),
            "watched",
            "没有编号为“" + watched.strip() + "”的项目，可在“项目”页查到编号，或留空",
            "there is no project “"
                + watched.strip()
                + "”; find its code under Projects, or leave it empty");
  }

  private static Optional<Integer> whole(String text, int least, int most) {
    return text.strip().matches("\\d{1,4}")
        ? Optional.of(Integer.parseInt(text.strip()))
            .filter(number -> number >= least && number <= most)
        : Optional.empty();
  }

  /** To be asked only when there are no mistakes. */
  Span span() {
    return Span.months(
        Integer.parseInt(year.strip()),
        Integer.parseInt(first.strip()),
        Integer.parseInt(last.strip()));
  }

  Optional<String> project() {
    return Optional.of(watched.strip()).filter(text -> !text.isEmpty());
  }
}
