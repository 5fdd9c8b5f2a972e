package cn.tongtu.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.tongtu.shared.StartupProblem;
import cn.tongtu.testkit.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class MigrationsTest {
  final TestDatabase database = TestDatabase.fresh();

  @Test
  void everyMigrationFileWasRunInItsModulesSchema() throws IOException {
    var files = new TreeMap<String, Long>();
    for (var file :
        new PathMatchingResourcePatternResolver()
            .getResources("classpath*:" + Migrations.ROOT + "/**/*.sql")) {
      var path = file.getURL().getPath();
      var below = path.substring(path.lastIndexOf(Migrations.ROOT) + Migrations.ROOT.length() + 1);
      files.merge(below.substring(0, Math.max(0, below.indexOf('/'))), 1L, Long::sum);
    }

    assertThat(files.keySet()).isSubsetOf(Migrations.MODULES);
    files.forEach((module, count) -> assertThat(applied(module)).as(module).isEqualTo(count));
  }

  @Test
  void aLaterModuleMayPointAtAnEarlierOne() {
    var example = new Migrations("db/example", List.of("first", "second", "without-tables"));

    example.run(database.dataSource());
    example.run(database.dataSource());

    assertThat(List.of(applied("first"), applied("second"))).containsExactly(1L, 1L);
  }

  @Test
  void aDatabaseOfAnotherVersionIsToldAndLeftAlone() {
    database
        .jdbc()
        .sql("update ledger.migration set checksum = checksum + 1 where version = '1'")
        .update();

    assertThatThrownBy(() -> Migrations.ofAllModules().run(database.dataSource()))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("ledger")
        .hasMessageContaining("另一个版本");
  }

  /** Else every start would ask for each module's history anew, a second of it. */
  @Test
  void whatIsDoneIsSeenInTwoQuestions() {
    var asked = new AtomicInteger();
    var counted =
        new DelegatingDataSource(database.dataSource()) {
          @Override
          public Connection getConnection() throws SQLException {
            asked.incrementAndGet();
            return super.getConnection();
          }
        };

    Migrations.ofAllModules().run(counted);
    assertThat(asked).hasValue(2);

    database.jdbc().sql("delete from today.migration where version = '2'").update();
    assertThatThrownBy(() -> Migrations.ofAllModules().run(counted))
        .as("what was not run is run, and here finds its table made")
        .hasMessageContaining("already exists");
  }

  private long applied(String module) {
    var sql = "select count(*) from " + module + ".migration where type = 'SQL' and success";
    return database.jdbc().sql(sql).query(Long.class).single();
  }
}
