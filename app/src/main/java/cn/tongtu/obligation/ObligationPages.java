package cn.tongtu.obligation;

import cn.tongtu.form.Answers;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterTab;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What is owed each period: all rules, one rule, one period with all that owe. */
@Controller
class ObligationPages implements RegisterTab {
  private final Requirements requirements;
  private final ExpectationView view;
  private final Expectations expectations;
  private final Expecting expecting;

  ObligationPages(
      Requirements requirements,
      ExpectationView view,
      Expectations expectations,
      Expecting expecting) {
    this.requirements = requirements;
    this.view = view;
    this.expectations = expectations;
    this.expecting = expecting;
  }

  @Override
  public Optional<Offer> of(Register register) {
    return requirements.of(register).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Offer(new Label("应做", "Owed"), Requirement.PATH + "?register=" + register.id()));
  }

  @GetMapping(Requirement.PATH)
  ModelAndView all(@RequestParam(defaultValue = "") String register) {
    return new ModelAndView("obligation/list", "page", view.all(register));
  }

  @GetMapping(Requirement.PATH + "/{register:[a-z][a-z0-9_]*}/{rule:[a-z][a-z0-9_]*}")
  ModelAndView rule(@PathVariable String register, @PathVariable String rule) {
    return new ModelAndView("obligation/list", "page", view.one(register, rule));
  }

  @GetMapping(Requirement.PATH + "/{register:[a-z][a-z0-9_]*}/{rule:[a-z][a-z0-9_]*}/{period}")
  ModelAndView period(
      @PathVariable String register,
      @PathVariable String rule,
      @PathVariable String period,
      @RequestParam(name = "do", defaultValue = "") String asked,
      Actor.Staff reader) {
    return page(register, rule, period, asked, Typed.NOTHING, reader);
  }

  private ModelAndView page(
      String register, String rule, String period, String asked, Typed typed, Actor.Staff reader) {
    return new ModelAndView(
        "obligation/period", "page", view.period(register, rule, period, asked, typed, reader));
  }

  @PostMapping(Requirement.PATH + "/items/{item:\\d{1,18}}/nil")
  ModelAndView nil(
      @PathVariable long item,
      @RequestParam(defaultValue = "") String why,
      HttpServletRequest request,
      Actor.Staff actor) {
    return said(item, "nil." + item, request, actor, () -> expecting.nil(item, actor, reason(why)));
  }

  @PostMapping(Requirement.PATH + "/items/{item:\\d{1,18}}/excuse")
  ModelAndView excuse(
      @PathVariable long item,
      @RequestParam(defaultValue = "") String why,
      HttpServletRequest request,
      Actor.Staff actor) {
    return said(
        item, "excuse." + item, request, actor, () -> expecting.excuse(item, actor, reason(why)));
  }

  private static Reason reason(String why) {
    return new Reason(why.strip(), Optional.of(why.strip()));
  }

  private ModelAndView said(
      long item, String form, HttpServletRequest request, Actor.Staff actor, Runnable deed) {
    var one =
        expectations
            .find(item)
            .orElseThrow(() -> new NotFound("没有这项应做事项", "there is no such obligation"));
    return Answers.form(
        form,
        request,
        deed,
        expecting.get(one.register(), one.rule()).href() + "/" + one.period(),
        typed -> page(one.register(), one.rule(), one.period(), form, typed, actor));
  }
}
