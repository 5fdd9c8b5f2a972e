package cn.tongtu.database;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.NoOpQueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Tells the log of statements that take long (慢语句), with the number of the request or job that they
 * served. Never with the values: those may be anybody's.
 */
final class SlowStatements extends NoOpQueryExecutionListener {
  private static final Logger LOG = LoggerFactory.getLogger("cn.tongtu.sql");
  private static final int LONGEST = 2000;

  private final long millis;

  private SlowStatements(Duration limit) {
    this.millis = limit.toMillis();
  }

  static DataSource watched(DataSource database, Duration limit) {
    return limit.isPositive()
        ? ProxyDataSourceBuilder.create(database).listener(new SlowStatements(limit)).build()
        : database;
  }

  @Override
  public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
    if (execution.getElapsedTime() >= millis) {
      var sql =
          queries.stream()
              .map(QueryInfo::getQuery)
              .collect(Collectors.joining("; "))
              .replaceAll("\\s+", " ")
              .strip();
      LOG.warn(
          "慢语句 slow statement: {} ms, 请求 request {}: {}",
          execution.getElapsedTime(),
          Objects.requireNonNullElse(MDC.get("request"), "—"),
          sql.length() > LONGEST ? sql.substring(0, LONGEST) + "…" : sql);
    }
  }
}
