package cn.tongtu.appraisal;

import cn.tongtu.engine.value.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Ranks those appraised (排名). */
final class Ranking {
  static final int DECIMALS = 2;

  private Ranking() {}

  /**
   * One with the points of each criterion, 0 to 100.
   *
   * @param org the code of the organisation appraised
   */
  record Marks(String org, Map<String, BigDecimal> points) {
    /** Weighed exactly and rounded once; what prints alike is equal. */
    BigDecimal total(Appraisal appraisal) {
      return Rounding.HALF_UP.apply(
          appraisal.criteria().stream()
              .map(criterion ->
                  points
                      .getOrDefault(criterion.id(), BigDecimal.ZERO)
                      .multiply(BigDecimal.valueOf(criterion.weight())))
              .reduce(BigDecimal.ZERO, BigDecimal::add)
              .movePointLeft(2),
          DECIMALS);
    }
  }

  /** Equal ones share a place, and the next place is as many lower (并列). */
  record Placed(Marks marks, BigDecimal total, int place) {}

  static List<Placed> of(Appraisal appraisal, List<Marks> all) {
    var better =
        Comparator.comparing((Marks marks) -> marks.total(appraisal))
            .thenComparing(marks ->
                appraisal
                    .ties()
                    .map(criterion -> marks.points.getOrDefault(criterion, BigDecimal.ZERO))
                    .orElse(BigDecimal.ZERO))
            .reversed();
    var placed = new ArrayList<Placed>();
    var sorted = all.stream().sorted(better.thenComparing(Marks::org)).toList();
    for (int i = 0; i < sorted.size(); i++) {
      var shares = i > 0 && better.compare(sorted.get(i - 1), sorted.get(i)) == 0;
      placed.add(
          new Placed(
              sorted.get(i),
              sorted.get(i).total(appraisal),
              shares ? placed.getLast().place() : i + 1));
    }
    return List.copyOf(placed);
  }
}
