package cn.tongtu.ledger;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.Filter;
import cn.tongtu.engine.formula.MeasureKind;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Structure;
import cn.tongtu.shared.view.Sort;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table of postings: appended to, summed and listed, never changed (a trigger sees to that).
 */
@Repository
class Postings {
  private static final int TOGETHER = 60;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final TypeReference<TreeMap<String, String>> MEMBERS = new TypeReference<>() {};

  /** The state with which {@code ledger.settle} refuses. */
  private static final String CLOSED = "CL001";

  private final JdbcClient db;
  private final Years years;

  Postings(JdbcClient db, Structure structure) {
    this.db = db;
    this.years = new Years(db, structure);
  }

  /**
   * Settles inside the database, in one round trip: it locks the record first, then reads what is
   * held, then appends the difference, then sees that no closed month was touched unmarked.
   *
   * @throws ClosedMonth when one was; the transaction is of no more use then
   */
  int settle(RecordRef record, Holding wanted, Actor actor, Reason reason) {
    years.make(wanted.years());
    var places = List.copyOf(wanted.places().entrySet());
    try {
      return db.sql("select ledger.settle(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
          .params(
              Arrays.<@Nullable Object>asList(
                  record.kind(),
                  record.id(),
                  column(places, String[]::new, place -> place.getKey().measure()),
                  column(places, Date[]::new, place -> Date.valueOf(place.getKey().on())),
                  column(places, String[]::new, place -> place.getKey().org()),
                  column(places, String[]::new, place -> place.getKey().subject().orElse("")),
                  column(
                      places,
                      String[]::new,
                      place -> JSON.writeValueAsString(place.getKey().members())),
                  column(places, Long[]::new, Map.Entry::getValue),
                  actor.name(),
                  reason.why(),
                  reason.revision().orElse(null)))
          .query(Integer.class)
          .single();
    } catch (DataAccessException failed) {
      throw refusal(failed);
    }
  }

  /** What the database says about a closed month, in words; anything else as it is. */
  static RuntimeException refusal(DataAccessException failed) {
    return failed.getMostSpecificCause() instanceof SQLException told
            && CLOSED.equals(told.getSQLState())
        ? ClosedMonth.read(String.valueOf(told.getMessage()))
        : failed;
  }

  private static <T> T[] column(
      List<Map.Entry<Holding.Place, Long>> places,
      IntFunction<T[]> array,
      Function<Map.Entry<Holding.Place, Long>, T> value) {
    return places.stream().map(value).toArray(array);
  }

  Instant certainUntil() {
    return db.sql("select greatest(ledger.certain_until(), to_timestamp(0))")
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  Optional<YearMonth> closedThrough(String org) {
    return db.sql("select ledger.closed_through(?)")
        .param(org)
        .query((rs, _) -> Optional.ofNullable(rs.getObject(1, Integer.class)))
        .single()
        .map(month -> YearMonth.of(month / 12, month % 12 + 1));
  }

  /**
   * The sums of several cells, read together. Nothing recorded is told apart from a sum of 0. For a
   * stock it is enough that its organisation keeps the measure at all: a class without a project
   * holds 0 projects.
   */
  List<Optional<Long>> sums(List<MeasuredCell> cells, View view) {
    var sums = read(cells, view);
    var wholes =
        IntStream.range(0, cells.size())
            .filter(i -> !sums.get(i).kept())
            .mapToObj(cells::get)
            .filter(cell ->
                cell.measure.type().kind() == MeasureKind.STOCK && !cell.cell.filters().isEmpty())
            .map(MeasuredCell::whole)
            .distinct()
            .toList();
    var kept = new HashSet<MeasuredCell>();
    var ofWholes = read(wholes, view);
    for (int i = 0; i < wholes.size(); i++) {
      if (ofWholes.get(i).kept()) {
        kept.add(wholes.get(i));
      }
    }
    return IntStream.range(0, cells.size())
        .mapToObj(i ->
            sums.get(i).kept()
                    || (!cells.get(i).cell.filters().isEmpty()
                        && kept.contains(cells.get(i).whole()))
                ? Optional.of(sums.get(i).quantity)
                : Optional.<Long>empty())
        .toList();
  }

  private record Sum(long quantity, long standing) {
    boolean kept() {
      return standing > 0 || quantity != 0;
    }
  }

  private List<Sum> read(List<MeasuredCell> cells, View view) {
    var sums = new ArrayList<>(Collections.nCopies(cells.size(), new Sum(0, 0)));
    for (int from = 0; from < cells.size(); from += TOGETHER) {
      var values = new ArrayList<Object>();
      var sql =
          IntStream.range(from, Math.min(cells.size(), from + TOGETHER))
              .mapToObj(i -> {
                var where = new Where(cells.get(i).measure, cells.get(i).cell, view);
                values.addAll(where.values);
                return "select %d no, sum(quantity) quantity, sum(standing) standing from ledger.posting %s"
                    .formatted(i, where);
              })
              .collect(Collectors.joining(" union all "));
      db.sql(sql)
          .params(values)
          .query(rs -> {
            sums.set(rs.getInt("no"), new Sum(rs.getLong("quantity"), rs.getLong("standing")));
          });
    }
    return sums;
  }

  /** A count or a percentile; empty when nothing stands in the cell. */
  Optional<BigDecimal> taken(Measure measure, Cell cell, View view) {
    var values = new ArrayList<Object>();
    var ranked = ranked(measure, cell, view, values);
    return switch (cell.take()) {
      case Cell.Take.Sum() -> throw new IllegalArgumentException("a sum is not taken: " + cell);
      case Cell.Take.Subjects(), Cell.Take.Records() ->
          db.sql("select count(*) from (" + ranked + ") r having count(*) > 0")
              .params(values)
              .query(Long.class)
              .optional()
              .map(BigDecimal::valueOf);
      case Cell.Take.Percentile(var percent) -> {
        values.add(percent);
        // Nearest rank: that many per cent of them, rounded up to a whole one.
        yield db.sql("select quantity from (" + ranked + ") r where rank = (of * ? + 99) / 100")
            .params(values)
            .query(Long.class)
            .optional()
            .map(Amounts::fromLedger);
      }
    };
  }

  List<Ledger.Taken> taken(Measure measure, Cell cell, View view, int offset, int size) {
    var values = new ArrayList<Object>();
    var ranked = ranked(measure, cell, view, values);
    values.addAll(List.of(size, offset));
    return db.sql("select * from (" + ranked + ") r order by rank limit ? offset ?")
        .params(values)
        .query((rs, _) ->
            new Ledger.Taken(
                Optional.ofNullable(rs.getString("record_kind"))
                    .map(kind -> new RecordRef(kind, record(rs))),
                Optional.ofNullable(rs.getString("subject")),
                Amounts.fromLedger(rs.getLong("quantity")),
                rs.getLong("rank"),
                rs.getLong("of")))
        .list();
  }

  private static long record(ResultSet rs) {
    try {
      return rs.getLong("record_id");
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /**
   * Subjects or records with what stands of each: a stated one in a flow, one that is not back at 0
   * in a stock. Postings about no subject count for none.
   */
  private static String ranked(Measure measure, Cell cell, View view, List<Object> values) {
    var where = new Where(measure, cell, view);
    values.addAll(where.values);
    var subjects = cell.take() instanceof Cell.Take.Subjects;
    var key = subjects ? "subject" : "record_kind, record_id";
    return "select "
        + (subjects
            ? "null::text record_kind, null::bigint record_id, subject"
            : "record_kind, record_id, min(subject) subject")
        + ", sum(quantity)::bigint quantity, row_number() over (order by sum(quantity), "
        + key
        + ") rank, count(*) over () of from ledger.posting "
        + where
        + (subjects ? " and subject is not null" : "")
        + " group by "
        + key
        + (measure.type().kind() == MeasureKind.STOCK
            ? " having sum(quantity) <> 0"
            : " having sum(standing) > 0");
  }

  List<Posting> behind(Measure measure, Cell cell, View view) {
    var where = new Where(measure, cell, view);
    return db.sql("select * from ledger.posting " + where + " order by on_day, id")
        .params(where.values)
        .query((rs, _) -> posting(rs))
        .list();
  }

  List<Posting> list(String sql, List<Object> values) {
    return db.sql(sql).params(values).query((rs, _) -> posting(rs)).list();
  }

  static final Map<String, String> SHEET =
      Map.of(
          "day", "on_day",
          "record", "record_kind",
          "subject", "subject",
          "quantity", "quantity",
          "written", "id",
          "by", "actor");

  /** Some of them, with the count and the sum of all. */
  Sheet sheet(Measure measure, Cell cell, View view, Sort sort, int offset, int size) {
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
        db.sql(
                "select * from ledger.posting "
                    + where
                    + sort.sql(SHEET, "on_day, id")
                    + " limit ? offset ?")
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

  record MeasuredCell(Measure measure, Cell cell) {
    private MeasuredCell whole() {
      return new MeasuredCell(measure, new Cell(cell.measure(), List.of(), cell.when()));
    }
  }

  /** When something was posted into any of these cells, the newest first, and because of what. */
  List<Story.Moment> moments(Collection<MeasuredCell> cells, View view, int offset, int size) {
    if (cells.isEmpty()) {
      return List.of();
    }
    var values = new ArrayList<Object>();
    var instants =
        "select distinct posted_at from ("
            + each(cells, view, "posted_at", values)
            + ") all_of_them";
    values.addAll(List.of(size, offset));
    var causes = new LinkedHashMap<Instant, List<Story.Cause>>();
    var rows = each(cells, view, "posted_at, record_kind, record_id, actor, why, revision", values);
    db.sql(
            "with moments as ("
                + instants
                + " order by posted_at desc limit ? offset ?) select * from ("
                + rows
                + ") causes join moments using (posted_at) order by posted_at desc, record_kind, record_id")
        .params(values)
        .query(rs -> {
          causes
              .computeIfAbsent(
                  rs.getObject("posted_at", OffsetDateTime.class).toInstant(),
                  _ -> new ArrayList<>())
              .add(
                  new Story.Cause(
                      new RecordRef(rs.getString("record_kind"), rs.getLong("record_id")),
                      rs.getString("actor"),
                      rs.getString("why"),
                      Optional.ofNullable(rs.getString("revision"))));
        });
    return causes.entrySet().stream()
        .map(moment -> new Story.Moment(moment.getKey(), moment.getValue()))
        .toList();
  }

  /** How many such moments there are. */
  long momentCount(Collection<MeasuredCell> cells, View view) {
    var values = new ArrayList<Object>();
    return cells.isEmpty()
        ? 0
        : db.sql("select count(*) from (" + each(cells, view, "posted_at", values) + ") moments")
            .params(values)
            .query(Long.class)
            .single();
  }

  /** Each once; a reading that was superseded or withdrawn counts among what was ever posted. */
  private static String each(
      Collection<MeasuredCell> cells, View view, String columns, List<Object> values) {
    return cells.stream()
        .map(cell -> {
          var ever =
              switch (cell.cell.when()) {
                case Cell.When.LastIn(var from, var to) -> new Cell.When.Over(from, to);
                case Cell.When.Over over -> over;
                case Cell.When.UpTo upTo -> upTo;
              };
          var where =
              new Where(
                  cell.measure, new Cell(cell.cell.measure(), cell.cell.filters(), ever), view);
          values.addAll(where.values);
          return "select distinct " + columns + " from ledger.posting " + where;
        })
        .collect(Collectors.joining(" union "));
  }

  List<Posting> because(RecordRef record) {
    return db.sql(
            "select * from ledger.posting where record_kind = ? and record_id = ? order by id")
        .params(record.kind(), record.id())
        .query((rs, _) -> posting(rs))
        .list();
  }

  /** The newest number; 0 when nothing was ever posted. */
  long last() {
    return db.sql("select coalesce(max(id), 0) from ledger.posting").query(Long.class).single();
  }

  /** Which records were posted how often by this very transaction, after a number. */
  Map<RecordRef, Long> countsOfThisTransaction(long after) {
    var counts = new LinkedHashMap<RecordRef, Long>();
    db.sql(
            """
            select record_kind, record_id, count(*) from ledger.posting
             where id > ? and xmin = pg_current_xact_id()::xid
             group by 1, 2 order by 1, 2
            """)
        .param(after)
        .query(rs -> {
          counts.put(
              new RecordRef(rs.getString("record_kind"), rs.getLong("record_id")),
              rs.getLong("count"));
        });
    return counts;
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
    private final StringBuilder sql = new StringBuilder("where measure = ?");
    private final List<Object> values = new ArrayList<>();

    Where(Measure measure, Cell cell, View view) {
      values.add(measure.id());
      if (view.below()) {
        and("org = any (identity.within(?, ?))", view.org(), cell.when().last());
      } else if (!view.isEverywhere()) {
        and("org = ?", view.org());
      }
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
        rs.getString("actor"),
        rs.getString("why"),
        Optional.ofNullable(rs.getString("revision")));
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
