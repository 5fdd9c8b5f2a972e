package cn.tongtu.balance.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import java.util.List;

/** What a register's funds or quotas still hold, by account and validity (余额表). */
public record BalancesPage(Label register, String href, List<Table> tables) {
  /** A balance: its accounts, and its sums. */
  public record Table(
      Label label,
      List<Label> per,
      Label in,
      Label out,
      String unit,
      boolean validity,
      List<Row> rows,
      Row total) {}

  /**
   * A receipt with what became of it, or all of an account.
   *
   * @param about what the account is about; empty below its first row
   * @param href the record that brought it in
   */
  public record Row(
      List<String> about,
      String on,
      String href,
      String in,
      String out,
      String left,
      String until,
      Lamp lamp,
      Label standing) {}
}
