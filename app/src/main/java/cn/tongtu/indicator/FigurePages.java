package cn.tongtu.indicator;

import cn.tongtu.engine.formula.Filter;
import cn.tongtu.engine.value.Span;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.indicator.view.FigurePage;
import cn.tongtu.indicator.view.FigureStoryPage;
import cn.tongtu.indicator.view.FiguresPage;
import cn.tongtu.indicator.view.FiguresPage.Group;
import cn.tongtu.ledger.CellAddress;
import cn.tongtu.ledger.Known;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Measures;
import cn.tongtu.ledger.StoryRows;
import cn.tongtu.ledger.Subjects;
import cn.tongtu.ledger.View;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.view.Chart;
import cn.tongtu.shared.view.Chart.Point;
import cn.tongtu.shared.view.Chart.Series;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** The catalogue of figures, and a figure with its formula and operands. */
@Controller
class FigurePages {
  private static final int LAST_YEAR = 9999;

  private final Figures figures;
  private final Indicators indicators;
  private final Measures measures;
  private final Ledger ledger;
  private final Organisations organisations;
  private final List<Subjects> subjects;
  private final StoryRows stories;
  private final Usual usual;

  FigurePages(
      Figures figures,
      Indicators indicators,
      Measures measures,
      Ledger ledger,
      Organisations organisations,
      List<Subjects> subjects,
      StoryRows stories,
      Usual usual) {
    this.usual = usual;
    this.stories = stories;
    this.figures = figures;
    this.indicators = indicators;
    this.measures = measures;
    this.ledger = ledger;
    this.organisations = organisations;
    this.subjects = subjects;
  }

  @GetMapping("/figures")
  ModelAndView list(
      @RequestParam @Nullable String org,
      @RequestParam(defaultValue = "false") boolean below,
      @RequestParam @Nullable String span,
      @RequestParam @Nullable Integer year,
      @RequestParam(defaultValue = "1") int first,
      @RequestParam(defaultValue = "12") int last,
      @RequestParam(defaultValue = "") String q) {
    var orgs = organisations.list();
    var one = org != null ? organisation(org).code() : usual.org();
    var view = View.of(below || (org != null && View.of(org).below()) ? one + "*" : one);
    var over =
        span != null
            ? CellAddress.span("span", span)
            : months(year != null ? year : usual.year(one), first, last);
    var groups = new LinkedHashMap<String, List<Figure>>();
    if (!orgs.isEmpty()) {
      var wanted =
          indicators.list().stream()
              .filter(indicator -> matches(indicator, q.strip()))
              .map(indicator -> Asked.of(indicator.id(), over, view))
              .toList();
      for (var figure : figures.list(wanted)) {
        var group = figure.indicator().id().split("\\.")[0];
        groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(figure);
      }
    }
    return new ModelAndView(
        "indicator/list",
        "page",
        new FiguresPage(
            organisations.tree(),
            view,
            over,
            q,
            groups.entrySet().stream()
                .map(group -> new Group(group.getKey(), group.getValue()))
                .toList(),
            groups.values().stream().mapToLong(List::size).sum(),
            indicators.list().size()));
  }

  private static Span months(int year, int first, int last) {
    if (year < 1 || year > LAST_YEAR) {
      throw new BadParameter("year", "年度应为四位数字，如 2023", "a year like 2023");
    }
    try {
      return Span.months(year, first, last);
    } catch (IllegalArgumentException wrong) {
      throw BadParameter.of("first", wrong);
    }
  }

  private static boolean matches(Indicator indicator, String q) {
    var wanted = q.toLowerCase(Locale.ROOT);
    return List.of(indicator.id(), indicator.label(), indicator.english(), indicator.definition())
        .stream()
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(wanted));
  }

  /** Without an organisation or a span it is asked where there is something to see. */
  private ModelAndView redirected(String id, @Nullable String org, @Nullable String span) {
    var whose = org != null ? org : usual.org();
    var over = span != null ? span : Span.year(usual.year(View.of(whose).org())).toString();
    return new ModelAndView(
        new RedirectView(
            Address.of("/figures/" + id).with("org", whose).with("span", over).text()));
  }

  @GetMapping("/figures/{id}")
  ModelAndView figure(
      @PathVariable String id,
      @RequestParam @Nullable String org,
      @RequestParam @Nullable String span,
      @RequestParam(defaultValue = "") String known,
      @RequestParam MultiValueMap<String, String> all,
      Locale locale) {
    if ((org == null || span == null) && indicators.find(id).isPresent()) {
      return redirected(id, org, span);
    }
    var wrong = Known.wrong(known);
    var asked =
        asked(id, String.valueOf(org), String.valueOf(span), wrong.isPresent() ? "" : known, all);
    var then = Known.of(asked.view().knownAt(), ledger);
    var named = organisation(asked.view().whose());
    var figure = figures.get(asked);
    var explained = new Explained(figure, indicators, measures);
    var page =
        new ModelAndView(
            "indicator/figure",
            "page",
            new FigurePage(
                figure,
                Organisations.label(named, asked.view().below()),
                then,
                explained.equation(),
                explained.steps(),
                explained.exact(),
                explained.fraction(),
                asked.only().isEmpty() ? figures.parts(figure) : List.of(),
                Progress.expected(figure),
                course(asked, locale),
                asked.only().stream().map(this::named).toList(),
                wrong));
    if (wrong.isPresent()) {
      page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    }
    return page;
  }

  /** This year's months beside last year's, where there is anything to draw. */
  private Optional<Chart> course(Asked asked, Locale locale) {
    var now = figures.course(asked);
    var before = figures.course(asked.over(asked.span().sameSpanLastYear()));
    if (now.stream().allMatch(figure -> figure.value().isEmpty())) {
      return Optional.empty();
    }
    var indicator = now.getFirst().indicator();
    return Optional.of(
        Chart.of(
            "course",
            Chart.Kind.LINE,
            locale.equals(Locale.ENGLISH) ? indicator.english() : indicator.label(),
            Printed.shown(indicator.unit()).symbol(),
            now.stream()
                .map(figure -> figure.cutOff().getMonth().getDisplayName(TextStyle.SHORT, locale))
                .toList(),
            Stream.of(now, before)
                .filter(year -> year.stream().anyMatch(figure -> figure.value().isPresent()))
                .map(FigurePages::line)
                .toList()));
  }

  private static Series line(List<Figure> year) {
    return Series.of(
        String.valueOf(year.getFirst().asked().span().year()),
        year.stream()
            .map(figure ->
                new Point(
                    figure.plotted().orElse(null),
                    figure.shown(),
                    FigureAddress.of(figure.asked())))
            .toList());
  }

  @GetMapping("/figures/{id}/story")
  ModelAndView story(
      @PathVariable String id,
      @RequestParam String org,
      @RequestParam String span,
      @RequestParam(defaultValue = "") String known,
      @RequestParam(defaultValue = "1") int page,
      @RequestParam MultiValueMap<String, String> all) {
    var asked = asked(id, org, span, known, all);
    var named = organisation(org);
    var size = StoryRows.PAGE_SIZE;
    var story = figures.story(asked, Math.clamp((page - 1L) * size, 0, Integer.MAX_VALUE), size);
    return new ModelAndView(
        "indicator/story",
        "page",
        new FigureStoryPage(
            indicators.get(id),
            Organisations.label(named, asked.view().below()),
            asked,
            asked.only().stream().map(this::named).toList(),
            stories.of(story, figure -> figure.value().isEmpty() ? "" : figure.shown()),
            Paging.of(page, size, story.count(), FigureAddress.story(asked))));
  }

  private Asked asked(
      String id, String org, String span, String known, MultiValueMap<String, String> all) {
    var indicator =
        indicators
            .find(id)
            .orElseThrow(() ->
                new NotFound(
                    "没有指标 "
                        + id
                        + indicators.nearest(id).map(near -> "，是否为 " + near + "？").orElse(""),
                    "there is no indicator " + id));
    var view = View.of(org);
    return new Asked(
        id,
        CellAddress.span("span", span),
        Known.read(known).map(view::asKnownAt).orElse(view),
        all.getOrDefault("only", List.of()).stream().map(text -> only(indicator, text)).toList());
  }

  private Filter only(Indicator indicator, String text) {
    var filter = CellAddress.filter("only", text);
    var unknown =
        !filter.dimension().equals(Filter.SUBJECT)
            && indicator
                .formula()
                .measures(indicators)
                .anyMatch(
                    measure -> !measures.get(measure).dimensions().contains(filter.dimension()));
    if (unknown) {
      throw new BadParameter(
          "only",
          "指标 " + indicator.id() + " 不能按 " + filter.dimension() + " 分项",
          indicator.id() + " has no parts by " + filter.dimension());
    }
    return filter;
  }

  private FigurePage.Named named(Filter filter) {
    return new FigurePage.Named(
        filter.dimension(),
        filter.except(),
        filter.members().stream()
            .map(member -> filter.dimension().equals(Filter.SUBJECT) ? name(member) : member)
            .collect(Collectors.joining("、")));
  }

  private String name(String subject) {
    return subjects.stream()
        .map(names -> names.name(subject))
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(subject);
  }

  private Organisation organisation(String whose) {
    var code = View.of(whose).org();
    return organisations
        .find(code)
        .orElseThrow(
            () -> new BadParameter("org", "没有这个单位：" + code, "there is no organisation " + code));
  }
}
