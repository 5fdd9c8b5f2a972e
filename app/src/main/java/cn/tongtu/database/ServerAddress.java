package cn.tongtu.database;

import cn.tongtu.shared.StartupProblem;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** Where a PostgreSQL database is and who we are there; user and password may stand in the url. */
record ServerAddress(String url, @Nullable String user, @Nullable String password) {
  ServerAddress {
    if (!url.startsWith("jdbc:postgresql://")) {
      throw new StartupProblem(
          "TONGTU_DB_URL 应形如 jdbc:postgresql://主机:5432/数据库，现为 %s。".formatted(withoutSecrets(url)),
          "TONGTU_DB_URL should read jdbc:postgresql://host:5432/database, and reads %s."
              .formatted(withoutSecrets(url)));
    }
  }

  /** The role that we sign in as. */
  String name() {
    return user == null ? String.valueOf(Driver.parseURL(url, null).getProperty("user")) : user;
  }

  /** Without user, password and options. */
  String place() {
    return withoutSecrets(url);
  }

  HikariDataSource connect(int connections) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    // Whoever clicks is told soon that the database is away.
    config.setConnectionTimeout(8_000);
    config.setPoolName("tongtu");
    try {
      return new HikariDataSource(config);
    } catch (PoolInitializationException e) {
      var why = String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
      throw new StartupProblem(
          "连不上数据库 %s：%s。请检查 TONGTU_DB_URL、TONGTU_DB_USER、TONGTU_DB_PASSWORD 和该服务器。"
              .formatted(withoutSecrets(url), why),
          "The database %s cannot be reached: %s. Check TONGTU_DB_URL, TONGTU_DB_USER, TONGTU_DB_PASSWORD and that server."
              .formatted(withoutSecrets(url), why));
    }
  }

  private static String withoutSecrets(String url) {
    return url.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
  }
}
