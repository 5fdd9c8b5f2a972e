package cn.tongtu.road;

import cn.tongtu.form.Answers;
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
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.WrongField;
import cn.tongtu.shared.view.Sort;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

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
      @RequestParam(defaultValue = "") String sort,
      @RequestParam(defaultValue = "1") int page) {
    var search = new Search(level(level), town, q);
    var sums = lists.sums(search);
    var count = sums.stream().mapToLong(RoadLists.Sum::roads).sum();
    var order =
        Sort.of(
            sort,
            "code",
            RoadLists.COLUMNS.keySet(),
            Address.of("/roads")
                .withIf(!level.isBlank(), "level", level)
                .withIf(!town.isBlank(), "town", town)
                .withIf(!q.isBlank(), "q", q));
    var paging = Paging.of(page, PAGE_SIZE, count, order.address());
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
            lists.page(search, order, paging.offset(), PAGE_SIZE).stream()
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
            order,
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
    var form =
        Optional.ofNullable(survey).flatMap(section -> view.form(code, section, Typed.NOTHING));
    return page(code, form, surveyed != null);
  }

  private ModelAndView page(String code, Optional<RoadPage.Form> form, boolean surveyed) {
    return new ModelAndView("road/road", "page", view.page(code, form, surveyed));
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
      HttpServletRequest request,
      Actor actor) {
    if (view.form(code, section, Typed.NOTHING).isEmpty()) {
      throw new NotFound("没有这个路段", "there is no such section");
    }
    return Answers.form(
        RoadPage.Form.NAME,
        request,
        () -> {
          var wrong = new Mistakes().needs("line", line, "请画出或粘贴路段的线", "draw or paste its line");
          var day = wrong.day("on", on);
          wrong.needs("why", why, "请写明依据，如测量报告文号", "say what it rests on").tell();
          survey(
              section,
              rev,
              day.orElseThrow(),
              line,
              new Reason(why.strip(), Optional.of(revision)),
              actor);
        },
        "/roads/" + code + "?surveyed",
        typed -> page(code, view.form(code, section, typed), false));
  }

  private void survey(
      long section, int rev, LocalDate on, String line, Reason reason, Actor actor) {
    try {
      keeping.survey(section, rev, on, line, reason, actor);
    } catch (ClosedMonth closed) {
      var told = closed.named(organisations);
      throw new WrongField("revision", told.chinese(), told.english());
    }
  }
}
