package cn.tongtu.register;

import cn.tongtu.engine.calendar.Deadline.Length;
import cn.tongtu.engine.calendar.Deadline.Pause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How the time limits of records run; guarded by the record's own row. */
@Repository
class Terms {
  private final JdbcClient db;

  Terms(JdbcClient db) {
    this.db = db;
  }

  List<Term> of(Register register, long record) {
    return db.sql("select * from register.term where register = ? and record = ? order by limit_id")
        .params(register.id(), record)
        .query((rs, _) -> term(rs))
        .list();
  }

  Optional<Term> find(Register register, long record, TimeLimit limit) {
    return of(register, record).stream()
        .filter(term -> term.limit().equals(limit.id()))
        .findFirst();
  }

  /** Those that run and are due by a day. */
  List<Term> running(Register register, TimeLimit limit, LocalDate until) {
    return db.sql(
            "select * from register.term where register = ? and limit_id = ? and stopped_on is null and due_on <= ? order by due_on, record")
        .params(register.id(), limit.id(), until)
        .query((rs, _) -> term(rs))
        .list();
  }

  /** Those whose day may be another one now: it was provisional, or their pause still goes on. */
  List<Term> unsettled(Register register, TimeLimit limit) {
    return db.sql(
            "select * from register.term where register = ? and limit_id = ? and stopped_on is null and (unpublished is not null or pauses like '%..') order by record")
        .params(register.id(), limit.id())
        .query((rs, _) -> term(rs))
        .list();
  }

  void put(Register register, Term term) {
    db.sql(
            """
            insert into register.term as t
              (register, record, limit_id, since, length, extension, pauses, due_on, calendar, unpublished, stopped_on)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (register, record, limit_id) do update set since = excluded.since, length = excluded.length,
              extension = excluded.extension, pauses = excluded.pauses, due_on = excluded.due_on,
              calendar = excluded.calendar, unpublished = excluded.unpublished, stopped_on = excluded.stopped_on
            """)
        .params(
            Arrays.asList(
                register.id(),
                term.record(),
                term.limit(),
                term.since(),
                Term.text(term.length()),
                term.extension().map(Term::text).orElse(null),
                term.pauses().stream().map(Terms::text).collect(Collectors.joining(";")),
                term.due(),
                term.calendar(),
                term.unpublished().isPresent() ? term.unpublished().getAsInt() : null,
                term.stopped().orElse(null)))
        .update();
  }

  /** True once for each call and each day on which it is due, however many ask at once. */
  boolean call(Register register, Term term, TimeLimit.Call call) {
    return db.sql(
                """
                insert into register.called (register, record, limit_id, call, escalates, due_on)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
            .params(
                register.id(),
                term.record(),
                term.limit(),
                call.offset(),
                call.escalates(),
                term.due())
            .update()
        == 1;
  }

  private static String text(Pause pause) {
    return pause.from() + ".." + pause.to().map(LocalDate::toString).orElse("");
  }

  private static Pause pause(String text) {
    var cut = text.indexOf("..");
    var to = text.substring(cut + 2);
    return new Pause(
        LocalDate.parse(text.substring(0, cut)),
        to.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(to)));
  }

  private static Term term(ResultSet rs) throws SQLException {
    var unpublished = rs.getInt("unpublished");
    return new Term(
        rs.getLong("record"),
        rs.getString("limit_id"),
        rs.getObject("since", LocalDate.class),
        Term.length(rs.getString("length")),
        optionalLength(rs.getString("extension")),
        Stream.of(Objects.requireNonNull(rs.getString("pauses")).split(";"))
            .filter(text -> !text.isEmpty())
            .map(Terms::pause)
            .toList(),
        rs.getObject("due_on", LocalDate.class),
        rs.getString("calendar"),
        unpublished == 0 ? OptionalInt.empty() : OptionalInt.of(unpublished),
        Optional.ofNullable(rs.getObject("stopped_on", LocalDate.class)));
  }

  private static Optional<Length> optionalLength(@org.jspecify.annotations.Nullable String text) {
    return Optional.ofNullable(text).map(Term::length);
  }
}
