package cn.tongtu.indicator;

import cn.tongtu.engine.value.Ratio;
import cn.tongtu.engine.value.Rounding;
import cn.tongtu.engine.value.Span;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.View;
import cn.tongtu.pack.PackNode;
import cn.tongtu.pack.Packs;
import cn.tongtu.shared.HomeFigures;
import cn.tongtu.shared.view.KeyFigure;
import cn.tongtu.shared.view.KeyFigure.Change;
import cn.tongtu.shared.view.KeyFigure.Target;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/**
 * The figures with which the first page begins (主要数据), as the packs choose them: each from January
 * on, beside the same months of last year, and beside its year's target where a rate tells that.
 */
@Component
class Headlines implements HomeFigures {
  private static final int MONTHS = 12;
  private static final Ratio HUNDRED = Ratio.of(100);

  private final Indicators indicators;
  private final Figures figures;
  private final Organisations organisations;
  private final Usual usual;

  /** Each with the rate that measures it against its target. */
  private final Map<String, Optional<String>> chosen = new LinkedHashMap<>();

  Headlines(
      Packs packs,
      Indicators indicators,
      Figures figures,
      Organisations organisations,
      Usual usual) {
    this.indicators = indicators;
    this.figures = figures;
    this.organisations = organisations;
    this.usual = usual;
    packs.read("headlines", "headlines", this::read);
  }

  private void read(String id, PackNode entry) {
    entry.only("rate");
    declared(id, entry);
    var rate = entry.find("rate");
    rate.ifPresent(named -> {
      if (!declared(named.text(), named).unit().equals(Unit.PERCENT)) {
        throw named.problem("完成率须以 % 为单位：" + named.text(), "a rate is in %: " + named.text());
      }
    });
    chosen.put(id, rate.map(PackNode::text));
  }

  private Indicator declared(String id, PackNode place) {
    return indicators
        .find(id)
        .orElseThrow(() ->
            place.problem(
                "没有指标 " + id + indicators.nearest(id).map(near -> "，是否为 " + near + "？").orElse(""),
                "there is no indicator " + id));
  }

  @Override
  public HomeFigures.Lead on(LocalDate day, Locale reader) {
    var org = organisations.find(usual.org());
    if (org.isEmpty() || chosen.isEmpty()) {
      return HomeFigures.Lead.NONE;
    }
    var view = View.of(org.get().code());
    var span = span(usual.year(org.get().code()), view, day);
    var asked = new ArrayList<Asked>();
    chosen.forEach((id, rate) -> {
      asked.add(Asked.of(id, span, view));
      asked.add(Asked.of(id, span.sameSpanLastYear(), view));
      asked.add(Asked.of(rate.orElse(id), span, view));
    });
    var worked = figures.list(asked).iterator();
    var shown = new ArrayList<KeyFigure>();
    chosen.forEach((_, rate) -> {
      var now = worked.next();
      var before = worked.next();
      var done = worked.next();
      shown.add(figure(now, before, rate.map(_ -> done), reader));
    });
    return new HomeFigures.Lead(name(org.get(), span), shown);
  }

  /** Up to the last month for which the first of them is filed: a year half told is no year. */
  private Span span(int year, View view, LocalDate day) {
    var running = year == day.getYear() ? day.getMonthValue() : MONTHS;
    var first = chosen.keySet().iterator().next();
    var months =
        figures.list(
            IntStream.rangeClosed(1, running)
                .mapToObj(month -> Asked.of(first, Span.months(year, month, month), view))
                .toList());
    return Span.months(
        year,
        1,
        IntStream.range(0, running)
            .filter(month -> months.get(month).value().isPresent())
            .map(month -> month + 1)
            .max()
            .orElse(running));
  }

  private static String name(Organisation org, Span span) {
    return org.name() + " " + span.label();
  }

  private static KeyFigure figure(Figure now, Figure before, Optional<Figure> rate, Locale reader) {
    var indicator = now.indicator();
    var english = reader.equals(Locale.ENGLISH);
    return new KeyFigure(
        english ? indicator.english() : indicator.label(),
        now.plotted().map(BigDecimal::toPlainString).orElse(""),
        Printed.shown(indicator.unit()).symbol(),
        FigureAddress.of(now.asked()),
        change(now, before),
        rate.flatMap(done -> target(done, english)));
  }

  /** Empty where there was nothing to compare with, or where the unit is a share itself. */
  private static Optional<Change> change(Figure now, Figure before) {
    var was = before.value().filter(value -> value.compareTo(Ratio.of(0)) > 0);
    if (was.isEmpty() || now.value().isEmpty() || now.indicator().unit().equals(Unit.PERCENT)) {
      return Optional.empty();
    }
    var growth = now.value().get().minus(was.get()).times(HUNDRED).dividedBy(was.get());
    var rounded = Printed.round(growth, 1);
    var sign = rounded.signum() > 0 ? "+" : rounded.signum() < 0 ? "−" : "";
    return Optional.of(new Change(sign + rounded.abs().toPlainString() + "%", rounded.signum()));
  }

  private static Optional<Target> target(Figure rate, boolean english) {
    return rate.value()
        .map(percent -> {
          var whole = Rounding.HALF_UP.apply(percent, 0).intValue();
          var due =
              Rounding.HALF_UP
                  .apply(rate.asked().span().timeProgress().times(HUNDRED), 0)
                  .intValue();
          return new Target(
              english ? rate.printed() + " of the year" : "完成全年的 " + rate.printed(), whole, due);
        });
  }
}
