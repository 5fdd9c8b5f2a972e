package cn.tongtu.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/**
 * Changes tables without keeping others waiting (让路): whoever waits for a lock on a table stops all
 * who come after, so it waits two seconds, lets them pass, and tries again.
 */
final class Patience {
  private static final String LOCK_TIMEOUT = "2s";
  private static final String LOCKED = "55P03";
  private static final int TRIES = 30;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private Patience() {}

  static void run(DataSource database, List<String> statements) {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      var _ = statement.execute("set lock_timeout = '" + LOCK_TIMEOUT + "'");
      for (var each : statements) {
        run(connection, each, TRIES);
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static void run(Connection connection, String sql, int tries) throws SQLException {
    try (var statement = connection.createStatement()) {
      var _ = statement.execute(sql);
    } catch (SQLException failed) {
      if (!LOCKED.equals(failed.getSQLState()) || tries <= 1) {
        throw failed;
      }
      pause();
      run(connection, sql, tries - 1);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
