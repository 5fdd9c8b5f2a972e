package cn.tongtu.database;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** A PostgreSQL for a bench: as durable as the product's own, made anew. */
public final class BenchServer implements AutoCloseable {
  private final EmbeddedServer server;

  public BenchServer(Path folder) {
    FileSystemUtils.deleteRecursively(folder.toFile());
    server = EmbeddedServer.start(folder, SuiteServer.PROGRAMS, ServerSize.settings());
  }

  public HikariDataSource connect(int connections) {
    new Owner(server).prepare(Migrations.ofAllModules());
    return server.owner().connect(connections);
  }

  @Override
  public void close() {
    server.close();
  }
}
