package cn.tongtu.indicator;

import cn.tongtu.engine.formula.Calculator;
import cn.tongtu.engine.formula.Cell;
import cn.tongtu.engine.formula.Filter;
import cn.tongtu.engine.formula.Worked;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Span;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Story;
import cn.tongtu.ledger.View;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Works figures out of the ledger (取数). One figure is read in one snapshot, so its parts agree. */
@Service
public class Figures {
  private final Indicators indicators;
  private final Ledger ledger;

  Figures(Indicators indicators, Ledger ledger) {
    this.indicators = indicators;
    this.ledger = ledger;
  }

  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Figure get(Asked asked) {
    return list(List.of(asked)).getFirst();
  }

  /** Several figures, all in one snapshot; what they read is read together. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public List<Figure> list(List<Asked> asked) {
    // Which cells a formula reads does not hang on what it finds in them.
    var wanted = new LinkedHashMap<View, Set<Cell>>();
    for (var each : asked) {
      var cells = wanted.computeIfAbsent(each.view(), _ -> new LinkedHashSet<>());
      var _ =
          work(
              each,
              cell -> {
                cells.add(cell);
                return Optional.empty();
              });
    }
    var read = new HashMap<View, Map<Cell, Optional<BigDecimal>>>();
    wanted.forEach((view, cells) -> read.put(view, read(view, List.copyOf(cells))));
    return asked.stream()
        .map(each -> {
          var amounts = Objects.requireNonNull(read.get(each.view()));
          return work(each, cell -> Objects.requireNonNull(amounts.get(cell)));
        })
        .toList();
  }

  private Map<Cell, Optional<BigDecimal>> read(View view, List<Cell> cells) {
    var read = new HashMap<Cell, Optional<BigDecimal>>();
    var amounts = ledger.amounts(cells, view).iterator();
    cells.forEach(cell -> read.put(cell, amounts.next()));
    return read;
  }

  private Figure work(Asked asked, Function<Cell, Optional<BigDecimal>> amounts) {
    var indicator = indicators.get(asked.indicator());
    var calculator = new Calculator(indicators, amounts, asked.only());
    return new Figure(indicator, asked, calculator.work(indicator.formula().expr(), asked.span()));
  }

  /**
   * A figure as it grew (走势): from January to each month of its year up to its own last one. Empty
   * when it was asked for anything but months of one year from January on.
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public List<Figure> course(Asked asked) {
    var span = asked.span();
    if (!span.equals(span.yearToDate()) || span.length() < 2) {
      return List.of();
    }
    return list(
        IntStream.rangeClosed(1, span.length())
            .mapToObj(month -> asked.over(Span.months(span.year(), 1, month)))
            .toList());
  }

  /** All that a figure was ever said to be (沿革), the newest first. */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public Story<Figure> story(Asked asked, int offset, int size) {
    var cells = get(asked).worked().leaves().flatMap(leaf -> leaf.cell().stream()).toList();
    return ledger.story(
        cells,
        asked.view(),
        offset,
        size,
        view -> get(new Asked(asked.indicator(), asked.span(), view, asked.only())));
  }

  /**
   * The parts of a figure along its indicator's declared dimension, the lowest first; empty when
   * none is declared.
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public List<Part> parts(Figure whole) {
    var dimension = whole.indicator().parts();
    if (dimension.isEmpty()) {
      return List.of();
    }
    var members = List.copyOf(members(whole, dimension.get()));
    var figures =
        list(
            members.stream()
                .map(member -> whole.asked().of(Filter.only(dimension.get(), member)))
                .toList());
    return IntStream.range(0, members.size())
        .mapToObj(i -> new Part(members.get(i), figures.get(i)))
        .sorted(
            Comparator.comparing(part -> part.figure().value().orElse(Ratio.of(Long.MAX_VALUE))))
        .toList();
  }

  private SortedSet<String> members(Figure whole, String dimension) {
    var members = new TreeSet<String>();
    whole
        .worked()
        .leaves()
        .map(Worked::cell)
        .forEach(cell ->
            cell.ifPresent((Cell found) ->
                members.addAll(ledger.members(found, dimension, whole.asked().view()))));
    return members;
  }

  /** One part of a whole (分项): the member, and the figure for it alone. */
  public record Part(String member, Figure figure) {
    /**
     * Whether it lags (滞后) behind the time that has passed: a rate under the time progress. Only
     * rates are judged.
     */
    public boolean lags() {
      return Progress.lags(figure);
    }
  }
}
