package cn.tongtu.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Brings every module's schema up to date: the folder {@code db/migration/ledger} fills the schema
 * {@code ledger}, which keeps its own history.
 */
record Migrations(String root, List<String> modules) {
  /** In this order, because a module's tables may point at those of the modules before it. */
  static final List<String> MODULES =
      List.of(
          "shared",
          "identity",
          "ledger",
          "register",
          "approval",
          "indicator",
          "portfolio",
          "report");

  static final String ROOT = "db/migration";

  static Migrations ofAllModules() {
    return new Migrations(ROOT, MODULES);
  }

  void run(DataSource database) {
    modules.stream().filter(this::hasFiles).forEach(module -> migrate(database, module));
  }

  private void migrate(DataSource database, String module) {
    Flyway.configure()
        .dataSource(database)
        .locations("classpath:" + root + "/" + module)
        .schemas(module)
        .table("migration")
        .load()
        .migrate();
  }

  private boolean hasFiles(String module) {
    try {
      var pattern = "classpath*:" + root + "/" + module + "/V*.sql";
      return new PathMatchingResourcePatternResolver().getResources(pattern).length > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
