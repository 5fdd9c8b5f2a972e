package cn.tongtu.report;

import cn.tongtu.engine.value.Span;
import cn.tongtu.report.view.DocumentsPage.Typed;
import cn.tongtu.shared.Label;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads the form that opens a document: what is wrong, field by field, or the span it asks for. */
final class OpenForm {
  private static final int EARLIEST = 1990;
  private static final int LATEST = 2100;
  private final Typed typed;
  private final Map<String, Label> errors = new LinkedHashMap<>();

  OpenForm(
      Typed typed,
      Collection<String> templates,
      Collection<String> orgs,
      Predicate<String> isProject) {
    this.typed = typed;
    check("template", templates.contains(typed.template()), "请选择报告模板", "choose a template");
    check("org", orgs.contains(typed.org()), "请选择单位", "choose an organisation");
    var year = whole(typed.year(), EARLIEST, LATEST);
    check("year", year.isPresent(), "年度应为四位数字，如 2023", "a year like 2023");
    var first = whole(typed.first(), 1, 12);
    var last = whole(typed.last(), 1, 12);
    check(
        "last",
        first.isPresent() && last.isPresent() && first.get() <= last.get(),
        "月份应为 1 到 12，末月不早于首月",
        "months are 1 to 12, and the last not before the first");
    check(
        "watched",
        typed.watched().isBlank() || isProject.test(typed.watched()),
        "没有编号为“" + typed.watched() + "”的项目，可在“项目”页查到编号，或留空",
        "there is no project “"
            + typed.watched()
            + "”; find its code under Projects, or leave it empty");
  }

  private static Optional<Integer> whole(String text, int least, int most) {
    return text.matches("\\d{1,4}")
        ? Optional.of(Integer.parseInt(text)).filter(number -> number >= least && number <= most)
        : Optional.empty();
  }

  private void check(String field, boolean holds, String chinese, String english) {
    if (!holds) {
      errors.put(field, new Label(chinese, english));
    }
  }

  Map<String, Label> errors() {
    return errors;
  }

  /** To be asked only when there are no errors. */
  Span span() {
    return Span.months(
        Integer.parseInt(typed.year()),
        Integer.parseInt(typed.first()),
        Integer.parseInt(typed.last()));
  }

  Optional<String> watched() {
    return Optional.of(typed.watched()).filter(text -> !text.isBlank());
  }
}
