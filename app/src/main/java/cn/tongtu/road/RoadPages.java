package cn.tongtu.road;

import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.ClosedMonth;
import cn.tongtu.ledger.Reason;
import cn.tongtu.road.RoadLists.Search;
import cn.tongtu.road.Route.Level;
import cn.tongtu.road.view.RoadPage;
import cn.tongtu.road.view.RoadsPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.Stale;
import cn.tongtu.shared.WrongField;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** The road network as a list, a road, and the form that surveys a section anew. */
@Controller
class RoadPages {
  private static final int PAGE_SIZE = 50;

  private final RoadLists lists;
  private final Roads roads;
  private final RoadView view;
  private final RoadKeeping keeping;
  private final Organisations organisations;

  RoadPages(
      RoadLists lists,
      Roads roads,
      RoadView view,
      RoadKeeping keeping,
      Organisations organisations) {
    this.lists = lists;
    this.roads = roads;
    this.view = view;
    this.keeping = keeping;
    this.organisations = organisations;
  }

  @GetMapping("/roads")
  ModelAndView list(
      @RequestParam(defaultValue = "") String level,
      @RequestParam(defaultValue = "") String town,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "1") int page) {
    var search = new Search(level(level), town, q);
    var sums = lists.sums(search);
    var count = sums.stream().mapToLong(RoadLists.Sum::roads).sum();
    var paging =
        Paging.of(
            page,
            PAGE_SIZE,
            count,
            Address.of("/roads")
                .withIf(!level.isBlank(), "level", level)
                .withIf(!town.isBlank(), "town", town)
                .withIf(!q.isBlank(), "q", q));
    var names = view.names();
    return new ModelAndView(
        "road/list",
        "page",
        new RoadsPage(
            List.of(Level.values()),
            organisations.list().stream()
                .filter(org -> org.kind() == Organisation.Kind.TOWN)
                .toList(),
            level,
            town,
            q,
            lists.page(search, paging.offset(), PAGE_SIZE).stream()
                .map(row ->
                    new RoadsPage.Row(
                        row.code(),
                        row.name(),
                        Level.valueOf(row.level()).label(),
                        names.getOrDefault(row.org(), row.org()),
                        row.grades(),
                        row.sections(),
                        RoadLayers.kilometres(row.metres()),
                        row.invented()))
                .toList(),
            Stream.of(Level.values())
                .flatMap(each ->
                    sums.stream()
                        .filter(sum -> sum.level().equals(each.name()))
                        .map(sum ->
                            new RoadsPage.Sum(
                                each.label(), sum.roads(), RoadLayers.kilometres(sum.metres()))))
                .toList(),
            new RoadsPage.Sum(
                new Label("合计", "Total"),
                count,
                RoadLayers.kilometres(sums.stream().mapToLong(RoadLists.Sum::metres).sum())),
            paging,
            roads.any()));
  }

  private static Optional<Level> level(String name) {
    if (name.isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        Stream.of(Level.values())
            .filter(level -> level.name().equals(name))
            .findFirst()
            .orElseThrow(
                () -> new BadParameter("level", "没有行政等级 " + name, "there is no level " + name)));
  }

  @GetMapping("/roads/{code}")
  ModelAndView road(
      @PathVariable String code,
      @RequestParam @Nullable Long survey,
      @RequestParam @Nullable String surveyed) {
    var form = Optional.ofNullable(survey).flatMap(section -> view.form(code, section));
    return page(code, form, surveyed != null, HttpStatus.OK);
  }

  private ModelAndView page(
      String code, Optional<RoadPage.Form> form, boolean surveyed, HttpStatus status) {
    var page = new ModelAndView("road/road", "page", view.page(code, form, surveyed));
    page.setStatus(status);
    return page;
  }

  /** What the map's panel shows of a road. */
  @GetMapping("/roads/{code}/panel")
  ModelAndView panel(@PathVariable String code, @RequestParam @Nullable Long section) {
    return new ModelAndView("road/panel", "page", view.panel(code, Optional.ofNullable(section)));
  }

  @PostMapping("/roads/{code}/sections/{section}")
  ModelAndView survey(
      @PathVariable String code,
      @PathVariable long section,
      @RequestParam int rev,
      @RequestParam(defaultValue = "") String line,
      @RequestParam(defaultValue = "") String on,
      @RequestParam(defaultValue = "") String why,
      @RequestParam(defaultValue = "") String revision,
      Actor actor) {
    var now =
        view.form(code, section)
            .orElseThrow(() -> new NotFound("没有这个路段", "there is no such section"));
    var typed =
        new RoadPage.Form(
            section,
            rev,
            now.chainages(),
            now.metres(),
            line,
            on,
            why,
            revision,
            now.closed(),
            Map.of(),
            Optional.empty());
    try {
      keeping.survey(
          section, rev, day(on), line, new Reason(why.strip(), Optional.of(revision)), actor);
    } catch (WrongField wrong) {
      return again(
          code,
          typed,
          Map.of(wrong.field(), new Label(wrong.chinese(), wrong.english())),
          Optional.empty(),
          HttpStatus.UNPROCESSABLE_CONTENT);
    } catch (ClosedMonth closed) {
      return again(
          code,
          typed,
          Map.of("revision", closed.named(organisations)),
          Optional.empty(),
          HttpStatus.UNPROCESSABLE_CONTENT);
    } catch (Stale stale) {
      return again(
          code,
          typed,
          Map.of(),
          Optional.of(new Label(stale.chinese(), stale.english())),
          HttpStatus.CONFLICT);
    }
    var redirect = new RedirectView("/roads/" + code + "?surveyed");
    redirect.setStatusCode(HttpStatus.SEE_OTHER);
    return new ModelAndView(redirect);
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException malformed) {
      throw new WrongField("on", "请填写日期，如 2026-06-30", "a day like 2026-06-30");
    }
  }

  /**
   * The form again; after a conflict with the survey that is seen now, so that sending it is a
   * choice.
   */
  private ModelAndView again(
      String code,
      RoadPage.Form typed,
      Map<String, Label> errors,
      Optional<Label> conflict,
      HttpStatus status) {
    var now = view.form(code, typed.section()).orElseThrow();
    return page(
        code,
        Optional.of(
            new RoadPage.Form(
                typed.section(),
                conflict.isPresent() ? now.rev() : typed.rev(),
                now.chainages(),
                now.metres(),
                typed.line(),
                typed.on(),
                typed.why(),
                typed.revision(),
                typed.closed() || errors.containsKey("revision"),
                errors,
                conflict)),
        false,
        status);
  }
}
