package cn.tongtu.portfolio;

import cn.tongtu.engine.value.Money;
import cn.tongtu.engine.value.Unit;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.ClosedMonth;
import cn.tongtu.ledger.Reason;
import cn.tongtu.portfolio.Project.ProjectClass;
import cn.tongtu.portfolio.view.ProjectPage.Correction;
import cn.tongtu.portfolio.view.ProjectPage.Typed;
import cn.tongtu.portfolio.view.ProjectPage.Wrong;
import cn.tongtu.portfolio.view.ProjectsPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Forbidden;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Stale;
import cn.tongtu.shared.Words;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
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
import org.springframework.web.util.UriComponentsBuilder;

/** The catalogue of projects, a project, and the form that corrects a month's filing. */
@Controller
class ProjectPages {
  private static final Unit WAN = Unit.of("万元");
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
      @RequestParam(defaultValue = "") String q) {
    var on = day.isBlank() ? LocalDate.now(Clock.system(Words.CHINA)) : day(day);
    var orgs = organisations.list();
    var names = orgs.stream().collect(Collectors.toMap(Organisation::code, Organisation::name));
    var all = projects.list();
    var byAlias = q.isBlank() ? List.<Long>of() : projects.withAlias(q.strip());
    var wanted = q.strip().toLowerCase(Locale.ROOT);
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
            all.size()));
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException malformed) {
      throw new BadParameter(
          "day", "“" + text + "”应为日期，如 2020-12-31", "“" + text + "” is not a day like 2020-12-31");
    }
  }

  @GetMapping("/projects/{code}")
  ModelAndView project(
      @PathVariable String code,
      @RequestParam @Nullable Long correct,
      @RequestParam @Nullable Long corrected) {
    var form = Optional.ofNullable(correct).flatMap(filing -> view.form(code, filing));
    return page(code, form, Optional.ofNullable(corrected), HttpStatus.OK);
  }

  private ModelAndView page(
      String code, Optional<Correction> form, Optional<Long> corrected, HttpStatus status) {
    var page = new ModelAndView("portfolio/project", "page", view.page(code, form, corrected));
    page.setStatus(status);
    return page;
  }

  @PostMapping("/projects/{code}/filings/{filing}")
  ModelAndView correct(
      @PathVariable String code,
      @PathVariable long filing,
      @RequestParam int rev,
      @RequestParam(defaultValue = "") String amount,
      @RequestParam(defaultValue = "") String why,
      @RequestParam(defaultValue = "") String revision,
      Actor actor) {
    var form =
        view.form(code, filing)
            .orElseThrow(() -> new NotFound("没有这条填报", "there is no such filing"));
    var typed = new Typed(amount, why, revision);
    var money = money(amount);
    if (money.isEmpty()) {
      return wrong(code, form, rev, typed, wrongAmount(NOT_AN_AMOUNT));
    }
    if (why.isBlank()) {
      var told = new Label("请写明更正原因", "say why it is corrected");
      return wrong(
          code, form, rev, typed, new Wrong(Optional.empty(), Optional.of(told), Optional.empty()));
    }
    var reason = new Reason(why.strip(), Optional.of(revision));
    try {
      portfolio.correct(filing, rev, money.get(), reason, actor);
    } catch (Stale _) {
      return conflict(code, filing, typed, money.get());
    } catch (Forbidden forbidden) {
      throw forbidden;
    } catch (ClosedMonth closed) {
      var told = closed.named(organisations);
      return wrong(
          code,
          // Perhaps it was closed after the form was opened.
          view.form(code, filing).orElse(form),
          rev,
          typed,
          new Wrong(Optional.empty(), Optional.empty(), Optional.of(told)));
    } catch (Refusal refusal) {
      return wrong(
          code, form, rev, typed, wrongAmount(new Label(refusal.chinese(), refusal.english())));
    }
    var redirect =
        new RedirectView(
            UriComponentsBuilder.fromPath("/projects/{code}")
                .queryParam("corrected", filing)
                .fragment("filings")
                .buildAndExpand(code)
                .encode()
                .toUriString());
    redirect.setStatusCode(HttpStatus.SEE_OTHER);
    return new ModelAndView(redirect);
  }

  private static final Label NOT_AN_AMOUNT =
      new Label(
          "请填写以万元为单位的数，不小于 0，最多六位小数，如 3600 或 3,600.5",
          "a number of 万元, not below 0, at most six decimals, like 3600 or 3,600.5");

  private static Optional<Money> money(String text) {
    try {
      var amount = new BigDecimal(text.strip().replaceAll("[,，]", ""));
      return amount.signum() < 0
              || amount.stripTrailingZeros().scale() > MOST_DECIMALS
              || amount.precision() - amount.scale() > MOST_DIGITS
          ? Optional.empty()
          : Optional.of(Money.of(amount, WAN));
    } catch (NumberFormatException malformed) {
      return Optional.empty();
    }
  }

  private static Wrong wrongAmount(Label told) {
    return new Wrong(Optional.of(told), Optional.empty(), Optional.empty());
  }

  private ModelAndView wrong(String code, Correction form, int rev, Typed typed, Wrong wrong) {
    return page(
        code,
        Optional.of(
            new Correction(
                form.filing(),
                form.month(),
                form.now(),
                rev,
                form.closed() || wrong.revision().isPresent(),
                typed,
                wrong,
                Optional.empty())),
        Optional.empty(),
        HttpStatus.UNPROCESSABLE_CONTENT);
  }

  /**
   * The form again with the revision that is seen now, so that submitting once more is a choice.
   */
  private ModelAndView conflict(String code, long filing, Typed typed, Money wanted) {
    var now = view.form(code, filing).orElseThrow();
    var told =
        now.now().equals(ProjectView.wan(wanted))
            ? new Label(
                "这条填报已经是 %s 万元：可能是重复提交，没有再次改动。".formatted(now.now()),
                "It is %s 万元 already: perhaps this was sent twice. Nothing was changed again."
                    .formatted(now.now()))
            : new Label(
                "您打开表单之后，这条填报已被改为 %s 万元。请核对；确要改为您填写的数，再次提交即可。".formatted(now.now()),
                "Since you opened the form it was changed to %s 万元. Check it; to change it to what you typed, submit again."
                    .formatted(now.now()));
    return page(
        code,
        Optional.of(
            new Correction(
                filing,
                now.month(),
                now.now(),
                now.rev(),
                now.closed(),
                typed,
                Wrong.NOTHING,
                Optional.of(told))),
        Optional.empty(),
        HttpStatus.CONFLICT);
  }
}
