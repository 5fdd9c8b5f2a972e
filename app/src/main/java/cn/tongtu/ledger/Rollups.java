package cn.tongtu.ledger;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.Filter;
import cn.tongtu.engine.formula.MeasureKind;
import cn.tongtu.engine.value.Span;
import cn.tongtu.shared.Structure;
import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The roll-ups (汇总): sums by month that answer for whole organisations and for all of them
 * together. They reach to the edge; what was posted since is added from the postings, so an answer
 * is exact in every snapshot.
 */
@Repository
class Rollups implements InitializingBean {
  private final JdbcClient db;
  private final Measures measures;
  private final Structure structure;

  Rollups(JdbcClient db, Measures measures, Structure structure) {
    this.db = db;
    this.structure = structure;
    this.measures = measures;
  }

  /** What a cell asks of the roll-ups: whose, members ('' for all) and months. */
  record Level(
      View view,
      Optional<Filter> filter1,
      Optional<Filter> filter2,
      int firstMonth,
      int lastMonth,
      LocalDate from,
      LocalDate to) {}

  /** Where roll-ups answer a cell; empty where only the postings can. */
  Optional<Level> level(Measure measure, Cell cell, View view) {
    var filtered = cell.filters().stream().map(Filter::dimension).toList();
    var fits =
        view.knownAt().isEmpty()
            && measure.type().kind() != MeasureKind.READING
            && filtered.stream().distinct().count() == filtered.size()
            && measure.rolled().containsAll(filtered)
            && (view.isEverywhere() || filtered.isEmpty());
    return fits
        ? switch (cell.when()) {
          case Cell.When.Over(var from, var to) -> level(measure, cell, view, from, to);
          case Cell.When.UpTo(var day) -> level(measure, cell, view, LocalDate.of(1, 1, 1), day);
          case Cell.When.LastIn(_, _) -> Optional.empty();
        }
        : Optional.empty();
  }

  private static Optional<Level> level(
      Measure measure, Cell cell, View view, LocalDate from, LocalDate to) {
    var wholeMonths = from.getDayOfMonth() == 1 && to.getDayOfMonth() == to.lengthOfMonth();
    return wholeMonths
        ? Optional.of(
            new Level(
                view,
                filter(measure, 0, cell),
                filter(measure, 1, cell),
                month(from),
                month(to),
                from,
                to))
        : Optional.empty();
  }

  private static Optional<Filter> filter(Measure measure, int which, Cell cell) {
    return measure.rolled().stream()
        .skip(which)
        .findFirst()
        .flatMap(dimension ->
            cell.filters().stream()
                .filter(filter -> filter.dimension().equals(dimension))
                .findFirst());
  }

  private static int month(LocalDate day) {
    return day.getYear() * 12 + day.getMonthValue() - 1;
  }

  /** The sum at a level; empty under the same rule as for postings. */
  private Optional<Long> sum(Measure measure, Level level) {
    var values = new ArrayList<Object>();
    var sql =
        new StringBuilder(
            "select coalesce(sum(quantity), 0) quantity, coalesce(sum(standing), 0) standing from (");
    sql.append(
        "select quantity, standing from ledger.rollup where measure = ? and month between ? and ?");
    values.addAll(List.of(measure.id(), level.firstMonth, level.lastMonth));
    whose(level, sql, values);
    rolled("member1", level.filter1, sql, values);
    rolled("member2", level.filter2, sql, values);
    sql.append(" union all select quantity, standing from ledger.tail(?, ?) where measure = ?");
    values.addAll(List.of(level.from, level.to, measure.id()));
    if (!level.view.isEverywhere()) {
      whose(level, sql, values);
    }
    raw(level.filter1, sql, values);
    raw(level.filter2, sql, values);
    sql.append(") both_sides");
    record Sum(long quantity, long standing) {}
    var sum = db.sql(sql.toString()).params(values).query(Sum.class).single();
    var whole = level.filter1.isEmpty() && level.filter2.isEmpty();
    var kept =
        sum.standing > 0
            || sum.quantity != 0
            || (measure.type().kind() == MeasureKind.STOCK
                && !whole
                && sum(measure, withoutFilters(level)).isPresent());
    return kept ? Optional.of(sum.quantity) : Optional.empty();
  }

  private static void whose(Level level, StringBuilder sql, List<Object> values) {
    sql.append(level.view.below() ? " and org = any (identity.within(?, ?))" : " and org = ?");
    values.add(level.view.org());
    if (level.view.below()) {
      values.add(level.to);
    }
  }

  /**
   * The sums of many levels in their order, in one reading but for those that leave members out.
   */
  List<Optional<Long>> sums(List<Asked> asked) {
    var sums = together(asked);
    var wholes =
        IntStream.range(0, asked.size())
            .filter(i -> sums.get(i).isEmpty() && asked.get(i).isPartOfStock())
            .boxed()
            .toList();
    var kept = together(wholes.stream().map(i -> asked.get(i).whole()).toList());
    for (int i = 0; i < wholes.size(); i++) {
      // Nothing of a stock that is kept is 0.
      sums.set(wholes.get(i), kept.get(i).map(_ -> 0L));
    }
    for (int i = 0; i < asked.size(); i++) {
      if (asked.get(i).leavesOut()) {
        sums.set(i, sum(asked.get(i).measure, asked.get(i).level));
      }
    }
    return sums;
  }

  private List<Optional<Long>> together(List<Asked> asked) {
    var sums = new ArrayList<Optional<Long>>(Collections.nCopies(asked.size(), Optional.empty()));
    var parts =
        IntStream.range(0, asked.size())
            .boxed()
            .filter(i -> !asked.get(i).leavesOut())
            .flatMap(i -> asked.get(i).parts(i))
            .toList();
    if (parts.isEmpty()) {
      return sums;
    }
    db.sql(
            """
            with asked as (
              select a.*, case when below then identity.within(org, last_day) else array[org] end orgs
                from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                  as a (no, measure, org, below, dimension1, member1, dimension2, member2,
                        first_month, last_month, first_day, last_day))
            select no, sum(quantity) quantity, sum(standing) standing
              from (select a.no, r.quantity, r.standing
                      from asked a join ledger.rollup r
                        on r.measure = a.measure and r.org = any (a.orgs) and r.member1 = a.member1 and r.member2 = a.member2
                       and r.month between a.first_month and a.last_month
                    union all
                    select a.no, p.quantity, p.standing
                      from ledger.tail((select min(first_day) from asked), (select max(last_day) from asked)) p
                      join asked a
                        on a.measure = p.measure and (a.org = '' or p.org = any (a.orgs)) and p.on_day between a.first_day and a.last_day
                       and (a.member1 = '' or a.member1 = p.members ->> a.dimension1)
                       and (a.member2 = '' or a.member2 = p.members ->> a.dimension2)
                   ) both_sides
             group by no
            """)
        .params(
            column(parts, Integer[]::new, Part::no),
            column(parts, String[]::new, part -> part.asked.measure.id()),
            column(parts, String[]::new, part -> part.asked.level.view.org()),
            column(parts, Boolean[]::new, part -> part.asked.level.view.below()),
            column(parts, String[]::new, part -> dimension(part.asked.level.filter1)),
            column(parts, String[]::new, Part::member1),
            column(parts, String[]::new, part -> dimension(part.asked.level.filter2)),
            column(parts, String[]::new, Part::member2),
            column(parts, Integer[]::new, part -> part.asked.level.firstMonth),
            column(parts, Integer[]::new, part -> part.asked.level.lastMonth),
            column(parts, Date[]::new, part -> Date.valueOf(part.asked.level.from)),
            column(parts, Date[]::new, part -> Date.valueOf(part.asked.level.to)))
        .query(rs -> {
          var quantity = rs.getLong("quantity");
          if (rs.getLong("standing") > 0 || quantity != 0) {
            sums.set(rs.getInt("no"), Optional.of(quantity));
          }
        });
    return sums;
  }

  private static String dimension(Optional<Filter> filter) {
    return filter.map(Filter::dimension).orElse("");
  }

  private static <T> T[] column(List<Part> parts, IntFunction<T[]> array, Function<Part, T> value) {
    return parts.stream().map(value).toArray(array);
  }

  /** A row of the roll-ups for each member that is asked for; '' where none is. */
  private record Part(int no, Asked asked, String member1, String member2) {}

  /**
   * The year of which an organisation stated most. What came in this very second does not matter.
   */
  Optional<Integer> busiestYear(String org) {
    return db.sql(
            """
            select month / 12 from ledger.rollup where org = ? and member1 = '' and member2 = ''
             group by 1 order by sum(standing) desc, 1 desc limit 1
            """)
        .param(org)
        .query(Integer.class)
        .optional();
  }

  record Asked(Measure measure, Level level) {
    private boolean leavesOut() {
      return Stream.of(level.filter1, level.filter2)
          .flatMap(Optional::stream)
          .anyMatch(Filter::except);
    }

    private boolean isPartOfStock() {
      return measure.type().kind() == MeasureKind.STOCK
          && (level.filter1.isPresent() || level.filter2.isPresent());
    }

    private Asked whole() {
      return new Asked(measure, withoutFilters(level));
    }

    private Stream<Part> parts(int no) {
      return members(level.filter1)
          .flatMap(
              first -> members(level.filter2).map(second -> new Part(no, this, first, second)));
    }

    private static Stream<String> members(Optional<Filter> filter) {
      return filter
          .map(some -> some.members().stream().filter(member -> !member.isEmpty()))
          .orElseGet(() -> Stream.of(""));
    }
  }

  /**
   * Month by month and member by member of a measure's first rolled dimension, for many measures at
   * once.
   */
  List<Ledger.GridCell> grid(List<String> asked, Span span) {
    var rolled = new ArrayList<Ledger.GridCell>();
    var since = new LinkedHashMap<GridPlace, BigDecimal>();
    db.sql(
            """
            select measure, month, array_agg(member1) members, array_agg(quantity) quantities, false posted
              from ledger.rollup
             where measure = any (?) and month between ? and ? and org = '' and member1 <> '' and member2 = ''
             group by measure, month
            union all
            select tail.measure, (extract(year from tail.on_day) * 12 + extract(month from tail.on_day) - 1)::int,
                   array[tail.members ->> m.rolled1], array[tail.quantity], true
              from ledger.tail(?, ?) join ledger.measure m on m.id = tail.measure
             where tail.measure = any (?) and tail.members ->> m.rolled1 is not null
            """)
        .params(
            asked.toArray(String[]::new),
            span.from(),
            span.to(),
            span.firstDay(),
            span.lastDay(),
            asked.toArray(String[]::new))
        .query(rs -> {
          // A row of a table at a time: the driver takes longer over rows than over what is in
          // them.
          var measure = rs.getString(1);
          var month = rs.getInt(2);
          var members = (String[]) rs.getArray(3).getArray();
          var quantities = (Long[]) rs.getArray(4).getArray();
          var posted = rs.getBoolean(5);
          for (int i = 0; i < members.length; i++) {
            var amount = Amounts.fromLedger(quantities[i]);
            if (posted) {
              since.merge(new GridPlace(measure, members[i], month), amount, BigDecimal::add);
            } else {
              rolled.add(new Ledger.GridCell(measure, members[i], month, amount));
            }
          }
        });
    if (since.isEmpty()) {
      return rolled;
    }
    rolled.replaceAll(cell -> {
      var more = since.remove(new GridPlace(cell.measure(), cell.member(), cell.month()));
      return more == null
          ? cell
          : new Ledger.GridCell(
              cell.measure(), cell.member(), cell.month(), cell.amount().add(more));
    });
    since.forEach((place, amount) ->
        rolled.add(new Ledger.GridCell(place.measure, place.member, place.month, amount)));
    return rolled;
  }

  private record GridPlace(String measure, String member, int month) {}

  private static Level withoutFilters(Level level) {
    return new Level(
        level.view,
        Optional.empty(),
        Optional.empty(),
        level.firstMonth,
        level.lastMonth,
        level.from,
        level.to);
  }

  private static void rolled(
      String column, Optional<Filter> filter, StringBuilder sql, List<Object> values) {
    if (filter.isEmpty()) {
      sql.append(" and ").append(column).append(" = ''");
      return;
    }
    var not = filter.get().except();
    sql.append(" and ").append(column).append(not ? " <> all (?) and " : " = any (?) and ");
    sql.append(column).append(" <> ''");
    values.add(members(filter.get()));
  }

  private static void raw(Optional<Filter> filter, StringBuilder sql, List<Object> values) {
    filter.ifPresent(some -> {
      sql.append(" and members ->> ? ").append(some.except() ? "<> all (?)" : "= any (?)");
      values.add(some.dimension());
      values.add(members(some));
    });
  }

  private static String[] members(Filter filter) {
    return filter.members().toArray(String[]::new);
  }

  /**
   * Tells the database which measures roll which dimensions. When that has changed, the roll-ups
   * are built anew before anybody reads them.
   */
  @Override
  @Transactional
  public void afterPropertiesSet() {
    var told =
        db.sql("select id, rolled1, rolled2 from ledger.measure")
            .query((row, _) -> Arrays.asList(row.getString(1), row.getString(2), row.getString(3)))
            .set();
    var untold =
        measures.list().stream()
            .map(Rollups::declaration)
            .filter(one -> !told.contains(one))
            .toList();
    if (untold.isEmpty()) {
      return;
    }
    structure.requireSole();
    for (var declaration : untold) {
      db.sql(
              """
              insert into ledger.measure (id, rolled1, rolled2) values (?, ?, ?)
              on conflict (id) do update set rolled1 = excluded.rolled1, rolled2 = excluded.rolled2
              """)
          .params(declaration)
          .update();
    }
    rebuild();
  }

  private static List<@Nullable String> declaration(Measure measure) {
    var rolled = Arrays.copyOf(measure.rolled().toArray(String[]::new), 2);
    return Arrays.asList(measure.id(), rolled[0], rolled[1]);
  }

  /** Moves the edge as far as it safely goes; returns how many ids it moved. */
  @Transactional
  public long fold() {
    return db.sql("select ledger.fold()").query(Long.class).single();
  }

  /** Makes the roll-ups anew from the postings behind the edge; returns the edge. */
  @Transactional
  public long rebuild() {
    return db.sql("select ledger.rebuild()").query(Long.class).single();
  }

  /** A cell of the roll-ups that is not the sum of its postings. */
  record Difference(
      String measure, String org, String member1, String member2, int month, long kept, long raw) {
    @Override
    public String toString() {
      return "%s org=%s members=%s,%s month=%d-%02d kept=%d raw=%d"
          .formatted(measure, org, member1, member2, month / 12, month % 12 + 1, kept, raw);
    }
  }

  /** Compares every cell of the roll-ups with the postings behind the edge. Nothing is mended. */
  List<Difference> differences() {
    return db.sql(
            """
            select measure, org, member1, member2, month, coalesce(k.quantity, 0) kept, coalesce(r.quantity, 0) raw
              from ledger.rollup k
              full join ledger.rolled(0, (select through from ledger.edge)) r
             using (measure, org, member1, member2, month)
             where (k.quantity, k.standing) is distinct from (r.quantity, r.standing)
             order by 1, 2, 3, 4, 5
            """)
        .query(Difference.class)
        .list();
  }
}
