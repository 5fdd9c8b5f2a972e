package cn.tongtu.register.view;

import cn.tongtu.shared.Label;
import java.util.List;
import java.util.Optional;

/**
 * What came of a deed with many records (批量办理结果), row by row.
 *
 * @param deed what was done
 * @param again where those that it was not done with are tried again; empty when there are none
 */
public record BulkResult(String register, Label label, Label deed, List<Row> rows, String again) {

  public long done() {
    return rows.stream().filter(Row::done).count();
  }

  public long held() {
    return rows.size() - done();
  }

  /**
   * A record as it stands now.
   *
   * @param href empty where it has become none
   * @param why why it was not done
   */
  public record Row(
      String href,
      String title,
      String number,
      Optional<RegisterPage.Standing> standing,
      boolean done,
      Label why) {}
}
