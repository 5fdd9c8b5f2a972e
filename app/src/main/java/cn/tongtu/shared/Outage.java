package cn.tongtu.shared;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The database is away for a while (数据库不可用), through nobody's fault in the product: it ends by
 * itself or when a person makes room. What was confirmed is safe.
 *
 * @param full whether the disk has no room
 * @param said by the database or its driver
 */
public record Outage(boolean full, String said) {
  private static final String DISK_FULL = "53100";

  /** The outage behind a failure, however deep a framework has wrapped it. */
  public static Optional<Outage> behind(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .flatMap(sql -> of(sql).stream())
        .findFirst();
  }

  private static Optional<Outage> of(SQLException failure) {
    var state = Objects.requireNonNullElse(failure.getSQLState(), "");
    var said = Objects.requireNonNullElse(failure.getMessage(), "");
    if (state.equals(DISK_FULL) || said.contains("No space left on device")) {
      return Optional.of(new Outage(true, said));
    }
    // 08 connection, 53 resources, 57P shut down or starting; a pool that got none says no state.
    var away =
        state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57P")
            || failure instanceof SQLTransientConnectionException
            // What a rollback is answered whose connection broke before.
            || said.equals("Connection is closed");
    return away ? Optional.of(new Outage(false, said)) : Optional.empty();
  }

  public Label label() {
    return full
        ? new Label(
            "数据库所在的磁盘已满，写不进新数据", "The disk of the database is full and nothing new can be written")
        : new Label("暂时连不上数据库", "The database cannot be reached at the moment");
  }
}
