package cn.tongtu.database;

import cn.tongtu.shared.StartupProblem;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.core.env.PropertyResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database that a backup is restored into (待恢复的库). It must not have existed; unless it is
 * {@linkplain #keep kept} in the end, all of it is taken away again.
 */
public final class NewDatabase implements AutoCloseable {
  private final Server server;
  private final HikariDataSource owner;
  private final Optional<Path> folder;
  private boolean kept;

  private NewDatabase(Server server, Optional<Path> folder) {
    this.server = server;
    this.folder = folder;
    this.owner = server.owner().connect(3);
  }

  /** Where the settings say that the product's data are; refused where there are some. */
  public static NewDatabase chosenBy(PropertyResolver settings) {
    var url = settings.getProperty("tongtu.db.url", "");
    return url.isBlank()
        ? inFolder(Path.of(settings.getProperty("tongtu.data", "data")).toAbsolutePath())
        : on(OwnServer.chosenBy(url, settings));
  }

  private static NewDatabase inFolder(Path folder) {
    DataDirectory.refuseUnfinishedRestore(folder);
    if (Files.exists(DataDirectory.cluster(folder))) {
      throw new StartupProblem(
          "数据目录 %s 中已有数据，恢复只写入空目录；没有改动。请另指一个目录（TONGTU_DATA=新目录 ./tongtu restore …），或先停止通途并把原目录改名。"
              .formatted(folder),
          "The data directory %s holds data, and restoring writes only into an empty one; nothing was changed. Name another (TONGTU_DATA=DIR ./tongtu restore …), or stop Tongtu and rename that one first."
              .formatted(folder));
    }
    return new NewDatabase(EmbeddedServer.startRestoring(folder), Optional.of(folder));
  }

  private static NewDatabase on(OwnServer server) {
    try (var owner = server.owner().connect(1)) {
      var found = schemas(JdbcClient.create(owner));
      if (!found.isEmpty()) {
        throw new StartupProblem(
            "数据库 %s 中已有通途的数据（%s），恢复只写入空库；没有改动。请新建一个空库并用 TONGTU_DB_URL 指定。"
                .formatted(server.owner().place(), String.join(" ", found)),
            "The database %s holds Tongtu's data (%s), and restoring writes only into an empty one; nothing was changed. Make an empty database and name it with TONGTU_DB_URL."
                .formatted(server.owner().place(), String.join(" ", found)));
      }
    }
    return new NewDatabase(server, Optional.empty());
  }

  public DataSource owner() {
    return owner;
  }

  /** Makes the tables as a certain version of the product had them. */
  public void migrate(Map<String, String> versions) {
    Migrations.ofAllModules().run(owner, versions);
  }

  /** The data are whole: whoever starts here from now on finds them. */
  public void keep() {
    kept = true;
  }

  @Override
  public void close() {
    try {
      if (!kept && server instanceof OwnServer) {
        var db = JdbcClient.create(owner);
        schemas(db).forEach(schema -> db.sql("drop schema " + schema + " cascade").update());
      }
      owner.close();
    } finally {
      server.close();
      folder.ifPresent(kept ? DataDirectory::finishRestore : DataDirectory::discardRestore);
    }
  }

  private static List<String> schemas(JdbcClient db) {
    return db.sql("select nspname from pg_namespace where nspname = any (?) order by 1")
        .param(Migrations.MODULES.toArray(String[]::new))
        .query(String.class)
        .list();
  }
}
