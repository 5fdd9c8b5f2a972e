package cn.tongtu.portfolio;

import cn.tongtu.engine.value.Money;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.form.Answers;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.ClosedMonth;
import cn.tongtu.ledger.Reason;
import cn.tongtu.portfolio.Project.ProjectClass;
import cn.tongtu.portfolio.view.ProjectPage.Correction;
import cn.tongtu.portfolio.view.ProjectsPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import cn.tongtu.shared.view.Sort;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/** The catalogue of projects, a project, and the form that corrects a month's filing. */
@Controller
class ProjectPages {
  private static final Unit WAN = Unit.of("万元");
  private static final Map<String, Comparator<ProjectsPage.Row>> COLUMNS =
      Map.of(
          "code", Comparator.comparing(ProjectsPage.Row::code),
          "name", Comparator.comparing(ProjectsPage.Row::name, Sort.sounds()),
          "class", Comparator.comparing(ProjectsPage.Row::projectClass, Sort.sounds()),
          "key", Comparator.comparing(ProjectsPage.Row::key, Sort.sounds()),
          "origin", Comparator.comparing(ProjectsPage.Row::origin, Sort.sounds()),
          "mode", Comparator.comparing(ProjectsPage.Row::mode, Sort.sounds()),
          "org", Comparator.comparing(ProjectsPage.Row::org, Sort.sounds()));
  private static final int MOST_DECIMALS = 6;
  private static final int MOST_DIGITS = 12;

  private final Projects projects;
  private final Portfolio portfolio;
  private final ProjectView view;
  private final Organisations organisations;

  ProjectPages(
      Projects projects, Portfolio portfolio, ProjectView view, Organisations organisations) {
    this.projects = projects;
    this.portfolio = portfolio;
    this.view = view;
    this.organisations = organisations;
  }

  @GetMapping("/projects")
  ModelAndView list(
      @RequestParam(defaultValue = "") String org,
      @RequestParam(name = "class", defaultValue = "") String projectClass,
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "") String sort) {
    var on = BadParameter.day("day", day).orElseGet(() -> LocalDate.now(Clock.system(Words.CHINA)));
    var orgs = organisations.list();
    var names = orgs.stream().collect(Collectors.toMap(Organisation::code, Organisation::name));
    var all = projects.list();
    var byAlias = q.isBlank() ? List.<Long>of() : projects.withAlias(q.strip());
    var wanted = q.strip().toLowerCase(Locale.ROOT);
    var order =
        Sort.of(
            sort,
            "code",
            COLUMNS.keySet(),
            Address.of("/projects")
                .withIf(!org.isBlank(), "org", org)
                .withIf(!projectClass.isBlank(), "class", projectClass)
                .withIf(!day.isBlank(), "day", day)
                .withIf(!q.isBlank(), "q", q));
    var rows =
        all.stream()
            .filter(project -> org.isBlank() || project.org().equals(org))
            .filter(project ->
                wanted.isEmpty()
                    || project.name().toLowerCase(Locale.ROOT).contains(wanted)
                    || project.code().toLowerCase(Locale.ROOT).contains(wanted)
                    || byAlias.contains(project.id()))
            .map(project ->
                new ProjectsPage.Row(
                    project.code(),
                    project.name(),
                    names.getOrDefault(project.org(), project.org()),
                    project.mode(),
                    project.classOn(on).map(ProjectClass::label).orElse(""),
                    project.keyOn(on).equals(Project.KEY) ? Project.KEY : "",
                    project.originOn(on),
                    project.invented()))
            .filter(row -> projectClass.isBlank() || row.projectClass().equals(projectClass))
            .sorted(order.order(COLUMNS))
            .toList();
    return new ModelAndView(
        "portfolio/list",
        "page",
        new ProjectsPage(
            organisations.tree(),
            Stream.of(ProjectClass.values()).map(ProjectClass::label).toList(),
            org,
            projectClass,
            on.toString(),
            q,
            rows,
            all.size(),
            order));
  }

  @GetMapping("/projects/{code}")
  ModelAndView project(
      @PathVariable String code,
      @RequestParam @Nullable Long correct,
      @RequestParam @Nullable Long corrected) {
    var form =
        Optional.ofNullable(correct).flatMap(filing -> view.form(code, filing, Typed.NOTHING));
    return page(code, form, Optional.ofNullable(corrected));
  }

  private ModelAndView page(String code, Optional<Correction> form, Optional<Long> corrected) {
    return new ModelAndView("portfolio/project", "page", view.page(code, form, corrected));
  }

  @PostMapping("/projects/{code}/filings/{filing}")
  ModelAndView correct(
      @PathVariable String code,
      @PathVariable long filing,
      @RequestParam int rev,
      @RequestParam(defaultValue = "") String amount,
      @RequestParam(defaultValue = "") String why,
      @RequestParam(defaultValue = "") String revision,
      HttpServletRequest request,
      Actor actor) {
    if (view.form(code, filing, Typed.NOTHING).isEmpty()) {
      throw new NotFound("没有这条填报", "there is no such filing");
    }
    return Answers.form(
        Correction.FORM,
        request,
        () -> {
          var wrong = new Mistakes();
          var money = wrong.read("amount", () -> money(amount));
          wrong.needs("why", why, "请写明更正原因", "say why it is corrected").tell();
          correct(
              filing,
              rev,
              money.orElseThrow(),
              new Reason(why.strip(), Optional.of(revision)),
              actor);
        },
        UriComponentsBuilder.fromPath("/projects/{code}")
            .queryParam("corrected", filing)
            .fragment("filings")
            .buildAndExpand(code)
            .encode()
            .toUriString(),
        typed -> page(code, view.form(code, filing, typed), Optional.empty()));
  }

  private void correct(long filing, int rev, Money amount, Reason reason, Actor actor) {
    try {
      portfolio.correct(filing, rev, amount, reason, actor);
    } catch (ClosedMonth closed) {
      var told = closed.named(organisations);
      throw new WrongField("revision", told.chinese(), told.english());
    }
  }

  private static Money money(String text) {
    try {
      var amount = new BigDecimal(text.strip().replaceAll("[,，]", ""));
      Refusal.unless(
          amount.signum() >= 0
              && amount.stripTrailingZeros().scale() <= MOST_DECIMALS
              && amount.precision() - amount.scale() <= MOST_DIGITS,
          NOT_AN_AMOUNT.chinese(),
          NOT_AN_AMOUNT.english());
      return Money.of(amount, WAN);
    } catch (NumberFormatException malformed) {
      throw new Refusal(NOT_AN_AMOUNT.chinese(), NOT_AN_AMOUNT.english());
    }
  }

  private static final Label NOT_AN_AMOUNT =
      new Label(
          "请填写以万元为单位的数，不小于 0，最多六位小数，如 3600 或 3,600.5",
          "a number of 万元, not below 0, at most six decimals, like 3600 or 3,600.5");
}
