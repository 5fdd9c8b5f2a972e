package cn.tongtu.ledger.view;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.ledger.Known;
import cn.tongtu.ledger.Measure;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Paging;
import java.util.List;
import java.util.Optional;

/** The subjects or records that a count or a percentile was taken from (取值依据). */
public record TakenPage(
    Measure measure,
    Label org,
    Cell cell,
    Known known,
    String story,
    String postings,
    List<Row> rows,
    String unit,
    String value,
    Paging paging,
    String back) {
  /** A record, or a subject without one; {@code picked} is the one whose quantity is the value. */
  public record Row(
      long rank,
      Optional<Label> record,
      long id,
      String href,
      String subject,
      String quantity,
      boolean picked) {}
}
