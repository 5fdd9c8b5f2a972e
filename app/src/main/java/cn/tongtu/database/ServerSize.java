package cn.tongtu.database;

import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of the machine the embedded PostgreSQL may use. As delivered it is set up for a machine
 * of long ago: 128 MB of cache, and a checkpoint after each gigabyte written.
 */
final class ServerSize {
  private static final long MEGABYTE = 1024 * 1024;
  private static final long LEAST_CACHE = 128;
  private static final long MOST_CACHE = 2048;

  private ServerSize() {}

  /** Durable, and as large as this machine can bear. */
  static Map<String, String> settings() {
    var settings = new TreeMap<>(EmbeddedServer.DURABLE);
    var memory = memory();
    settings.put("shared_buffers", Math.clamp(memory / 8, LEAST_CACHE, MOST_CACHE) + "MB");
    settings.put("effective_cache_size", Math.max(memory / 2, LEAST_CACHE) + "MB");
    settings.put("max_wal_size", "4GB");
    settings.put("checkpoint_timeout", "15min");
    // Pages lie in memory or on a disk without a moving arm.
    settings.put("random_page_cost", "1.1");
    // Compiling costs more than it saves in questions that are answered in milliseconds.
    settings.put("jit", "off");
    return settings;
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean machine
        ? machine.getTotalMemorySize() / MEGABYTE
        : 0;
  }
}
