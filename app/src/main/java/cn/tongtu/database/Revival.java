package cn.tongtu.database;

import cn.tongtu.shared.StartupProblem;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the embedded server again when it died under the running application (重新启动): somebody
 * killed it, or its disk was full. Tries until it lives; what was committed is there again then.
 */
final class Revival {
  private static final Logger LOG = LoggerFactory.getLogger(Revival.class);
  private static final long PAUSE_MILLIS = 1000;

  private final EmbeddedServer server;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("postgres-watch").factory());
  private String told = "";

  Revival(EmbeddedServer server) {
    this.server = server;
  }

  void begin() {
    var _ =
        clock.scheduleWithFixedDelay(this::look, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      if (server.lives()) {
        return;
      }
      if (told.isEmpty()) {
        LOG.error(
            "内置数据库停了，正在重新启动；已提交的数据不受影响 the embedded database died and is started again; nothing committed is lost");
      }
      server.launchAgain();
      LOG.warn("内置数据库已重新启动 the embedded database runs again");
      told = "";
    } catch (StartupProblem | IOException failure) {
      tell(String.valueOf(failure.getMessage()));
    }
  }

  /** Once for as long as it is the same. */
  private void tell(String message) {
    if (!message.equals(told)) {
      LOG.error(
          "内置数据库不能重新启动，将继续尝试（请检查磁盘空间）it cannot be started again yet (check disk space): {}",
          message);
      told = message;
    }
  }

  /** Waits for a start that is under way, or the server would outlive its application. */
  void end() {
    clock.shutdown();
    try {
      var _ = clock.awaitTermination(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
