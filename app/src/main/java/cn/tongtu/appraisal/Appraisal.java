package cn.tongtu.appraisal;

import cn.tongtu.engine.calendar.Obligation;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.identity.Organisation;
import cn.tongtu.shared.Label;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An appraisal (考核) as the pack declares it: who is appraised each period, by what, and what the
 * first of them hold until the next.
 *
 * @param from the first day of its first period
 * @param kinds which organisations are appraised
 * @param scoring who may give points
 * @param publishing who may publish the ranks; never one of those who gave the points
 * @param ties the criterion that decides between equal totals; else they share the place
 * @param places how many places hold what is awarded
 * @param counted the measure that counts how often it was awarded
 */
record Appraisal(
    String id,
    Label label,
    Obligation periods,
    LocalDate from,
    Set<Organisation.Kind> kinds,
    String scoring,
    String publishing,
    List<Criterion> criteria,
    Optional<String> ties,
    Optional<Label> award,
    int places,
    Optional<String> counted) {
  static final String PATH = "/appraisals";

  /** Points are given from 0 to this. */
  static final BigDecimal FULL = BigDecimal.valueOf(100);

  /**
   * What is looked at (考核项), with its share of 100.
   *
   * @param figure the indicator that gives the points; else, and where it has no data, people do
   */
  record Criterion(String id, Label label, int weight, Optional<Measured> figure) {}

  /**
   * How a figure becomes points: none at one value, all at the other, and in between in proportion;
   * less may be better.
   */
  record Measured(String indicator, BigDecimal none, BigDecimal full) {
    Ratio points(Ratio value) {
      var share =
          value
              .minus(Ratio.of(none))
              .dividedBy(Ratio.of(full.subtract(none)))
              .times(Ratio.of(FULL));
      return share.compareTo(Ratio.of(0)) < 0
          ? Ratio.of(0)
          : share.compareTo(Ratio.of(FULL)) > 0 ? Ratio.of(FULL) : share;
    }
  }

  String href() {
    return PATH + "/" + id;
  }

  Optional<Criterion> criterion(String name) {
    return criteria.stream().filter(one -> one.id().equals(name)).findFirst();
  }
}
