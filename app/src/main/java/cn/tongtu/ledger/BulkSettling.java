package cn.tongtu.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.tongtu.ledger.RecordSource.Said;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Refusal;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Settles many records at once (批量结记), for imports and for settling everything again: what {@link
 * Ledger#settle} does for one record, through COPY and in sets. Nobody else posts in the meantime.
 */
@Service
public class BulkSettling {
  private static final int POSTINGS_AT_ONCE = 50_000;
  private static final int BYTES_A_POSTING = 96;
  private static final String COPY =
      "copy ledger_loading (record_id, measure, on_day, org, subject, members, quantity) from stdin";
  private static final int KNOWN_MEMBERS = 10_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcTemplate db;
  private final Measures measures;

  BulkSettling(JdbcTemplate db, Measures measures) {
    this.db = db;
    this.measures = measures;
  }

  /**
   * All of them or, when one does not fit its measures, none: runs in the caller's transaction,
   * after the caller has written the records themselves.
   *
   * @return how many postings were appended
   * @throws IllegalArgumentException naming the record and what does not fit
   * @throws ClosedMonth when something falls into a closed month
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public long settle(Stream<Said> records, Actor actor, String why) {
    return settle(records, actor, Reason.of(why));
  }

  /** With the reason of a revision, for what falls into closed months. */
  @Transactional(propagation = Propagation.MANDATORY)
  public long settle(Stream<Said> records, Actor actor, Reason reason) {
    try {
      return Objects.requireNonNull(
          db.execute((Connection connection) ->
              new Run(connection, actor, reason, records.iterator()).all()));
    } catch (DataAccessException failed) {
      throw Postings.refusal(failed);
    }
  }

  private final class Run {
    private final Connection connection;
    private final Actor actor;
    private final Reason reason;
    private final Iterator<Said> records;
    private final Map<SortedMap<String, String>, String> known = new HashMap<>();
    private final StringBuilder text = new StringBuilder(1024);
    private @Nullable Said next;

    Run(Connection connection, Actor actor, Reason reason, Iterator<Said> records) {
      this.connection = connection;
      this.actor = actor;
      this.reason = reason;
      this.records = records;
      this.next = records.hasNext() ? records.next() : null;
    }

    /** While the database settles some, the next are gathered. */
    long all() throws SQLException {
      call("begin_loading");
      var appended = 0L;
      try (var worker = Executors.newSingleThreadExecutor()) {
        Future<Long> settling = CompletableFuture.completedFuture(0L);
        while (next != null) {
          var some = gather(next.record().kind());
          appended += done(settling);
          settling = worker.submit(() -> settle(some));
        }
        appended += done(settling);
      }
      call("end_loading");
      return appended;
    }

    private void call(String function) throws SQLException {
      try (var statement = connection.createStatement()) {
        var _ = statement.execute("select ledger." + function + "()");
      }
    }

    private static long done(Future<Long> settling) throws SQLException {
      try {
        return settling.get();
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof SQLException said) {
          throw said;
        }
        throw new IllegalStateException(failed.getCause());
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stopped);
      }
    }

    /** Records of one kind, each once, as many as are settled together. */
    private Some gather(String kind) {
      var ids = new LinkedHashSet<Long>();
      var rows = new ByteArrayOutputStream(POSTINGS_AT_ONCE * BYTES_A_POSTING);
      var postings = 0;
      while (next != null
          && next.record().kind().equals(kind)
          && postings < POSTINGS_AT_ONCE
          && ids.add(next.record().id())) {
        var holding = holding(next);
        write(next.record().id(), holding);
        rows.writeBytes(text.toString().getBytes(UTF_8));
        text.setLength(0);
        postings += holding.places().size();
        next = records.hasNext() ? records.next() : null;
      }
      return new Some(kind, ids, rows);
    }

    private void write(long record, Holding holding) {
      holding
          .places()
          .forEach((place, quantity) -> {
            text.append(record).append('\t');
            escaped(place.measure()).append('\t').append(place.on()).append('\t');
            escaped(place.org()).append('\t');
            escaped(place.subject().orElse("")).append('\t');
            escaped(json(place.members())).append('\t').append((long) quantity).append('\n');
          });
    }

    private Holding holding(Said said) {
      try {
        return Holding.of(measures, said.movements());
      } catch (IllegalArgumentException | Refusal unfit) {
        throw new IllegalArgumentException(said.record() + ": " + unfit.getMessage(), unfit);
      }
    }

    private String json(SortedMap<String, String> members) {
      if (known.size() > KNOWN_MEMBERS) {
        known.clear();
      }
      return known.computeIfAbsent(members, JSON::writeValueAsString);
    }

    /** In COPY's text form a backslash, a tab and a line's end are written with a backslash. */
    private StringBuilder escaped(String value) {
      for (int i = 0; i < value.length(); i++) {
        var character = value.charAt(i);
        switch (character) {
          case '\\' -> text.append("\\\\");
          case '\t' -> text.append("\\t");
          case '\n' -> text.append("\\n");
          case '\r' -> text.append("\\r");
          default -> text.append(character);
        }
      }
      return text;
    }

    private long settle(Some some) throws SQLException {
      var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
      var rows = some.rows.toByteArray();
      copy.writeToCopy(rows, 0, rows.length);
      var _ = copy.endCopy();
      try (var statement =
          connection.prepareStatement("select ledger.settle_loaded(?, ?, ?, ?, ?)")) {
        statement.setString(1, some.kind);
        statement.setArray(2, connection.createArrayOf("bigint", some.ids.toArray()));
        statement.setString(3, actor.name());
        statement.setString(4, reason.why());
        statement.setString(5, reason.revision().orElse(null));
        try (var result = statement.executeQuery()) {
          var _ = result.next();
          return result.getLong(1);
        }
      }
    }
  }

  /** Records of one kind, with their rows as COPY reads them. */
  private record Some(String kind, Set<Long> ids, ByteArrayOutputStream rows) {}
}
