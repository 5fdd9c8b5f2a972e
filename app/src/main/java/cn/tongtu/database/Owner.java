package cn.tongtu.database;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.StartupProblem;
import cn.tongtu.shared.Structure;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is done in the role of the tables' owner (属主), through a connection that is short-lived. */
final class Owner implements Structure {
  private final Server server;

  Owner(Server server) {
    this.server = server;
  }

  /** Brings the tables up to date and gives the application what rights it needs. */
  void prepare(Migrations migrations) {
    if (server.isServedByAnother()) {
      connected(database -> {
        migrations.requireDone(database);
        return true;
      });
      return;
    }
    connected(database -> {
      migrations.run(database);
      grant(database, migrations.modules());
      return true;
    });
  }

  @Override
  public void change(List<String> statements) {
    if (statements.isEmpty()) {
      return;
    }
    requireSole();
    connected(database -> {
      Patience.run(database, statements);
      grant(database, Migrations.MODULES);
      return true;
    });
  }

  @Override
  public void requireSole() {
    if (server.isServedByAnother()) {
      throw new StartupProblem(
          "本命令的配置包与正在运行的通途不同（如 --packs），需要改动库结构；没有改动。请使用相同的配置包，或先停止正在运行的通途。",
          "The packs of this command are not those of the Tongtu that runs (--packs, say) and ask for other"
              + " tables; nothing was changed. Use the same packs, or stop the other first.");
    }
  }

  @Override
  public boolean alone(String statement) {
    return connected(database -> Structure.done(statement, database));
  }

  /** Why the application could change what is only ever added, if it could. */
  Optional<Label> gap() {
    if (server.owner().equals(server.application())) {
      return Optional.of(
          new Label("只给出了一个角色 TONGTU_DB_USER", "TONGTU_DB_USER is the only role given"));
    }
    if (!(server instanceof OwnServer)) {
      return Optional.empty();
    }
    return connected(database -> {
      var role = role();
      return new Rights(JdbcClient.create(database), role).stands()
          ? Optional.empty()
          : Optional.of(
              new Label(role + " 是超级用户或属主的成员", role + " is a superuser or a member of the owner"));
    });
  }

  /** At one blow: another instance may be at work in this role. */
  private void grant(DataSource database, List<String> modules) {
    if (server.owner().equals(server.application())) {
      return;
    }
    var db = JdbcClient.create(database);
    new TransactionTemplate(new JdbcTransactionManager(database))
        .executeWithoutResult(_ -> {
          db.sql("select pg_advisory_xact_lock(hashtextextended('rights', 0))")
              .query((_, _) -> 0)
              .list();
          if (server instanceof EmbeddedServer) {
            Rights.makeRole(db, server.application());
          }
          new Rights(db, role()).grant(modules);
        });
  }

  private String role() {
    return server.application().name();
  }

  private <T> T connected(Function<DataSource, T> deed) {
    try (var pool = server.owner().connect(2)) {
      return deed.apply(pool);
    }
  }
}
