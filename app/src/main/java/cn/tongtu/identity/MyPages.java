package cn.tongtu.identity;

import cn.tongtu.form.Answers;
import cn.tongtu.identity.SignIn.Proof;
import cn.tongtu.identity.view.MyPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * One's own affairs: what one may do and by what, whom one lets act, one's password, and where one
 * is signed in.
 */
@Controller
class MyPages {
  private final Permissions permissions;
  private final Delegating delegating;
  private final Organisations organisations;
  private final People people;
  private final Passwords passwords;
  private final SignIn signIn;
  private final Sessions sessions;
  private final Audit audit;
  private final Clock clock = Clock.system(Words.CHINA);

  MyPages(
      Permissions permissions,
      Delegating delegating,
      Organisations organisations,
      People people,
      Passwords passwords,
      SignIn signIn,
      Sessions sessions,
      Audit audit) {
    this.permissions = permissions;
    this.delegating = delegating;
    this.organisations = organisations;
    this.people = people;
    this.passwords = passwords;
    this.signIn = signIn;
    this.sessions = sessions;
    this.audit = audit;
  }

  @GetMapping("/me")
  ModelAndView me(Actor.Staff actor, HttpServletRequest request) {
    return page(actor, request, Typed.NOTHING);
  }

  private ModelAndView page(Actor.Staff actor, HttpServletRequest request, Typed typed) {
    var today = LocalDate.now(clock);
    var self = people.get(actor.id());
    var delegations = delegating.of(actor.id());
    return new ModelAndView(
        "identity/me",
        "page",
        new MyPage(
            actor.name(),
            self.account(),
            permissions.all(actor.id(), today),
            new MyPage.Doors(
                permissions.anywhere(actor.id(), "audit.read"),
                Stream.of("person.keep", "role.grant", "audit.confirm")
                    .anyMatch(action -> permissions.anywhere(actor.id(), action)),
                Stream.of("role.grant", "audit.read")
                    .anyMatch(action -> permissions.anywhere(actor.id(), action))),
            delegations.given().stream()
                .map(given -> given(given, given.delegateName(), today))
                .toList(),
            delegations.received().stream()
                .map(given -> given(given, given.seat().personName(), today))
                .toList(),
            delegating.delegable(actor.id()).stream()
                .map(seat -> new MyPage.Choice(seat.id(), name(seat.org())))
                .toList(),
            delegates(actor, today),
            sessions.of(who(), request.getSession().getId()).stream()
                .map(session ->
                    new MyPage.Session(
                        session.handle(),
                        session.since(),
                        session.last(),
                        session.address(),
                        session.agent(),
                        session.here()))
                .toList(),
            sessions.most(),
            self.password().isPresent(),
            today.toString(),
            typed));
  }

  /** Who is still there and somebody else. */
  private List<Choice> delegates(Actor.Staff actor, LocalDate today) {
    return people.list().stream()
        .filter(person -> person.worksOn(today) && person.id() != actor.id())
        .map(person -> new Choice(person.account(), person.name(), "", 0))
        .toList();
  }

  private static SignedIn who() {
    return SignedIn.here().orElseThrow();
  }

  private MyPage.Given given(Delegation given, String who, LocalDate today) {
    return new MyPage.Given(
        given.id(),
        who,
        name(given.seat().org()),
        given.days().first().toString(),
        given.days().last().map(LocalDate::toString).orElse(""),
        given.why(),
        given.days().last().map(last -> !last.isBefore(today)).orElse(true));
  }

  private String name(String org) {
    return organisations.find(org).map(Organisation::name).orElse(org);
  }

  /** The old one is asked, and a wrong old one counts as a wrong one at sign-in does. */
  @PostMapping("/me/password")
  ModelAndView password(
      @RequestParam(defaultValue = "") String old,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String again,
      HttpServletRequest request,
      Actor.Staff actor) {
    return Answers.form(
        "password",
        request,
        () -> {
          change(old, password, again, request.getSession().getId(), actor);
          Answers.tell(
              request,
              new Label(
                  "口令已更改，其他设备上的登录已结束",
                  "Your password is changed; you were signed out everywhere else"));
        },
        "/me",
        typed -> page(actor, request, typed));
  }

  private void change(
      String old, String password, String again, String session, Actor.Staff actor) {
    new Mistakes()
        .needs("old", old, "请填写原口令", "fill in the old password")
        .needs("password", password, "请填写新口令", "fill in the new password")
        .needs("again", again, "请把新口令再填一次", "fill in the new password once more")
        .unless(password.equals(again), "again", "两次填写的口令不一样", "the two passwords are not the same")
        .tell();
    switch (signIn.prove(people.get(actor.id()).account(), old, actor.address())) {
      case Proof.Right(var self, var hash) ->
          passwords.change(self, hash, password, session, actor);
      case Proof.Wrong() -> throw new WrongField("old", "原口令不对", "not the old password");
      case Proof.Locked() ->
          throw new Refusal(
              "输错次数过多，已暂时锁定，请过几分钟再试", "too many wrong ones; try again in some minutes");
    }
  }

  @PostMapping("/me/sessions/{handle}/end")
  ModelAndView end(@PathVariable String handle, HttpServletRequest request, Actor.Staff actor) {
    if (!sessions.end(who(), handle)) {
      throw new NotFound("没有这个登录会话，可能已经结束", "there is no such session; it may have ended");
    }
    audit.told(AuditEntry.Kind.SIGN_OUT, actor, "本人结束另一处登录");
    Answers.tell(request, new Label("那一处登录已结束", "That session has ended"));
    return Answers.seeOther("/me#sessions");
  }

  @PostMapping("/me/delegations")
  ModelAndView delegate(
      @RequestParam(defaultValue = "0") long seat,
      @RequestParam(defaultValue = "") String delegate,
      @RequestParam(defaultValue = "") String first,
      @RequestParam(defaultValue = "") String last,
      @RequestParam(defaultValue = "") String why,
      HttpServletRequest request,
      Actor.Staff actor) {
    return Answers.form(
        "delegate",
        request,
        () -> {
          var wrong =
              new Mistakes()
                  .unless(seat != 0, "seat", "请选择要委托的任职", "choose the seat")
                  .needs("delegate", delegate, "请填写代理人的账号", "fill in the account of who acts");
          var from = wrong.day("first", first);
          var to = wrong.day("last", last);
          wrong.needs("why", why, "请写明代理原因", "say why").tell();
          delegating.give(seat, delegate, from.orElseThrow(), to.orElseThrow(), why, actor);
        },
        "/me#delegations",
        typed -> page(actor, request, typed));
  }

  @PostMapping("/me/delegations/{id}/end")
  ModelAndView endDelegation(@PathVariable long id, HttpServletRequest request, Actor.Staff actor) {
    return Answers.form(
        "delegations",
        request,
        () -> delegating.end(id, actor),
        "/me#delegations",
        typed -> page(actor, request, typed));
  }
}
