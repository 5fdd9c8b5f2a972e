package cn.tongtu.obligation.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import java.util.List;
import java.util.Optional;

/**
 * What is owed each period, rule by rule, with the coverage of each (周期应做).
 *
 * @param one the only rule whose page it is, for its title
 */
public record ObligationsPage(List<Rule> rules, Optional<Label> one) {
  /** A rule with its periods, the latest first. */
  public record Rule(
      Label label,
      String href,
      Label register,
      String registerHref,
      Label says,
      List<Period> periods,
      boolean more) {}

  /**
   * How a period stands.
   *
   * @param coverage in percent, cut off and never rounded up to what it is not
   */
  public record Period(
      Label label,
      String href,
      String due,
      int owed,
      int met,
      int late,
      int nil,
      int excused,
      int missed,
      String coverage,
      int percent,
      Lamp lamp,
      Label standing) {}
}
