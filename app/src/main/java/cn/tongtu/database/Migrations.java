package cn.tongtu.database;

import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

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
          "attachment",
          "register",
          "obligation",
          "exchange",
          "api",
          "feed",
          "subscription",
          "paper",
          "approval",
          "appraisal",
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
    if (isDone(database)) {
      return;
    }
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
    if (isDone(database)) {
      return;
    }
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

  /** A migration by its module, version and Flyway's checksum of its file. */
  private record Applied(String module, String version, int checksum, boolean success) {}

  /**
   * Whether the histories in the database are those of our files and nothing else: what Flyway
   * would find out module by module, in two questions, at every start.
   */
  private boolean isDone(DataSource database) {
    var db = JdbcClient.create(database);
    var files = files();
    var ours = files.stream().map(Applied::module).distinct().toList();
    var histories =
        db.sql(
                "select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relname = 'migration' and n.nspname = any (?)")
            .param(ours.toArray(String[]::new))
            .query(String.class)
            .set();
    if (!histories.containsAll(ours)) {
      return false;
    }
    var applied =
        db.sql(
                ours.stream()
                    .map(module ->
                        "select '%1$s' as module, version, coalesce(checksum, 0) as checksum, success from %1$s.migration where type <> 'SCHEMA'"
                            .formatted(module))
                    .collect(Collectors.joining(" union all ")))
            .query(Applied.class)
            .set();
    return applied.equals(files);
  }

  private Set<Applied> files() {
    var found = new HashSet<Applied>();
    try {
      for (var module : modules) {
        for (var file : scripts(module)) {
          var name = Objects.requireNonNull(file.getFilename());
          found.add(
              new Applied(module, name.substring(1, name.indexOf("__")), checksum(file), true));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** As Flyway does: of the lines, whatever ends them. */
  private static int checksum(Resource file) throws IOException {
    var crc = new CRC32();
    file.getContentAsString(StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) crc.getValue();
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
      return scripts(module).length > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Resource[] scripts(String module) throws IOException {
    return new PathMatchingResourcePatternResolver()
        .getResources("classpath*:" + root + "/" + module + "/V*.sql");
  }
}
