package cn.tongtu.portfolio.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Editing;
import cn.tongtu.shared.view.Typed;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A project with everything that is kept of it (项目页). */
public record ProjectPage(
    Head head,
    List<Step> history,
    List<PlanRow> plans,
    List<MilestoneRow> milestones,
    List<FilingRow> filings,
    String total,
    String unit,
    Optional<Correction> correction,
    Optional<Corrected> corrected) {

  /** What it is; {@code projectClass} is the one since its last change. */
  public record Head(
      String code,
      String name,
      List<String> aliases,
      Label org,
      String mode,
      String origin,
      String estimate,
      String projectClass,
      String since,
      String source,
      String note,
      boolean invented,
      String href) {}

  /** A dated change: a class or a key list, from a day, on a ground. */
  public record Step(String day, String what, String ground) {}

  /** A version of a year's plan. */
  public record PlanRow(
      int year, String amount, String setOn, String paper, boolean invented, String href) {}

  /** A milestone; {@code days} are those it was early (below 0) or late. */
  public record MilestoneRow(
      String kind, String due, String done, Optional<Long> days, boolean invented, String href) {}

  /** A month's filing; {@code share} of the largest month, in per cent, is its bar. */
  public record FilingRow(
      long id, String month, String amount, int rev, long share, boolean invented, String href) {}

  /**
   * The form that corrects a filing. A month that is closed asks for the reason of the revision
   * too.
   */
  public record Correction(
      long filing, String month, String now, boolean closed, Typed typed, Editing editing) {
    public static final String FORM = "correct";

    public Map<String, Label> errors() {
      return typed.errors(FORM);
    }

    public String value(String field) {
      return typed.value(FORM, field, "");
    }
  }

  /** What the last correction did. */
  public record Corrected(String month, String from, String to) {}
}
