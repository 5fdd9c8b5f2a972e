package cn.tongtu.appraisal;

import cn.tongtu.appraisal.Appraisal.Criterion;
import cn.tongtu.appraisal.AppraisalRounds.Point;
import cn.tongtu.appraisal.Ranking.Marks;
import cn.tongtu.engine.calendar.Obligation.Turn;
import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Rounding;
import cn.tongtu.engine.value.Span;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.indicator.Asked;
import cn.tongtu.indicator.Figure;
import cn.tongtu.indicator.Figures;
import cn.tongtu.ledger.View;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Makes the sheet of a period (评分表): what figures and people give each organisation. */
@Component
class Sheets {
  private final Organisations organisations;
  private final Figures figures;

  Sheets(Organisations organisations, Figures figures) {
    this.organisations = organisations;
    this.figures = figures;
  }

  /**
   * A criterion of one organisation.
   *
   * @param points none while nobody gave any and no figure does
   * @param figure what the points come from, where they come from a figure
   * @param given what each person gave; empty where a figure gives them
   */
  record Mark(
      Criterion criterion,
      Optional<BigDecimal> points,
      Optional<Figure> figure,
      List<Point> given) {}

  record Row(Organisation org, List<Mark> marks) {
    boolean complete() {
      return marks.stream().allMatch(mark -> mark.points().isPresent());
    }

    Marks marked() {
      var points = new LinkedHashMap<String, BigDecimal>();
      marks.forEach(
          mark -> mark.points().ifPresent(given -> points.put(mark.criterion().id(), given)));
      return new Marks(org.code(), points);
    }
  }

  List<Organisation> appraised(Appraisal appraisal) {
    return organisations.list().stream()
        .filter(org -> appraisal.kinds().contains(org.kind()))
        .toList();
  }

  List<Row> of(Appraisal appraisal, Turn turn, List<Point> points) {
    var orgs = appraised(appraisal);
    var span =
        Span.months(
            turn.first().getYear(), turn.first().getMonthValue(), turn.last().getMonthValue());
    var asked = new ArrayList<Asked>();
    for (var org : orgs) {
      for (var criterion : appraisal.criteria()) {
        criterion
            .figure()
            .ifPresent(figure ->
                asked.add(
                    Asked.of(
                        figure.indicator(), span, new View(org.code(), true, Optional.empty()))));
      }
    }
    var read = figures.list(asked).iterator();
    var rows = new ArrayList<Row>();
    for (var org : orgs) {
      var marks = new ArrayList<Mark>();
      for (var criterion : appraisal.criteria()) {
        marks.add(mark(criterion, org, criterion.figure().map(_ -> read.next()), points));
      }
      rows.add(new Row(org, List.copyOf(marks)));
    }
    return List.copyOf(rows);
  }

  private static Mark mark(
      Criterion criterion, Organisation org, Optional<Figure> figure, List<Point> points) {
    var value = figure.flatMap(Figure::value).filter(Ratio::hasValue);
    if (value.isPresent()) {
      var measured = criterion.figure().orElseThrow();
      return new Mark(
          criterion, Optional.of(rounded(measured.points(value.get()))), figure, List.of());
    }
    var given =
        points.stream()
            .filter(one -> one.org().equals(org.code()) && one.criterion().equals(criterion.id()))
            .toList();
    var sum = given.stream().map(Point::points).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Mark(
        criterion,
        given.isEmpty()
            ? Optional.empty()
            : Optional.of(rounded(new Ratio(sum, BigDecimal.valueOf(given.size())))),
        figure,
        given);
  }

  private static BigDecimal rounded(Ratio points) {
    return Rounding.HALF_UP.apply(points, Ranking.DECIMALS);
  }
}
