package cn.tongtu.shared;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes and widens tables (库结构) in the role of the database's owner: the application's own role
 * cannot, and so cannot take a guard off either.
 */
public interface Structure {
  String LOCK_NOT_AVAILABLE = "55P03";

  /**
   * @throws StartupProblem as {@link #requireSole}, when there is anything to change
   */
  void change(List<String> statements);

  /**
   * Lets only the one pass that serves this database: a command beside it works with what is there.
   *
   * @throws StartupProblem when another Tongtu runs on this database
   */
  void requireSole();

  /**
   * Does one statement on a connection of its own, committed when this returns, whatever becomes of
   * the caller's transaction. It waits a second at most, since the caller may hold what it waits
   * for.
   *
   * @return whether it was done
   */
  boolean alone(String statement);

  /** What {@link #alone} does, on connections that are nobody else's. */
  static boolean done(String statement, DataSource own) {
    var db = JdbcClient.create(own);
    try {
      new TransactionTemplate(new JdbcTransactionManager(own))
          .executeWithoutResult(_ -> {
            db.sql("set local lock_timeout = '1s'").update();
            db.sql(statement).query((_, _) -> 0).list();
          });
      return true;
    } catch (DataAccessException failed) {
      if (failed.getMostSpecificCause() instanceof SQLException told
          && LOCK_NOT_AVAILABLE.equals(told.getSQLState())) {
        return false;
      }
      throw failed;
    }
  }
}
