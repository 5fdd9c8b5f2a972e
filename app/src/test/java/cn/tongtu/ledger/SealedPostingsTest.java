package cn.tongtu.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.seal.Sealable;
import cn.tongtu.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

class SealedPostingsTest {
  /** A column that is left out could be changed without anybody's knowing. */
  @Test
  void everyColumnOfAPostingIsSealed() {
    try (var database = TestDatabase.fresh()) {
      var columns =
          database
              .jdbc()
              .sql(
                  "select column_name from information_schema.columns where table_schema = 'ledger' and table_name = 'posting'")
              .query(String.class)
              .list();
      assertThat(SealablePostings.asOffered().columns())
          .extracting(Sealable.Column::name)
          .containsExactlyInAnyOrderElementsOf(columns);
    }
  }
}
