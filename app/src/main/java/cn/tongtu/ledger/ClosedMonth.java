package cn.tongtu.ledger;

import cn.tongtu.identity.Organisations;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Refusal;
import java.time.YearMonth;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What was to be posted falls into a month that is closed (已关账), and no reason for a revision was
 * given. Nothing was written; the form asks for the reason (数据修订原因) and sends it along.
 */
public final class ClosedMonth extends Refusal {
  private static final long serialVersionUID = 1;
  private static final Pattern SHUT = Pattern.compile("([^\\s,]+) (\\d{4}-\\d{2})");

  private final transient List<Shut> months;

  /** A closed month of an organisation. */
  public record Shut(String org, YearMonth month) {}

  ClosedMonth(List<Shut> months) {
    this(months, told(months, code -> new Label(code, code)));
  }

  private ClosedMonth(List<Shut> months, Label told) {
    super(told.chinese(), told.english());
    this.months = List.copyOf(months);
  }

  /**
   * The same with the organisations by their names. Not for within the transaction that was
   * refused: the database answers nothing more in it.
   */
  public Label named(Organisations organisations) {
    return told(
        months,
        code ->
            organisations
                .find(code)
                .map(org -> Organisations.label(org, false))
                .orElse(new Label(code, code)));
  }

  private static Label told(List<Shut> months, Function<String, Label> name) {
    return new Label(
        months.stream()
                .map(shut ->
                    "%s %d年%d月"
                        .formatted(
                            name.apply(shut.org).chinese(),
                            shut.month.getYear(),
                            shut.month.getMonthValue()))
                .collect(Collectors.joining("、"))
            + " 已关账：更改已关账月份的数据须另写修订原因，并标记为数据修订",
        months.stream()
                .map(shut -> shut.month + " of " + name.apply(shut.org).english())
                .collect(Collectors.joining(", "))
            + " is closed; a change needs a reason of its own and will be marked a revision");
  }

  /** As the database says it: the organisations, each with its first closed month concerned. */
  static ClosedMonth read(String told) {
    return new ClosedMonth(
        SHUT.matcher(told.lines().findFirst().orElse(""))
            .results()
            .map(found -> new Shut(found.group(1), YearMonth.parse(found.group(2))))
            .toList());
  }

  public List<Shut> months() {
    return months;
  }
}
