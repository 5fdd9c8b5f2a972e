package cn.tongtu.database;

import org.springframework.core.env.Environment;

/** The PostgreSQL server in use: the embedded one or the authority's own. */
sealed interface Server extends AutoCloseable permits EmbeddedServer, OwnServer {
  ServerAddress address();

  @Override
  void close();

  static Server chosenBy(Environment settings) {
    var url = settings.getProperty("tongtu.db.url", "");
    return url.isBlank()
        ? EmbeddedServer.start(settings.getProperty("tongtu.data", "data"))
        : new OwnServer(
            new ServerAddress(
                url,
                settings.getProperty("tongtu.db.user"),
                settings.getProperty("tongtu.db.password")));
  }
}
