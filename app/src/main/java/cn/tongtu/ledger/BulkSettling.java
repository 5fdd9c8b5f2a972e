package cn.tongtu.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import cn.tongtu.ledger.RecordSource.Said;
import cn.tongtu.shared.Actor;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
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
  private static final int CHARACTERS_AT_ONCE = 32_768;
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
    private final StringBuilder text = new StringBuilder(CHARACTERS_AT_ONCE + 1024);
    private @Nullable Said next;

    Run(Connection connection, Actor actor, Reason reason, Iterator<Said> records) {
      this.connection = connection;
      this.actor = actor;
      this.reason = reason;
      this.records = records;
      this.next = records.hasNext() ? records.next() : null;
    }

    long all() throws SQLException {
      try (var statement = connection.createStatement()) {
        var _ = statement.execute("select ledger.begin_loading()");
      }
      var appended = 0L;
      while (next != null) {
        appended += some(next.record().kind());
      }
      return appended;
    }

    /** Records of one kind, each once, as many as are settled together. */
    private long some(String kind) throws SQLException {
      // Gathered first: whoever hands the records out may read them through the same connection.
      var some = new LinkedHashMap<Long, Holding>();
      var postings = 0;
      while (next != null
          && next.record().kind().equals(kind)
          && postings < POSTINGS_AT_ONCE
          && !some.containsKey(next.record().id())) {
        var holding = holding(next);
        some.put(next.record().id(), holding);
        postings += holding.places().size();
        next = records.hasNext() ? records.next() : null;
      }
      load(some);
      return settle(kind, some.keySet());
    }

    private void load(Map<Long, Holding> some) throws SQLException {
      var copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn(
                  "copy ledger_loading (record_id, measure, on_day, org, subject, members, quantity) from stdin");
      for (var each : some.entrySet()) {
        write(each.getKey(), each.getValue());
        if (text.length() >= CHARACTERS_AT_ONCE) {
          send(copy);
        }
      }
      send(copy);
      var _ = copy.endCopy();
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
      } catch (IllegalArgumentException unfit) {
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

    private void send(CopyIn copy) throws SQLException {
      var bytes = text.toString().getBytes(UTF_8);
      copy.writeToCopy(bytes, 0, bytes.length);
      text.setLength(0);
    }

    private long settle(String kind, Collection<Long> ids) throws SQLException {
      try (var statement =
          connection.prepareStatement("select ledger.settle_loaded(?, ?, ?, ?, ?)")) {
        statement.setString(1, kind);
        statement.setArray(2, connection.createArrayOf("bigint", ids.toArray()));
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
}
