package cn.tongtu.identity;

import cn.tongtu.form.Answers;
import cn.tongtu.identity.Organisations.Naming;
import cn.tongtu.identity.view.OrganisationPage;
import cn.tongtu.identity.view.OrganisationsPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import cn.tongtu.shared.view.Sort;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The tree of organisations for everybody, and its forms for the system administrator. */
@Controller
class OrganisationPages {
  /** Within the tree: those that stand below the same one. */
  private static final Map<String, Comparator<OrganisationsPage.Row>> COLUMNS =
      Map.of(
          "name", Comparator.comparing(row -> row.organisation().name(), Sort.sounds()),
          "kind", Comparator.comparing(row -> row.organisation().kind()),
          "code", Comparator.comparing(row -> row.organisation().code()),
          "people", Comparator.comparingLong(OrganisationsPage.Row::people));

  private final OrganisationKeeping keeping;
  private final Organisations organisations;
  private final Placings placings;
  private final Seats seats;
  private final Roles roles;
  private final Permissions permissions;
  private final Clock clock = Clock.system(Words.CHINA);

  OrganisationPages(
      OrganisationKeeping keeping,
      Organisations organisations,
      Placings placings,
      Seats seats,
      Roles roles,
      Permissions permissions) {
    this.keeping = keeping;
    this.organisations = organisations;
    this.placings = placings;
    this.seats = seats;
    this.roles = roles;
    this.permissions = permissions;
  }

  @GetMapping("/organisations")
  ModelAndView list(
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String sort,
      Actor.Staff actor) {
    var on = BadParameter.day("day", day).orElseGet(this::today);
    return tree(on, sort, Typed.NOTHING, actor);
  }

  private LocalDate today() {
    return LocalDate.now(clock);
  }

  private ModelAndView tree(LocalDate day, String sort, Typed typed, Actor.Staff actor) {
    var open = organisations.list(day);
    var tree = placings.tree();
    var sitting =
        seats.list().stream()
            .filter(seat -> seat.days().include(day))
            .collect(Collectors.groupingBy(Seat::org, Collectors.counting()));
    var codes = open.stream().map(Organisation::code).collect(Collectors.toSet());
    var children =
        open.stream()
            .collect(
                Collectors.groupingBy(
                    org -> tree.parent(org.code(), day).filter(codes::contains).orElse("")));
    var order =
        Sort.of(
            sort,
            "kind",
            COLUMNS.keySet(),
            Address.of("/organisations").withIf(!day.equals(today()), "day", day));
    var rows = new ArrayList<OrganisationsPage.Row>();
    grow("", 0, children, sitting, order, rows);
    return new ModelAndView(
        "identity/organisations",
        "page",
        new OrganisationsPage(
            day.toString(),
            day.equals(today()),
            today().toString(),
            rows,
            order,
            organisations.tree(today()),
            Stream.of(Organisation.Kind.values()).map(Enum::name).toList(),
            permissions.anywhere(actor.id(), "organisation.keep"),
            typed));
  }

  private static void grow(
      String parent,
      int depth,
      Map<String, List<Organisation>> children,
      Map<String, Long> sitting,
      Sort sort,
      List<OrganisationsPage.Row> rows) {
    children.getOrDefault(parent, List.of()).stream()
        .map(org -> new OrganisationsPage.Row(org, depth, sitting.getOrDefault(org.code(), 0L)))
        .sorted(sort.order(COLUMNS).thenComparing(row -> row.organisation().code()))
        .forEach(row -> {
          rows.add(row);
          grow(row.organisation().code(), depth + 1, children, sitting, sort, rows);
        });
  }

  @PostMapping("/organisations")
  ModelAndView add(
      @RequestParam(defaultValue = "") String code,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String english,
      @RequestParam(defaultValue = "") String kind,
      @RequestParam(defaultValue = "") String parent,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String paper,
      HttpServletRequest request,
      Actor.Staff actor) {
    return Answers.form(
        "add",
        request,
        () -> {
          var wrong =
              new Mistakes()
                  .unless(
                      code.strip().matches(OrganisationKeeping.CODE),
                      "code",
                      OrganisationKeeping.WRONG_CODE.chinese(),
                      OrganisationKeeping.WRONG_CODE.english())
                  .needs("name", name, "请填写单位名称", "fill in the name");
          var of = wrong.read("kind", () -> kind(kind));
          var since = since(from, paper, wrong);
          keeping.add(
              new Organisation(
                  code.strip(),
                  name.strip(),
                  english.isBlank() ? name.strip() : english.strip(),
                  of.orElseThrow()),
              Optional.of(parent).filter(above -> !above.isBlank()),
              since,
              paper,
              actor);
        },
        "/organisations/" + code.strip(),
        typed -> tree(today(), "", typed, actor));
  }

  /** From when and by which paper, told together with what else is wrong. */
  private static LocalDate since(String from, String paper, Mistakes wrong) {
    var day = wrong.day("from", from);
    wrong.needs("paper", paper, "请写明依据，如文号", "name the paper it rests on").tell();
    return day.orElseThrow();
  }

  private static Organisation.Kind kind(String text) {
    try {
      return Organisation.Kind.valueOf(text);
    } catch (IllegalArgumentException unknown) {
      throw new WrongField("kind", "请选择单位类别", "choose a kind");
    }
  }

  @GetMapping("/organisations/{code}")
  ModelAndView organisation(@PathVariable String code, Actor.Staff actor) {
    return page(code, Typed.NOTHING, actor);
  }

  private ModelAndView page(String code, Typed typed, Actor.Staff actor) {
    var organisation =
        organisations
            .find(code)
            .orElseThrow(() -> new NotFound("没有单位 " + code, "there is no organisation " + code));
    var names =
        organisations.list().stream()
            .collect(Collectors.toMap(Organisation::code, Function.identity()));
    var now = today();
    var people =
        seats.in(code, now.minusDays(1)).stream()
            .map(seat ->
                new OrganisationPage.Member(
                    seat.person(),
                    seat.personName(),
                    seat.roles().stream()
                        .filter(held -> held.days().include(now))
                        .flatMap(held -> roles.find(held.role()).stream())
                        .map(Role::label)
                        .toList(),
                    seat.days().first().toString()))
            .toList();
    return new ModelAndView(
        "identity/organisation",
        "page",
        new OrganisationPage(
            organisation,
            placings.tree().parent(code, now).map(names::get),
            organisations.life(code).last().map(LocalDate::toString),
            history(code, names),
            people,
            organisations.tree(now),
            now.toString(),
            permissions.anywhere(actor.id(), "organisation.keep"),
            typed));
  }

  /** The latest first; what has no day comes last. */
  private List<OrganisationPage.Event> history(String code, Map<String, Organisation> names) {
    var life = organisations.life(code);
    var events = new ArrayList<OrganisationPage.Event>();
    life.last().ifPresent(last -> events.add(event(last.plusDays(1).toString(), "撤销", "closed")));
    organisations
        .namings(code)
        .forEach(naming ->
            events.add(
                event(
                    naming.from().toString(),
                    "更名为" + naming.name(),
                    "renamed " + naming.english())));
    placings.of(code).stream()
        .filter(placing -> placing.days().ever())
        .forEach(placing -> {
          var above = names.get(placing.parent());
          var chinese = above == null ? placing.parent() : above.name();
          var english = above == null ? placing.parent() : above.english();
          var until = placing.days().last();
          events.add(
              event(
                  placing.days().first().toString(),
                  "隶属于" + chinese + until.map(day -> "，至 " + day).orElse(""),
                  "below " + english + until.map(day -> ", until " + day).orElse("")));
        });
    events.sort(Comparator.comparing(OrganisationPage.Event::day).reversed());
    var first = organisations.firstName(code);
    events.add(
        event(
            life.first().map(LocalDate::toString).orElse(""),
            "设立，名称为" + first,
            "opened as " + first));
    return events;
  }

  private static OrganisationPage.Event event(String day, String chinese, String english) {
    return new OrganisationPage.Event(day, new Label(chinese, english));
  }

  @PostMapping("/organisations/{code}/name")
  ModelAndView rename(
      @PathVariable String code,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String english,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String paper,
      HttpServletRequest request,
      Actor.Staff actor) {
    return Answers.form(
        "rename",
        request,
        () -> {
          var wrong = new Mistakes().needs("name", name, "请填写单位名称", "fill in the name");
          var since = since(from, paper, wrong);
          keeping.rename(
              code, new Naming(name, english.isBlank() ? name : english, since), paper, actor);
        },
        "/organisations/" + code,
        typed -> page(code, typed, actor));
  }

  @PostMapping("/organisations/{code}/place")
  ModelAndView move(
      @PathVariable String code,
      @RequestParam(defaultValue = "") String parent,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String paper,
      HttpServletRequest request,
      Actor.Staff actor) {
    return Answers.form(
        "move",
        request,
        () ->
            keeping.move(
                code,
                Optional.of(parent).filter(above -> !above.isBlank()),
                since(from, paper, new Mistakes()),
                paper,
                actor),
        "/organisations/" + code,
        typed -> page(code, typed, actor));
  }

  @PostMapping("/organisations/{code}/close")
  ModelAndView close(
      @PathVariable String code,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String paper,
      HttpServletRequest request,
      Actor.Staff actor) {
    return Answers.form(
        "close",
        request,
        () -> keeping.close(code, since(from, paper, new Mistakes()), paper, actor),
        "/organisations/" + code,
        typed -> page(code, typed, actor));
  }
}
