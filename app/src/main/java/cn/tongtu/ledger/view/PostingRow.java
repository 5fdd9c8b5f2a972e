package cn.tongtu.ledger.view;

import cn.tongtu.ledger.Posting;
import cn.tongtu.shared.Label;

/** A posting as a row of a table (记账行). */
public record PostingRow(
    Posting posting,
    Label measure,
    Label record,
    String href,
    String subject,
    String quantity,
    String unit) {
  public boolean negative() {
    return posting.movement().quantity().signum() < 0;
  }

  public String members() {
    return String.join(" · ", posting.movement().members().values());
  }
}
