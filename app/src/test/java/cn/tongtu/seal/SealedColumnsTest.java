package cn.tongtu.seal;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.identity.SealableAudit;
import cn.tongtu.ledger.SealablePostings;
import cn.tongtu.testkit.TestDatabase;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SealedColumnsTest {
  static Stream<Sealable> offered() {
    return Stream.of(SealablePostings.asOffered(), SealableAudit.asOffered());
  }

  /** A column that is left out could be changed without anybody's knowing. */
  @ParameterizedTest
  @MethodSource("offered")
  void everyColumnIsSealed(Sealable offered) {
    try (var database = TestDatabase.fresh()) {
      var columns =
          database
              .jdbc()
              .sql(
                  "select column_name from information_schema.columns where table_schema || '.' || table_name = ?")
              .param(offered.table())
              .query(String.class)
              .list();
      assertThat(offered.columns())
          .extracting(Sealable.Column::name)
          .containsExactlyInAnyOrderElementsOf(columns);
    }
  }
}
