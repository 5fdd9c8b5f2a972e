package cn.tongtu.ledger.view;

import cn.tongtu.identity.Placed;
import cn.tongtu.ledger.Revisions.Affected;
import cn.tongtu.shared.Paging;
import java.util.List;

/** Postings into closed months, each with the documents it makes untrue (数据修订一览). */
public record RevisionsPage(
    List<Placed> orgs, String org, String month, List<Row> rows, Paging paging) {
  public record Row(PostingRow posting, String org, List<Affected> affected) {}
}
