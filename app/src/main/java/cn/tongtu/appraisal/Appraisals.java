package cn.tongtu.appraisal;

import cn.tongtu.appraisal.Appraisal.Criterion;
import cn.tongtu.appraisal.Appraisal.Measured;
import cn.tongtu.calendar.WorkCalendars;
import cn.tongtu.engine.calendar.Obligation;
import cn.tongtu.engine.calendar.Obligation.Every;
import cn.tongtu.engine.calendar.Obligation.Falls;
import cn.tongtu.engine.calendar.Obligation.Turn;
import cn.tongtu.engine.calendar.Shift;
import cn.tongtu.identity.Organisation;
import cn.tongtu.indicator.Indicators;
import cn.tongtu.ledger.Measures;
import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The appraisals that the packs declare (考核目录). */
@Component
class Appraisals {
  private static final String SCORE = "appraisal.score";
  private static final String PUBLISH = "appraisal.publish";
  private static final int WHOLE = 100;

  /** By when a period is published: so many days after its end. */
  private static final int DUE = 10;

  private final LinkedHashMap<String, Appraisal> all = new LinkedHashMap<>();
  private final Indicators indicators;
  private final Measures measures;
  private final WorkCalendars calendars;

  Appraisals(Packs packs, Indicators indicators, Measures measures, WorkCalendars calendars) {
    this.indicators = indicators;
    this.measures = measures;
    this.calendars = calendars;
    packs.read(
        "appraisals",
        node -> {
          var appraisal = appraisal(node);
          if (all.putIfAbsent(appraisal.id(), appraisal) != null) {
            throw node.problem("考核重复：" + appraisal.id(), "declared twice: " + appraisal.id());
          }
        });
  }

  List<Appraisal> list() {
    return List.copyOf(all.values());
  }

  Appraisal get(String id) {
    return Optional.ofNullable(all.get(id))
        .orElseThrow(() -> new NotFound("没有这项考核：" + id, "no such appraisal: " + id));
  }

  /** Its periods that have begun, the latest first. */
  List<Turn> turns(Appraisal appraisal, LocalDate today) {
    return appraisal
        .periods()
        .turns(calendars.usual(), appraisal.from(), today.plusYears(1))
        .stream()
        .filter(turn -> !turn.first().isAfter(today))
        .toList()
        .reversed();
  }

  Turn turn(Appraisal appraisal, String key, LocalDate today) {
    return turns(appraisal, today).stream()
        .filter(turn -> turn.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new NotFound("没有这一期：" + key, "no such period: " + key));
  }

  private Appraisal appraisal(PackNode node) {
    var _ =
        node.only(
            "appraisal",
            "label",
            "english",
            "covers",
            "part",
            "every",
            "from",
            "of",
            "due",
            "score",
            "publish",
            "criteria",
            "ties",
            "award");
    var id = id(node.get("appraisal"));
    var criteria = new ArrayList<Criterion>();
    node.get("criteria").fields().forEach((name, one) -> criteria.add(criterion(name, one)));
    var weights = criteria.stream().mapToInt(Criterion::weight).sum();
    if (weights != WHOLE) {
      throw node.get("criteria")
          .problem(
              "各项权重之和应为 100，现为 " + weights, "the weights add up to " + weights + ", not to 100");
    }
    var award = node.find("award").map(one -> one.only("label", "english", "places", "counted"));
    return new Appraisal(
        id,
        label(node),
        new Obligation(
            node.find("every").map(Appraisals::every).orElse(Every.MONTH),
            new Falls.DayAfter(node.whole("due", DUE), Shift.LATER),
            0),
        month(node.get("from")),
        kinds(node.get("of")),
        node.find("score").map(PackNode::text).orElse(SCORE),
        node.find("publish").map(PackNode::text).orElse(PUBLISH),
        List.copyOf(criteria),
        node.find("ties")
            .map(ties ->
                ties.word(criteria.stream().map(Criterion::id).collect(Collectors.toSet()))),
        award.map(Appraisals::label),
        award.map(one -> one.whole("places", 1)).orElse(0),
        award.flatMap(one -> one.find("counted")).map(this::measure));
  }

  private Criterion criterion(String id, PackNode node) {
    var _ = node.only("label", "english", "weight", "figure", "none", "full");
    var weight = node.whole("weight", 0);
    if (weight < 1) {
      throw node.problem("请写权重（1 到 100）", "a weight from 1 to 100 is missing");
    }
    return new Criterion(
        id,
        label(node),
        weight,
        node.find("figure")
            .map(figure -> new Measured(indicator(figure), number(node, "none"), full(node))));
  }

  private String indicator(PackNode node) {
    return indicators
        .find(node.text())
        .orElseThrow(() ->
            node.problem(
                "没有指标 "
                    + node.text()
                    + indicators.nearest(node.text()).map(near -> "，是否为 " + near + "？").orElse(""),
                "no such indicator: " + node.text()))
        .id();
  }

  private static BigDecimal full(PackNode node) {
    var full = number(node, "full");
    if (full.compareTo(number(node, "none")) == 0) {
      throw node.problem("满分值和零分值不能相同", "the values for all and for no points are the same");
    }
    return full;
  }

  private static BigDecimal number(PackNode node, String key) {
    try {
      return new BigDecimal(node.text(key));
    } catch (NumberFormatException none) {
      throw node.get(key).problem("应为数字：" + node.text(key), "not a number: " + node.text(key));
    }
  }

  private static Label label(PackNode node) {
    return new Label(node.text("label"), node.text("english"));
  }

  private static String id(PackNode node) {
    if (!node.text().matches("[a-z][a-z0-9_]{0,40}")) {
      throw node.problem("编号只用小写字母、数字和下划线：" + node.text(), "ids are lower case: " + node.text());
    }
    return node.text();
  }

  private static LocalDate month(PackNode node) {
    try {
      return YearMonth.parse(node.text()).atDay(1);
    } catch (DateTimeException none) {
      throw node.problem("月份写作 2026-01：" + node.text(), "a month is written 2026-01");
    }
  }

  private static Every every(PackNode node) {
    return Every.valueOf(
        node.word(Set.of("month", "quarter", "half_year", "year")).toUpperCase(Locale.ROOT));
  }

  private static Set<Organisation.Kind> kinds(PackNode node) {
    var known =
        Stream.of(Organisation.Kind.values())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return (node.isText() ? List.of(node) : node.items())
        .stream()
            .map(kind -> Organisation.Kind.valueOf(kind.word(known).toUpperCase(Locale.ROOT)))
            .collect(Collectors.toUnmodifiableSet());
  }

  private String measure(PackNode node) {
    return measures
        .find(node.text())
        .filter(measure -> measure.dimensions().isEmpty())
        .orElseThrow(() ->
            node.problem(
                "没有不带维度的计量项 "
                    + node.text()
                    + measures.nearest(node.text()).map(near -> "，是否为 " + near + "？").orElse(""),
                "no measure without dimensions: " + node.text()))
        .id();
  }
}
