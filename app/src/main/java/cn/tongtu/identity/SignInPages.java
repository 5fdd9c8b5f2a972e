package cn.tongtu.identity;

import cn.tongtu.form.Answers;
import cn.tongtu.identity.view.SetUpPage;
import cn.tongtu.identity.view.SetUpWaitsPage;
import cn.tongtu.identity.view.SignInPage;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The page one signs in on, the sample's people on it, and the page behind a set-up link. */
@Controller
class SignInPages {
  static final String PATH = "/sign-in";

  private final SignIn signIn;
  private final SetUp setUp;
  private final Roles roles;
  private final Seats seats;
  private final ObjectProvider<SingleSignOn> authority;

  SignInPages(
      SignIn signIn,
      SetUp setUp,
      Seats seats,
      Roles roles,
      ObjectProvider<SingleSignOn> authority) {
    this.signIn = signIn;
    this.setUp = setUp;
    this.seats = seats;
    this.roles = roles;
    this.authority = authority;
  }

  @GetMapping(PATH)
  ModelAndView page(HttpServletRequest request) {
    var said =
        Stream.of("wrong", "locked", "out", "ended", "kept", "ready", "unknown", "left")
            .filter(word -> request.getParameter(word) != null)
            .findFirst();
    return new ModelAndView(
        "identity/sign-in",
        "page",
        new SignInPage(
            said,
            demo(),
            Optional.ofNullable(authority.getIfAvailable())
                .map(on -> new SignInPage.Authority(on.name(), SingleSignOn.START))));
  }

  private List<SignInPage.Demo> demo() {
    return signIn.demo().stream()
        .map(person ->
            new SignInPage.Demo(
                person.account(),
                person.name(),
                seats.of(person.id()).stream()
                    .flatMap(seat -> seat.roles().stream())
                    .flatMap(held -> roles.find(held.role()).stream())
                    .map(Role::label)
                    .findFirst()
                    .orElse(new Label("", ""))))
        .toList();
  }

  @GetMapping(SetUp.PATH + "{token}")
  ModelAndView setUp(@PathVariable String token) {
    return setUp(token, Typed.NOTHING);
  }

  private ModelAndView setUp(String token, Typed typed) {
    var asked = setUp.asked(token);
    return new ModelAndView(
        "identity/set-up",
        "page",
        new SetUpPage(
            token,
            asked.role(),
            asked.person().map(Person::name),
            asked.firstOrganisation() && asked.role().isPresent(),
            typed));
  }

  /** What waits for a second administrator shows its code, this once. */
  @PostMapping(SetUp.PATH + "{token}")
  ModelAndView setUp(
      @PathVariable String token,
      @RequestParam(defaultValue = "") String organisation,
      @RequestParam(defaultValue = "") String account,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String again,
      HttpServletRequest request) {
    return Answers.form(
        "set-up",
        request,
        () -> {
          check(setUp.asked(token), organisation, account, name, password, again);
          return setUp
              .take(
                  token,
                  new SetUp.Filled(organisation, account, name, password),
                  request.getRemoteAddr())
              .map(this::waits)
              .orElseGet(() -> Answers.seeOther(PATH + "?ready"));
        },
        typed -> setUp(token, typed));
  }

  private static void check(
      SetUp.Asked asked,
      String organisation,
      String account,
      String name,
      String password,
      String again) {
    var wrong = new Mistakes();
    if (asked.role().isPresent()) {
      if (asked.firstOrganisation()) {
        wrong.needs("organisation", organisation, "请填写单位名称", "fill in the organisation's name");
      }
      wrong
          .needs("account", account, "请填写账号", "fill in the account")
          .needs("name", name, "请填写姓名", "fill in the name");
    }
    wrong
        .needs("password", password, "请填写口令", "fill in the password")
        .needs("again", again, "请把新口令再填一次", "fill in the new password once more")
        .unless(password.equals(again), "again", "两次填写的口令不一样", "the two passwords are not the same")
        .tell();
  }

  private ModelAndView waits(SetUp.Awaiting awaiting) {
    return new ModelAndView(
        "identity/set-up-waits",
        "page",
        new SetUpWaitsPage(
            awaiting.code(), roles.of(awaiting.duty()).map(Role::label).orElse(new Label("", ""))));
  }
}
