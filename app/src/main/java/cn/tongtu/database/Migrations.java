package cn.tongtu.database;

import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
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
          "search",
          "identity",
          "ledger",
          "seal",
          "form",
          "work",
          "register",
          "exchange",
          "approval",
          "indicator",
          "portfolio",
          "report",
          "place",
          "road",
          "today");

  static final String ROOT = "db/migration";

  static Migrations ofAllModules() {
    return new Migrations(ROOT, MODULES);
  }

  void run(DataSource database) {
    modules.stream()
        .filter(this::hasFiles)
        .forEach(module -> migrate(flyway(database, module).load(), module));
  }

  /** Up to these versions and no further; a module that is not named is left out. */
  void run(DataSource database, Map<String, String> versions) {
    modules.stream()
        .filter(versions::containsKey)
        .forEach(module ->
            migrate(flyway(database, module).target(versions.get(module)).load(), module));
  }

  /** For whoever joins a server that another process keeps: nothing is migrated under its feet. */
  void requireDone(DataSource database) {
    for (var module : modules) {
      if (hasFiles(module) && flyway(database, module).load().info().pending().length > 0) {
        throw new StartupProblem(
            "正在运行的通途是另一个版本（" + module + " 部分较旧）。请用同一版本执行命令，或先重新启动它。",
            "The Tongtu that runs is of another version (its part "
                + module
                + " is older). Use the same version, or restart it first.");
      }
    }
  }

  private FluentConfiguration flyway(DataSource database, String module) {
    return Flyway.configure()
        .dataSource(database)
        .locations("classpath:" + root + "/" + module)
        .schemas(module)
        .table("migration");
  }

  private static void migrate(Flyway flyway, String module) {
    try {
      flyway.migrate();
    } catch (FlywayValidateException otherVersion) {
      throw new StartupProblem(
          "数据库的 "
              + module
              + " 部分由另一个版本的通途建立，本版本不能打开它；数据没有改动。"
              + "请用建立它的版本，或用 TONGTU_DATA 另指一个数据目录。",
          "The database's part "
              + module
              + " was made by another version of Tongtu and is left as it is. Use that version, or"
              + " name another folder with TONGTU_DATA.");
    }
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
