package cn.tongtu.database;

import org.springframework.core.env.PropertyResolver;

/** A server that others run and others stop. */
record OwnServer(ServerAddress owner, ServerAddress application) implements Server {
  /** Where no owner is named, the one role there is does everything. */
  static OwnServer chosenBy(String url, PropertyResolver settings) {
    var application =
        new ServerAddress(
            url,
            settings.getProperty("tongtu.db.user"),
            settings.getProperty("tongtu.db.password"));
    var owner = settings.getProperty("tongtu.db.owner.user", "");
    return new OwnServer(
        owner.isBlank()
            ? application
            : new ServerAddress(url, owner, settings.getProperty("tongtu.db.owner.password")),
        application);
  }

  @Override
  public void close() {}
}
