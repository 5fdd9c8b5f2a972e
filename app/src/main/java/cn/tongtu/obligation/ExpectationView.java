package cn.tongtu.obligation;

import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.Permissions;
import cn.tongtu.obligation.Expectation.State;
import cn.tongtu.obligation.view.ObligationPage;
import cn.tongtu.obligation.view.ObligationsPage;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.register.RegisterReading;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Lamp;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Typed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers what the pages of obligations show (应做页). */
@Component
class ExpectationView {
  private static final int FEW = 6;
  private static final int MANY = 120;

  private final Requirements requirements;
  private final Expectations expectations;
  private final Expecting expecting;
  private final Organisations organisations;
  private final Permissions permissions;

  ExpectationView(
      Requirements requirements,
      Expectations expectations,
      Expecting expecting,
      Organisations organisations,
      Permissions permissions) {
    this.requirements = requirements;
    this.expectations = expectations;
    this.expecting = expecting;
    this.organisations = organisations;
    this.permissions = permissions;
  }

  static Label state(State state) {
    return switch (state) {
      case OWED -> new Label("待做", "Owed");
      case MET -> new Label("已做", "Done");
      case LATE -> new Label("补做", "Done late");
      case NIL -> new Label("零报告", "Nil return");
      case EXCUSED -> new Label("免做", "Excused");
      case RELEASED -> new Label("不再适用", "No longer owed");
    };
  }

  @Transactional(readOnly = true)
  ObligationsPage all(String register) {
    return new ObligationsPage(
        requirements.list().stream()
            .filter(rule -> register.isEmpty() || rule.register().id().equals(register))
            .map(rule -> rule(rule, FEW))
            .toList(),
        Optional.empty());
  }

  @Transactional(readOnly = true)
  ObligationsPage one(String register, String id) {
    var rule = expecting.get(register, id);
    return new ObligationsPage(List.of(rule(rule, MANY)), Optional.of(rule.label()));
  }

  private ObligationsPage.Rule rule(Requirement rule, int most) {
    var today = LocalDate.now(Words.CHINA);
    var periods = expectations.table(rule, today, most + 1);
    return new ObligationsPage.Rule(
        rule.label(),
        rule.href(),
        rule.register().name(),
        rule.register().href(),
        says(rule),
        periods.stream().limit(most).map(period -> period(rule, period, today)).toList(),
        periods.size() > most);
  }

  private static Label says(Requirement rule) {
    var every =
        switch (rule.obligation().every()) {
          case WEEK -> new Label("每周", "every week");
          case MONTH -> new Label("每月", "every month");
          case QUARTER -> new Label("每季度", "every quarter");
          case HALF_YEAR -> new Label("每半年", "every half year");
          case YEAR -> new Label("每年", "every year");
        };
    var grace = rule.obligation().grace();
    return grace == 0
        ? every
        : new Label(
            every.chinese() + "，到期后宽限 " + grace + " 个工作日",
            every.english() + ", with %d working days of grace".formatted(grace));
  }

  private static ObligationsPage.Period period(
      Requirement rule, Expectations.Period period, LocalDate today) {
    var done = period.met() + period.late() + period.nil();
    var left = period.owed() - done;
    var closed = period.closes().isBefore(today);
    var lamp =
        left == 0
            ? Lamp.GREEN
            : closed ? Lamp.RED : today.isBefore(period.due()) ? Lamp.BLUE : Lamp.AMBER;
    return new ObligationsPage.Period(
        new Label(period.label(), period.english()),
        rule.href() + "/" + period.key(),
        period.due().toString(),
        period.owed(),
        period.met(),
        period.late(),
        period.nil(),
        period.excused(),
        period.missed(),
        period.owed() == 0
            ? "—"
            : BigDecimal.valueOf(100L * done)
                    .divide(BigDecimal.valueOf(period.owed()), 1, RoundingMode.DOWN)
                    .stripTrailingZeros()
                    .toPlainString()
                + "%",
        period.owed() == 0 ? 100 : 100 * done / period.owed(),
        lamp,
        left == 0
            ? new Label("齐", "Complete")
            : closed
                ? new Label("漏 " + left, left + " missed")
                : new Label("待做 " + left, left + " to do"));
  }

  @Transactional(readOnly = true)
  ObligationPage period(
      String register, String id, String key, String asked, Typed typed, Actor.Staff reader) {
    var rule = expecting.get(register, id);
    var today = LocalDate.now(Words.CHINA);
    var period =
        expectations.table(rule, today, Integer.MAX_VALUE).stream()
            .filter(one -> one.key().equals(key))
            .findFirst()
            .orElseThrow(() -> new NotFound("没有这一期", "there is no such period"));
    var items =
        expectations.of(rule, key).stream().map(one -> item(rule, one, today, reader)).toList();
    return new ObligationPage(
        rule.label(),
        rule.href(),
        rule.register().name(),
        permissions.anywhere(reader.id(), RegisterKeeping.WRITE)
            ? rule.register().href() + "/new"
            : "",
        period(rule, period, today),
        items,
        items.stream().flatMap(item -> form(item, asked, typed).stream()).findFirst());
  }

  private static Optional<ObligationPage.Form> form(
      ObligationPage.Item item, String asked, Typed typed) {
    var what =
        item.nil() && asked.equals("nil." + item.id())
            ? Optional.of(new Label("零报告", "Nil return"))
            : item.excuse() && asked.equals("excuse." + item.id())
                ? Optional.of(new Label("免做", "Excuse"))
                : Optional.<Label>empty();
    return what.map(label ->
        new ObligationPage.Form(
            asked,
            Requirement.PATH + "/items/" + item.id() + "/" + asked.substring(0, asked.indexOf('.')),
            label,
            item.name(),
            typed));
  }

  private ObligationPage.Item item(
      Requirement rule, Expectation one, LocalDate today, Actor.Staff reader) {
    var owed = one.state() == State.OWED;
    var said =
        one.actor().isEmpty() ? "" : one.actor() + (one.why().isEmpty() ? "" : "：" + one.why());
    return new ObligationPage.Item(
        one.id(),
        one.name(),
        organisations.find(one.org()).map(org -> org.name()).orElse(one.org()),
        switch (one.state()) {
          case OWED -> one.missed(today) ? Lamp.RED : Lamp.AMBER;
          case LATE -> Lamp.AMBER;
          case MET, NIL -> Lamp.GREEN;
          case EXCUSED, RELEASED -> Lamp.GREY;
        },
        one.missed(today) ? new Label("漏做", "Missed") : state(one.state()),
        one.done().map(LocalDate::toString).orElse(""),
        one.record().map(record -> RegisterReading.href(rule.register(), record)),
        said,
        owed && rule.nil().filter(may -> may(reader, may, one, today)).isPresent(),
        owed && may(reader, rule.excuse(), one, today));
  }

  private boolean may(Actor.Staff reader, String action, Expectation one, LocalDate today) {
    return permissions.may(reader.id(), action, one.org(), today).allowed();
  }
}
