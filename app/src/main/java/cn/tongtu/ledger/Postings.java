package cn.tongtu.ledger;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.Filter;
import cn.tongtu.engine.formula.MeasureKind;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table of postings: appended to, summed and listed, never changed (a trigger sees to that).
 */
@Repository
class Postings {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<TreeMap<String, String>> MEMBERS = new TypeReference<>() {};

  private final JdbcClient db;

  Postings(JdbcClient db) {
    this.db = db;
  }

  /** Two who settle the same record wait for one another here; what is read after is the latest. */
  void lock(RecordRef record) {
    db.sql("select 1 from pg_advisory_xact_lock(hashtextextended(?, ?))")
        .params(record.kind(), record.id())
        .query(Integer.class)
        .single();
  }

  Holding held(RecordRef record) {
    var places = new LinkedHashMap<Holding.Place, Holding.Stated>();
    db.sql(
            """
            select measure, on_day, org, subject, members, sum(quantity) quantity, sum(standing) standing
              from ledger.posting
             where record_kind = ? and record_id = ?
             group by measure, on_day, org, subject, members
            """)
        .params(record.kind(), record.id())
        .query(rs -> {
          places.put(
              place(rs), new Holding.Stated(rs.getLong("quantity"), rs.getLong("standing") > 0));
        });
    return new Holding(places);
  }

  void append(RecordRef record, List<Holding.Change> changes, Actor actor, String why) {
    for (var change : changes) {
      var place = change.place();
      db.sql(
              """
              insert into ledger.posting
                (measure, on_day, org, subject, members, quantity, standing, record_kind, record_id, actor, why)
              values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?)
              """)
          .params(
              Arrays.asList(
                  place.measure(),
                  place.on(),
                  place.org(),
                  place.subject().orElse(null),
                  JSON.writeValueAsString(place.members()),
                  change.quantity(),
                  change.standing(),
                  record.kind(),
                  record.id(),
                  actor.name(),
                  why))
          .update();
    }
  }

  /**
   * Nothing recorded is told apart from a sum of 0. For a stock it is enough that its organisation
   * keeps the measure at all: a class without a project holds 0 projects.
   */
  Optional<Long> sum(Measure measure, Cell cell, View view) {
    var where = new Where(measure, cell, view);
    record Sum(long quantity, long standing) {}
    var sum =
        db.sql(
                "select coalesce(sum(quantity), 0) quantity, coalesce(sum(standing), 0) standing from ledger.posting "
                    + where)
            .params(where.values)
            .query(Sum.class)
            .single();
    var kept =
        sum.standing > 0
            || sum.quantity != 0
            || (measure.type().kind() == MeasureKind.STOCK
                && !cell.filters().isEmpty()
                && sum(measure, new Cell(cell.measure(), List.of(), cell.when()), view)
                    .isPresent());
    return kept ? Optional.of(sum.quantity) : Optional.empty();
  }

  List<Posting> behind(Measure measure, Cell cell, View view) {
    var where = new Where(measure, cell, view);
    return db.sql("select * from ledger.posting " + where + " order by on_day, id")
        .params(where.values)
        .query((rs, _) -> posting(rs))
        .list();
  }

  /** Some of them, with the count and the sum of all. */
  Sheet sheet(Measure measure, Cell cell, View view, int offset, int size) {
    var where = new Where(measure, cell, view);
    record Total(long count, long quantity) {}
    var total =
        db.sql(
                "select count(*) count, coalesce(sum(quantity), 0) quantity from ledger.posting "
                    + where)
            .params(where.values)
            .query(Total.class)
            .single();
    var rows = new ArrayList<>(where.values);
    rows.add(size);
    rows.add(offset);
    return new Sheet(
        db.sql("select * from ledger.posting " + where + " order by on_day, id limit ? offset ?")
            .params(rows)
            .query((rs, _) -> posting(rs))
            .list(),
        total.count,
        Amounts.fromLedger(total.quantity));
  }

  /** The records behind several cells, each once. */
  List<RecordRef> records(Collection<MeasuredCell> cells, View view) {
    var values = new ArrayList<Object>();
    var each =
        cells.stream()
            .map(cell -> {
              var where = new Where(cell.measure(), cell.cell(), view);
              values.addAll(where.values);
              return "select record_kind, record_id from ledger.posting " + where;
            })
            .collect(Collectors.joining(" union "));
    return cells.isEmpty()
        ? List.of()
        : db.sql(each)
            .params(values)
            .query((rs, _) -> new RecordRef(rs.getString("record_kind"), rs.getLong("record_id")))
            .list();
  }

  record MeasuredCell(Measure measure, Cell cell) {}

  List<Posting> because(RecordRef record) {
    return db.sql(
            "select * from ledger.posting where record_kind = ? and record_id = ? order by id")
        .params(record.kind(), record.id())
        .query((rs, _) -> posting(rs))
        .list();
  }

  List<String> members(Measure measure, Cell cell, String dimension, View view) {
    var where = new Where(measure, cell, view);
    var values = new ArrayList<>();
    values.add(dimension);
    values.addAll(where.values);
    return db.sql(
            "select distinct members ->> ? member from ledger.posting " + where + " order by 1")
        .params(values)
        .query(String.class)
        .list();
  }

  Optional<Integer> busiestYear(String org) {
    return db.sql(
            """
            select extract(year from on_day)::int from ledger.posting where org = ?
             group by 1 order by count(*) desc, 1 desc limit 1
            """)
        .param(org)
        .query(Integer.class)
        .optional();
  }

  long count() {
    return db.sql("select count(*) from ledger.posting").query(Long.class).single();
  }

  Optional<Instant> lastPostedAt() {
    return db.sql("select posted_at from ledger.posting order by id desc limit 1")
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  /** The condition that a cell and a view put on postings, with its values in order. */
  private static final class Where {
    private final StringBuilder sql = new StringBuilder("where measure = ? and org = ?");
    private final List<Object> values = new ArrayList<>();

    Where(Measure measure, Cell cell, View view) {
      values.add(measure.id());
      values.add(view.org());
      cell.filters().forEach(this::filter);
      view.knownAt().ifPresent(at -> and("posted_at <= ?", at.atOffset(ZoneOffset.UTC)));
      switch (cell.when()) {
        case Cell.When.Over(var from, var to) -> and("on_day between ? and ?", from, to);
        case Cell.When.UpTo(var day) -> and("on_day <= ?", day);
        case Cell.When.LastIn(var from, var to) -> {
          var soFar = sql.toString();
          var sameValues = List.copyOf(values);
          and("on_day between ? and ?", from, to);
          sql.append(" and on_day = (select on_day from ledger.posting ")
              .append(soFar)
              .append(" and on_day between ? and ?")
              .append(" group by on_day having sum(standing) > 0 order by on_day desc limit 1)");
          values.addAll(sameValues);
          values.add(from);
          values.add(to);
        }
      }
    }

    private void filter(Filter filter) {
      var not = filter.except() ? "not " : "";
      var members = filter.members().toArray(String[]::new);
      if (filter.dimension().equals(Filter.SUBJECT)) {
        and("%scoalesce(subject = any (?), false)".formatted(not), (Object) members);
      } else {
        and("%smembers ->> ? = any (?)".formatted(not), filter.dimension(), members);
      }
    }

    private void and(String condition, Object... of) {
      sql.append(" and ").append(condition);
      values.addAll(List.of(of));
    }

    @Override
    public String toString() {
      return sql.toString();
    }
  }

  private static Posting posting(ResultSet rs) throws SQLException {
    var place = place(rs);
    return new Posting(
        rs.getLong("id"),
        new Movement(
            place.measure(),
            place.on(),
            place.org(),
            place.subject(),
            place.members(),
            Amounts.fromLedger(rs.getLong("quantity"))),
        new RecordRef(rs.getString("record_kind"), rs.getLong("record_id")),
        Posting.Kind.of(rs.getInt("standing")),
        rs.getObject("posted_at", OffsetDateTime.class).toInstant(),
        new Actor(rs.getString("actor")),
        rs.getString("why"));
  }

  private static Holding.Place place(ResultSet rs) throws SQLException {
    SortedMap<String, String> members = JSON.readValue(rs.getString("members"), MEMBERS);
    return new Holding.Place(
        rs.getString("measure"),
        rs.getObject("on_day", java.time.LocalDate.class),
        rs.getString("org"),
        Optional.ofNullable(rs.getString("subject")),
        members);
  }
}
