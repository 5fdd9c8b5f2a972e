package cn.tongtu.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(webEnvironment = WebEnvironment.NONE)
class TestDatabaseTest {
  @Test
  void anApplicationContextGetsATestDatabaseUnasked(@Autowired JdbcClient db) {
    assertThat(nameOf(db)).startsWith("test");
  }

  @Test
  void twoFreshDatabasesKnowNothingOfEachOther() {
    try (var one = TestDatabase.fresh();
        var other = TestDatabase.fresh()) {
      one.jdbc().sql("create table only_here (n int)").update();

      assertThat(nameOf(one.jdbc())).isNotEqualTo(nameOf(other.jdbc()));
      assertThat(
              other
                  .jdbc()
                  .sql("select to_regclass('only_here') is null")
                  .query(Boolean.class)
                  .single())
          .isTrue();
    }
  }

  private static String nameOf(JdbcClient db) {
    return db.sql("select current_database()").query(String.class).single();
  }
}
