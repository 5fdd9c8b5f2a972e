package cn.tongtu.database;

import org.springframework.core.env.Environment;

/**
 * The PostgreSQL server in use: the embedded one, or the authority's own. It is reached in two
 * roles, of which the application's can neither change nor delete what is only ever added.
 */
sealed interface Server extends AutoCloseable permits EmbeddedServer, AttachedServer, OwnServer {
  /** As the owner of the tables (属主), for migrations. */
  ServerAddress owner();

  /** As the application (应用角色), for everything else. */
  ServerAddress application();

  /** Whether another process brought the tables up to date and serves at this moment. */
  default boolean isServedByAnother() {
    return false;
  }

  @Override
  void close();

  static Server chosenBy(Environment settings) {
    var url = settings.getProperty("tongtu.db.url", "");
    if (!url.isBlank()) {
      return OwnServer.chosenBy(url, settings);
    }
    var data = settings.getProperty("tongtu.data", "data");
    return settings.getProperty("tongtu.attach", Boolean.class, false)
        ? AttachedServer.orElseStarted(data)
        : EmbeddedServer.start(data);
  }
}
