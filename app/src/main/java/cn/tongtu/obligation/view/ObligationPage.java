package cn.tongtu.obligation.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import cn.tongtu.shared.view.Typed;
import java.util.List;
import java.util.Optional;

/**
 * A period of a rule with all that owe (一期的应做), what is missing first.
 *
 * @param enter where a record is entered
 */
public record ObligationPage(
    Label rule,
    String ruleHref,
    Label register,
    String enter,
    ObligationsPage.Period period,
    List<Item> items,
    Optional<Form> asked) {
  /**
   * One that owes.
   *
   * @param record the record that met it
   * @param nil whether the reader may say that there was nothing
   */
  public record Item(
      long id,
      String name,
      String org,
      Lamp lamp,
      Label state,
      String done,
      Optional<String> record,
      String said,
      boolean nil,
      boolean excuse) {}

  /** Where a reason is asked for. */
  public record Form(String id, String action, Label label, String name, Typed typed) {}
}
