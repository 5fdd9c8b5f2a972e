package cn.tongtu.operations;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** Whether it lives, and whether it can serve (健康与就绪). */
@Component
class Health implements DisposableBean {
  private static final long PATIENCE_MILLIS = 3000;

  private final JdbcClient db;
  private final ApplicationAvailability availability;
  private final Path data;
  private final DataSize leastRoom;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile @Nullable String tables;

  Health(
      JdbcClient db,
      ApplicationAvailability availability,
      @Value("${tongtu.data:data}") Path data,
      @Value("${tongtu.health.disk:500MB}") DataSize leastRoom) {
    this.db = db;
    this.availability = availability;
    this.data = data.toAbsolutePath();
    this.leastRoom = leastRoom;
  }

  /** The tables are as we brought them; whoever changes them later is another version. */
  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    var _ = threads.submit(() -> tables = versions());
  }

  boolean lives() {
    return availability.getLivenessState() == LivenessState.CORRECT;
  }

  /** What it needs in order to serve, by name, and whether it has it. */
  Map<String, Boolean> ready() {
    var checks = new LinkedHashMap<String, Boolean>();
    checks.put("serving", availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC);
    var now = answered();
    checks.put("database", now != null);
    checks.put("migrations", now != null && (tables == null || now.equals(tables)));
    checks.put("disk", hasRoom());
    return checks;
  }

  boolean knowsItsTables() {
    return tables != null;
  }

  private @Nullable String answered() {
    try {
      return threads.submit(this::versions).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException _) {
      return null;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** How far each module's tables have been brought. */
  private String versions() {
    List<String> histories =
        db.sql(
                """
                select quote_ident(n.nspname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where c.relname = 'migration' and c.relkind = 'r' order by 1
                """)
            .query(String.class)
            .list();
    var sql =
        new StringBuilder("select string_agg(v, ' ' order by v) from (values (''))  as none (v)");
    histories.forEach(schema ->
        sql.append(
            " union all select '%s ' || count(*) from %s.migration where success"
                .formatted(schema.replace("'", "''"), schema)));
    return Objects.requireNonNull(
        db.sql("select string_agg(told.v, ', ' order by told.v) from (" + sql + ") as told (v)")
            .query(String.class)
            .single());
  }

  private boolean hasRoom() {
    var folder = data;
    while (!Files.exists(folder) && folder.getParent() != null) {
      folder = folder.getParent();
    }
    return folder.toFile().getUsableSpace() >= leastRoom.toBytes();
  }

  @Override
  public void destroy() {
    threads.shutdownNow();
  }
}
