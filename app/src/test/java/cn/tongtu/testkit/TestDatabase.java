package cn.tongtu.testkit;

import cn.tongtu.database.SuiteServer;
import cn.tongtu.shared.Structure;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A real, migrated PostgreSQL database for one test (测试库), made in milliseconds:
 *
 * <pre>{@code
 * final TestDatabase database = TestDatabase.fresh();
 * final Projects projects = new Projects(database.jdbc());
 * }</pre>
 *
 * <p>{@code @SpringBootTest} needs nothing: each application context gets such a database by itself
 * (see {@link FreshDatabaseForEachContext}).
 */
public final class TestDatabase implements AutoCloseable {
  private final SuiteServer.FreshDatabase database = SuiteServer.freshDatabase();
  private final HikariDataSource source = database.connect();

  private TestDatabase() {}

  public static TestDatabase fresh() {
    return new TestDatabase();
  }

  public DataSource dataSource() {
    return source;
  }

  /** The application's own connections; whoever asks for them closes them. */
  public HikariDataSource asApplication() {
    return database.connectAsApplication();
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(source);
  }

  /**
   * Runs its action in one transaction, for use cases that are {@code @Transactional} in the app.
   */
  public TransactionTemplate transaction() {
    return new TransactionTemplate(new JdbcTransactionManager(source));
  }

  /** Optional: closes its connections early; the database itself goes with the test run. */
  @Override
  public void close() {
    source.close();
  }

  public Structure structure() {
    return new Sole(source);
  }
}
