package cn.tongtu.ledger;

import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.value.Span;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.view.Sort;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The ledger (总账): settle what a record says, and ask what it all comes to. */
@Service
public class Ledger {
  private final Measures measures;
  private final Postings postings;
  private final Rollups rollups;

  Ledger(Measures measures, Postings postings, Rollups rollups) {
    this.measures = measures;
    this.postings = postings;
    this.rollups = rollups;
  }

  /**
   * Makes the ledger hold exactly these movements because of this record, by appending only the
   * difference to what it holds already: settling twice appends nothing, settling with nothing
   * takes all back. Runs in the caller's transaction, after the caller has locked and changed the
   * record itself.
   *
   * @return how many postings were appended
   * @throws IllegalArgumentException when a movement does not fit its measure
   * @throws ClosedMonth when the difference falls into a closed month and the reason names no
   *     revision; with one, such postings are marked
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public int settle(RecordRef record, Collection<Movement> movements, Actor actor, Reason reason) {
    return postings.settle(record, Holding.of(measures, movements), actor, reason);
  }

  /** Settles into open months only. */
  @Transactional(propagation = Propagation.MANDATORY)
  public int settle(RecordRef record, Collection<Movement> movements, Actor actor, String why) {
    return settle(record, movements, actor, Reason.of(why));
  }

  /**
   * Until when what was posted is certain (确知时刻): all that bears an earlier time is committed, so
   * that what was known then never changes any more.
   */
  @Transactional(readOnly = true, propagation = Propagation.NOT_SUPPORTED)
  public Instant certainUntil() {
    return postings.certainUntil();
  }

  /** The last month that an organisation has closed (关账), and with it all before; empty if none. */
  @Transactional(readOnly = true)
  public Optional<YearMonth> closedThrough(String org) {
    return postings.closedThrough(org);
  }

  /** The amount of a cell in its measure's unit; empty when nobody recorded anything. */
  @Transactional(readOnly = true)
  public Optional<BigDecimal> amount(Cell cell, View view) {
    var measure = measures.get(cell.measure());
    if (!cell.isSum()) {
      return postings.taken(measure, cell, view);
    }
    return rollups
        .level(measure, cell, view)
        .map(level -> rollups.sums(List.of(new Rollups.Asked(measure, level))).getFirst())
        .orElseGet(
            () -> postings.sums(List.of(new Postings.MeasuredCell(measure, cell)), view).getFirst())
        .map(Amounts::fromLedger);
  }

  /** The amounts of many cells in their order, read in one snapshot. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public List<Optional<BigDecimal>> amounts(List<Cell> cells, View view) {
    var amounts =
        new ArrayList<Optional<BigDecimal>>(Collections.nCopies(cells.size(), Optional.empty()));
    var together = new LinkedHashMap<Integer, Rollups.Asked>();
    var raw = new LinkedHashMap<Integer, Postings.MeasuredCell>();
    for (int i = 0; i < cells.size(); i++) {
      var cell = cells.get(i);
      var measure = measures.get(cell.measure());
      var level = rollups.level(measure, cell, view).filter(_ -> cell.isSum());
      if (level.isPresent()) {
        together.put(i, new Rollups.Asked(measure, level.get()));
      } else if (level.isEmpty() && cell.isSum()) {
        raw.put(i, new Postings.MeasuredCell(measure, cell));
      } else {
        amounts.set(i, amount(cell, view));
      }
    }
    put(together.keySet(), rollups.sums(List.copyOf(together.values())), amounts);
    put(raw.keySet(), postings.sums(List.copyOf(raw.values()), view), amounts);
    return amounts;
  }

  private static void put(
      Collection<Integer> places, List<Optional<Long>> sums, List<Optional<BigDecimal>> amounts) {
    var sum = sums.iterator();
    places.forEach(place -> amounts.set(place, sum.next().map(Amounts::fromLedger)));
  }

  /**
   * Measures by month and by the members of their first rolled dimension, over all organisations:
   * the table of towns and months.
   */
  @Transactional(readOnly = true)
  public List<GridCell> grid(List<String> asked, Span span) {
    return rollups.grid(asked, span);
  }

  /** One cell of such a table; the month is year × 12 + month − 1. */
  public record GridCell(String measure, String member, int month, BigDecimal amount) {}

  /** The postings behind a cell, in the order of their days; they add up to its amount. */
  @Transactional(readOnly = true)
  public List<Posting> postings(Cell cell, View view) {
    return postings.behind(measures.get(cell.measure()), cell, view);
  }

  /** A sheet of a cell's postings, read in one snapshot with the sum of all of them. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Sheet sheet(Cell cell, View view, Sort sort, int offset, int size) {
    return postings.sheet(measures.get(cell.measure()), cell, view, sort, offset, size);
  }

  /**
   * The story (沿革) of something that is worked out from cells: its value at each moment at which
   * any of them was posted to, the newest first, all read in one snapshot.
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public <T> Story<T> story(
      Collection<Cell> cells, View view, int offset, int size, Function<View, T> value) {
    var measured = measured(cells);
    // One more than is shown: its value is what the last one changed.
    var moments = postings.moments(measured, view, offset, size + 1);
    var values = moments.stream().map(moment -> value.apply(view.asKnownAt(moment.at()))).toList();
    var changes = new ArrayList<Story.Change<T>>();
    for (int i = 0; i < Math.min(size, moments.size()); i++) {
      changes.add(
          new Story.Change<>(
              moments.get(i).at(),
              i + 1 < values.size()
                  ? values.get(i + 1)
                  : value.apply(view.asKnownAt(Instant.EPOCH)),
              values.get(i),
              moments.get(i).causes()));
    }
    return new Story<>(changes, postings.momentCount(measured, view));
  }

  private List<Postings.MeasuredCell> measured(Collection<Cell> cells) {
    return cells.stream()
        .distinct()
        .map(cell -> new Postings.MeasuredCell(measures.get(cell.measure()), cell))
        .toList();
  }

  /**
   * What a count or a percentile was taken from (取值依据): subjects or records in the order of their
   * quantities, some of them.
   */
  @Transactional(readOnly = true)
  public List<Taken> taken(Cell cell, View view, int offset, int size) {
    return postings.taken(measures.get(cell.measure()), cell, view, offset, size);
  }

  /**
   * A subject, or a record with the subject it is about, and what it comes to; {@code rank} counts
   * from the smallest, {@code of} is how many there are.
   */
  public record Taken(
      Optional<RecordRef> record,
      Optional<String> subject,
      BigDecimal quantity,
      long rank,
      long of) {}

  /** The records behind several cells, each once. */
  @Transactional(readOnly = true)
  public List<RecordRef> records(Collection<Cell> cells, View view) {
    return postings.records(measured(cells), view);
  }

  /** The year of which an organisation recorded most; empty when it recorded nothing. */
  @Transactional(readOnly = true)
  public Optional<Integer> busiestYear(String org) {
    return rollups.busiestYear(org);
  }

  /** Everything ever posted because of a record, in the order of writing. */
  @Transactional(readOnly = true)
  public List<Posting> history(RecordRef record) {
    return postings.because(record);
  }

  /** The members of a dimension that occur in a cell. */
  @Transactional(readOnly = true)
  public List<String> members(Cell cell, String dimension, View view) {
    return postings.members(measures.get(cell.measure()), cell, dimension, view);
  }

  /** The records that the ledger holds something of, of one kind. */
  @Transactional(readOnly = true)
  public long count() {
    return postings.count();
  }

  /** The moment of the newest posting. */
  @Transactional(readOnly = true)
  public Optional<Instant> lastPostedAt() {
    return postings.lastPostedAt();
  }
}
