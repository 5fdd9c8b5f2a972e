package cn.tongtu.database;

import cn.tongtu.shared.StartupProblem;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.FileSystemUtils;

/** The one PostgreSQL of a test run: fast, not durable. Tests reach it through the testkit. */
public final class SuiteServer {
  /** Unpacked once a build folder, not once a data directory. */
  static final Path PROGRAMS = Path.of("target", "postgres-programs");

  /** Kept between runs, which saves making it anew; whatever a killed run left is stopped first. */
  private static final Path KEPT = Path.of("target", "test-postgres");

  private static final Map<String, String> FAST =
      Map.of(
          "fsync", "off",
          "synchronous_commit", "off",
          "full_page_writes", "off",
          "wal_level", "minimal",
          "max_wal_senders", "0",
          "max_connections", "300");
  private static final String TEMPLATE = "migrated";
  private static final EmbeddedServer SERVER = start();
  private static final JdbcClient ADMINISTRATOR =
      JdbcClient.create(new SingleConnectionDataSource(connection(SERVER.owner()), true));
  private static final AtomicInteger COUNT = new AtomicInteger();

  private SuiteServer() {}

  /** Where a test's own database is. */
  public record FreshDatabase(
      String url, String owner, String ownerPassword, String user, String password) {
    /** The settings that lead to it. */
    public Map<String, Object> settings() {
      return Map.of(
          "tongtu.db.url", url,
          "tongtu.db.user", user,
          "tongtu.db.password", password,
          "tongtu.db.owner.user", owner,
          "tongtu.db.owner.password", ownerPassword);
    }

    /** As the owner, who may do everything: most tests prepare and look around. */
    public HikariDataSource connect() {
      return new ServerAddress(url, owner, ownerPassword).connect(4);
    }

    /** As the application, which may only do what it has been given the right to. */
    public HikariDataSource connectAsApplication() {
      return new ServerAddress(url, user, password).connect(4);
    }
  }

  /** A database nobody else has, migrated: a copy of the template. */
  public static FreshDatabase freshDatabase() {
    return made("template " + TEMPLATE + " strategy file_copy");
  }

  /** A database nobody else has, with nothing in it. */
  public static FreshDatabase emptyDatabase() {
    return made("");
  }

  /**
   * A database as an earlier version of the product left it: each module up to its version here.
   */
  public static FreshDatabase olderDatabase(Map<String, String> versions) {
    var older = made("");
    try (var owner = older.connect()) {
      Migrations.ofAllModules().run(owner, versions);
    }
    return older;
  }

  private static FreshDatabase made(String how) {
    var name = "test" + COUNT.incrementAndGet();
    ADMINISTRATOR.sql("create database " + name + " " + how).update();
    var owner = SERVER.roles().owner(name);
    var application = SERVER.roles().application(name);
    return new FreshDatabase(
        owner.url(),
        owner.name(),
        String.valueOf(owner.password()),
        application.name(),
        String.valueOf(application.password()));
  }

  private static EmbeddedServer start() {
    EmbeddedServer server;
    try {
      server = EmbeddedServer.start(KEPT, PROGRAMS, FAST);
      stopAtEnd(server::close);
    } catch (StartupProblem anotherRunHasIt) {
      var folder = temporaryFolder();
      server = EmbeddedServer.start(folder, PROGRAMS, FAST);
      var temporary = server;
      stopAtEnd(() -> {
        temporary.close();
        FileSystemUtils.deleteRecursively(folder.toFile());
      });
    }
    prepare(server);
    return server;
  }

  private static void prepare(EmbeddedServer server) {
    var administrator = JdbcClient.create(unpooled(server.owner()));
    var left =
        administrator
            .sql("select datname from pg_database where datname like 'test%' or datname = ?")
            .param(TEMPLATE)
            .query(String.class)
            .list();
    left.forEach(name -> administrator.sql("drop database " + name).update());
    administrator.sql("create database " + TEMPLATE).update();
    var roles = server.roles();
    Rights.makeRole(administrator, roles.application(TEMPLATE));
    new Owner(new OwnServer(roles.owner(TEMPLATE), roles.application(TEMPLATE)))
        .prepare(Migrations.ofAllModules());
  }

  private static Connection connection(ServerAddress address) {
    try {
      return unpooled(address).getConnection();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Leaves no connection open: a template with one cannot be copied. */
  static DataSource unpooled(ServerAddress address) {
    var source = new PGSimpleDataSource();
    source.setUrl(address.url());
    source.setUser(address.user());
    source.setPassword(address.password());
    return source;
  }

  private static void stopAtEnd(Runnable stop) {
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop test database"));
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("tongtu-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
