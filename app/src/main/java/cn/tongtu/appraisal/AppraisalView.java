package cn.tongtu.appraisal;

import cn.tongtu.appraisal.AppraisalRounds.Point;
import cn.tongtu.appraisal.AppraisalRounds.Result;
import cn.tongtu.appraisal.AppraisalRounds.Round;
import cn.tongtu.appraisal.view.AppraisalPage;
import cn.tongtu.appraisal.view.AppraisalsPage;
import cn.tongtu.appraisal.view.SheetPage;
import cn.tongtu.engine.calendar.Obligation.Turn;
import cn.tongtu.identity.Permissions;
import cn.tongtu.indicator.FigureAddress;
import cn.tongtu.indicator.Indicators;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import cn.tongtu.shared.view.Chart;
import cn.tongtu.shared.view.Typed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what the pages of appraisals show (考核页). */
@Component
class AppraisalView {
  private static final int SHOWN = 24;

  /** More lines than these nobody tells apart. */
  private static final int DRAWN = 5;

  private final Appraisals appraisals;
  private final AppraisalRounds rounds;
  private final Sheets sheets;
  private final Indicators indicators;
  private final Permissions permissions;

  AppraisalView(
      Appraisals appraisals,
      AppraisalRounds rounds,
      Sheets sheets,
      Indicators indicators,
      Permissions permissions) {
    this.appraisals = appraisals;
    this.rounds = rounds;
    this.sheets = sheets;
    this.indicators = indicators;
    this.permissions = permissions;
  }

  @Transactional(readOnly = true)
  AppraisalsPage all(LocalDate today) {
    return new AppraisalsPage(
        appraisals.list().stream().map(appraisal -> item(appraisal, today)).toList());
  }

  private AppraisalsPage.Item item(Appraisal appraisal, LocalDate today) {
    var begun =
        rounds.list(appraisal).stream().collect(Collectors.toMap(Round::period, round -> round));
    var open =
        appraisals.turns(appraisal, today).stream()
            .filter(turn ->
                Optional.ofNullable(begun.get(turn.key())).flatMap(Round::published).isEmpty())
            .map(turn -> period(appraisal, turn, Optional.empty(), today))
            .toList();
    return new AppraisalsPage.Item(
        appraisal.label(), appraisal.href(), says(appraisal), holder(appraisal, today), open);
  }

  private Optional<AppraisalsPage.Holder> holder(Appraisal appraisal, LocalDate today) {
    var results = rounds.results(appraisal);
    if (results.isEmpty() || appraisal.award().isEmpty()) {
      return Optional.empty();
    }
    var last = results.getFirst().period();
    return Optional.of(
        new AppraisalsPage.Holder(
            appraisal.award().get(),
            results.stream()
                .filter(result -> result.period().equals(last) && result.awarded())
                .map(Result::name)
                .collect(Collectors.joining("、")),
            label(appraisals.turn(appraisal, last, today))));
  }

  static Label says(Appraisal appraisal) {
    var every =
        switch (appraisal.periods().every()) {
          case WEEK -> new Label("每周一考", "Weekly");
          case MONTH -> new Label("每月一考", "Monthly");
          case QUARTER -> new Label("每季一考", "Quarterly");
          case HALF_YEAR -> new Label("每半年一考", "Half-yearly");
          case YEAR -> new Label("每年一考", "Yearly");
        };
    return new Label(
        every.chinese() + "，" + appraisal.criteria().size() + " 项满分 100",
        every.english() + ", " + appraisal.criteria().size() + " criteria, 100 points");
  }

  private static Label label(Turn turn) {
    return new Label(turn.label().chinese(), turn.label().english());
  }

  static AppraisalsPage.Period period(
      Appraisal appraisal,
      Turn turn,
      Optional<AppraisalRounds.Publication> published,
      LocalDate today) {
    var late = today.isAfter(turn.due());
    var over = turn.last().isBefore(today);
    var lamp = published.isPresent() ? Lamp.GREEN : late ? Lamp.RED : over ? Lamp.AMBER : Lamp.BLUE;
    return new AppraisalsPage.Period(
        label(turn),
        appraisal.href() + "/" + turn.key(),
        lamp,
        published
            .map(one -> new Label(one.on() + " 公布", "Published on " + one.on()))
            .orElseGet(() ->
                late
                    ? new Label("应于 %s 公布".formatted(turn.due()), "Was due on " + turn.due())
                    : over
                        ? new Label("待公布，%s 前".formatted(turn.due()), "Due on " + turn.due())
                        : new Label("进行中", "Running")));
  }

  @Transactional(readOnly = true)
  AppraisalPage one(String id, boolean english, LocalDate today) {
    var appraisal = appraisals.get(id);
    var byPeriod = new LinkedHashMap<String, List<Result>>();
    for (var result : rounds.results(appraisal)) {
      if (byPeriod.size() < SHOWN || byPeriod.containsKey(result.period())) {
        byPeriod.computeIfAbsent(result.period(), _ -> new ArrayList<>()).add(result);
      }
    }
    var periods = List.copyOf(byPeriod.keySet()).reversed();
    var turns =
        appraisals.turns(appraisal, today).stream()
            .collect(Collectors.toMap(Turn::key, AppraisalView::label));
    var published =
        periods.stream()
            .map(period ->
                new AppraisalPage.Published(
                    turns.getOrDefault(period, new Label(period, period)),
                    appraisal.href() + "/" + period))
            .toList();
    var rows = rows(periods, byPeriod);
    return new AppraisalPage(
        item(appraisal, today),
        appraisal.criteria().stream()
            .map(one -> new AppraisalPage.Criterion(one.label(), one.weight(), from(one)))
            .toList(),
        appraisal.award(),
        published,
        rows,
        periods.size() < 2 ? Optional.empty() : Optional.of(chart(english, published, rows)));
  }

  private Label from(Appraisal.Criterion criterion) {
    return criterion
        .figure()
        .map(figure -> {
          var indicator = indicators.get(figure.indicator());
          var unit = indicator.unit().symbol();
          return new Label(
              "指标“%s”，%s%s 为 0 分，%s%s 为满分"
                  .formatted(indicator.label(), figure.none(), unit, figure.full(), unit),
              "by the figure “%s”: none at %s%s, all at %s%s"
                  .formatted(indicator.english(), figure.none(), unit, figure.full(), unit));
        })
        .orElse(new Label("评分人打分，取平均", "given by people, their mean"));
  }

  private static List<AppraisalPage.Row> rows(
      List<String> periods, Map<String, List<Result>> byPeriod) {
    var names = new TreeMap<String, String>();
    var last = new LinkedHashMap<String, Integer>();
    byPeriod
        .values()
        .forEach(results ->
            results.forEach(result -> {
              names.putIfAbsent(result.org(), result.name());
              last.putIfAbsent(result.org(), result.place());
            }));
    return last.keySet().stream()
        .map(org -> {
          var places =
              periods.stream()
                  .map(period ->
                      byPeriod.getOrDefault(period, List.of()).stream()
                          .filter(result -> result.org().equals(org))
                          .findFirst()
                          .map(result ->
                              new AppraisalPage.Place(
                                  result.place(),
                                  result.total().toPlainString(),
                                  result.awarded())))
                  .toList();
          return new AppraisalPage.Row(
              names.getOrDefault(org, org), places, awarded(places), streak(places));
        })
        .toList();
  }

  private static int awarded(List<Optional<AppraisalPage.Place>> places) {
    return (int)
        places.stream().filter(one -> one.filter(AppraisalPage.Place::awarded).isPresent()).count();
  }

  private static int streak(List<Optional<AppraisalPage.Place>> places) {
    int streak = 0;
    for (var place : places.reversed()) {
      if (place.filter(AppraisalPage.Place::awarded).isEmpty()) {
        return streak;
      }
      streak++;
    }
    return streak;
  }

  private static Chart chart(
      boolean english, List<AppraisalPage.Published> published, List<AppraisalPage.Row> rows) {
    return Chart.of(
        "totals",
        Chart.Kind.LINE,
        english ? "Totals of the first %d".formatted(DRAWN) : "前 %d 名历次总分".formatted(DRAWN),
        english ? "points" : "分",
        published.stream()
            .map(one -> english ? one.label().english() : one.label().chinese())
            .toList(),
        rows.stream()
            .limit(DRAWN)
            .map(row ->
                Chart.Series.of(
                    row.name(),
                    row.places().stream()
                        .map(place ->
                            place
                                .map(
                                    one -> Chart.Point.of(new BigDecimal(one.total()), one.total()))
                                .orElse(Chart.Point.of(null, "")))
                        .toList()))
            .toList());
  }

  @Transactional(readOnly = true)
  SheetPage sheet(String id, String key, Typed typed, Actor.Staff reader, LocalDate today) {
    var appraisal = appraisals.get(id);
    var turn = appraisals.turn(appraisal, key, today);
    var round = rounds.find(appraisal, key);
    var published = round.flatMap(Round::published);
    var points = round.map(rounds::points).orElse(List.of());
    var rows =
        published
            .map(one -> published(appraisal, one, points))
            .orElseGet(() -> open(appraisal, turn, points, reader, today, typed));
    var mayPublish = mayAll(appraisal, appraisal.publishing(), reader, today);
    var hindrance =
        turn.last().isBefore(today)
            ? points.stream().anyMatch(point -> point.person() == reader.id())
                ? Optional.of(
                    new Label("您参加了评分，须由另一人公布", "you gave points; somebody else publishes"))
                : rows.stream().anyMatch(row -> row.place().isEmpty())
                    ? Optional.of(
                        new Label("评分齐了才能公布", "to be published when no points are missing"))
                    : Optional.<Label>empty()
            : Optional.of(
                new Label(
                    "这一期到 %s 结束，之后才能公布".formatted(turn.last()),
                    "the period ends on %s and can be published then".formatted(turn.last())));
    return new SheetPage(
        appraisal.label(),
        appraisal.href(),
        appraisal.href() + "/" + key,
        label(turn),
        period(appraisal, turn, published, today),
        appraisal.award(),
        appraisal.criteria().stream()
            .map(one -> new SheetPage.Criterion(one.label(), one.weight()))
            .toList(),
        rows,
        published.map(one -> new SheetPage.Published(one.on().toString(), one.actor())),
        round.map(Round::revision).orElse(0),
        rows.stream()
            .anyMatch(row -> row.marks().stream().anyMatch(mark -> !mark.input().isEmpty())),
        mayPublish,
        hindrance,
        round.map(rounds::withdrawn).orElse(List.of()).stream()
            .map(one ->
                new SheetPage.Withdrawn(
                    one.on().toString(), one.actor(), one.withdrawer(), one.why()))
            .toList(),
        typed);
  }

  private List<SheetPage.Row> published(
      Appraisal appraisal, AppraisalRounds.Publication publication, List<Point> points) {
    return rounds.results(publication.id()).stream()
        .map(result ->
            new SheetPage.Row(
                result.name(),
                appraisal.criteria().stream()
                    .map(one ->
                        new SheetPage.Mark(
                            one.label(),
                            Optional.ofNullable(result.points().get(one.id()))
                                .map(BigDecimal::toPlainString)
                                .orElse(""),
                            Optional.empty(),
                            said(given(points, result.org(), one.id())),
                            "",
                            ""))
                    .toList(),
                result.total().toPlainString(),
                String.valueOf(result.place()),
                result.awarded()))
        .toList();
  }

  private List<SheetPage.Row> open(
      Appraisal appraisal,
      Turn turn,
      List<Point> points,
      Actor.Staff reader,
      LocalDate today,
      Typed typed) {
    var rows = sheets.of(appraisal, turn, points);
    var complete = rows.stream().allMatch(Sheets.Row::complete);
    var places =
        Ranking.of(appraisal, rows.stream().map(Sheets.Row::marked).toList()).stream()
            .collect(Collectors.toMap(placed -> placed.marks().org(), placed -> placed));
    return rows.stream()
        .map(row -> {
          var org = row.org().code();
          var may = permissions.may(reader.id(), appraisal.scoring(), org, today).allowed();
          var placed = java.util.Objects.requireNonNull(places.get(org));
          return new SheetPage.Row(
              row.org().name(),
              row.marks().stream().map(mark -> mark(org, mark, may, reader, typed)).toList(),
              placed.total().toPlainString(),
              complete ? String.valueOf(placed.place()) : "",
              complete && placed.place() <= appraisal.places());
        })
        .toList();
  }

  private static SheetPage.Mark mark(
      String org, Sheets.Mark mark, boolean may, Actor.Staff reader, Typed typed) {
    var place = new Appraising.Place(org, mark.criterion().id());
    var byFigure = mark.points().isPresent() && mark.given().isEmpty();
    return new SheetPage.Mark(
        mark.criterion().label(),
        mark.points().map(BigDecimal::toPlainString).orElse(""),
        mark.figure()
            .map(figure -> new SheetPage.Given(figure.printed(), FigureAddress.of(figure.asked()))),
        said(mark.given()),
        may && !byFigure ? place.field() : "",
        typed.value(
            SheetPage.SCORES,
            place.field(),
            mark.given().stream()
                .filter(point -> point.person() == reader.id())
                .findFirst()
                .map(point -> point.points().stripTrailingZeros().toPlainString())
                .orElse("")));
  }

  private static List<Point> given(List<Point> points, String org, String criterion) {
    return points.stream()
        .filter(point -> point.org().equals(org) && point.criterion().equals(criterion))
        .toList();
  }

  private static String said(List<Point> given) {
    return given.stream()
        .map(point -> point.actor() + " " + point.points().stripTrailingZeros().toPlainString())
        .collect(Collectors.joining("，"));
  }

  private boolean mayAll(Appraisal appraisal, String action, Actor.Staff reader, LocalDate today) {
    var appraised = sheets.appraised(appraisal);
    return !appraised.isEmpty()
        && appraised.stream()
            .allMatch(org -> permissions.may(reader.id(), action, org.code(), today).allowed());
  }
}
