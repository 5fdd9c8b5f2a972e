package cn.tongtu.identity;

import cn.tongtu.identity.view.SetUpPage;
import cn.tongtu.identity.view.SignInPage;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** The page one signs in on, the sample's people on it, and the page behind a set-up link. */
@Controller
class SignInPages {
  static final String PATH = "/sign-in";
  static final String DEMO = "/sign-in/demo";

  private final SignIn signIn;
  private final SetUp setUp;
  private final People people;
  private final Roles roles;
  private final SessionRegistry sessions;

  SignInPages(SignIn signIn, SetUp setUp, People people, Roles roles, SessionRegistry sessions) {
    this.signIn = signIn;
    this.setUp = setUp;
    this.people = people;
    this.roles = roles;
    this.sessions = sessions;
  }

  @GetMapping(PATH)
  ModelAndView page(HttpServletRequest request) {
    var said =
        Stream.of("wrong", "locked", "out", "elsewhere", "ready")
            .filter(word -> request.getParameter(word) != null)
            .findFirst();
    return new ModelAndView("identity/sign-in", "page", new SignInPage(said, demo()));
  }

  private List<SignInPage.Demo> demo() {
    return signIn.demo().stream()
        .map(person ->
            new SignInPage.Demo(
                person.account(),
                person.name(),
                people.seatsOf(person.id()).stream()
                    .flatMap(seat -> seat.roles().stream())
                    .flatMap(held -> roles.find(held.role()).stream())
                    .map(Role::label)
                    .findFirst()
                    .orElse(new Label("", ""))))
        .toList();
  }

  /** Does by hand what Spring Security does after a password: a new session id and a new token. */
  @PostMapping(DEMO)
  RedirectView demo(
      @RequestParam String account, HttpServletRequest request, HttpServletResponse response) {
    var who =
        signIn
            .asDemo(account, request.getRemoteAddr())
            .orElseThrow(() -> new NotFound("没有这个演示账号", "there is no such demo account"));
    request.getSession();
    var session = request.changeSessionId();
    new HttpSessionCsrfTokenRepository().saveToken(null, request, response);
    var known = UsernamePasswordAuthenticationToken.authenticated(who, null, List.of());
    known.setDetails(new WebAuthenticationDetailsSource().buildDetails(request));
    var context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(known);
    SecurityContextHolder.setContext(context);
    new HttpSessionSecurityContextRepository().saveContext(context, request, response);
    sessions.registerNewSession(session, who);
    return seeOther("/");
  }

  @GetMapping(SetUp.PATH + "{token}")
  ModelAndView setUp(@PathVariable String token) {
    return setUp(token, new SetUpPage.Typed("", "", ""), Optional.empty());
  }

  private ModelAndView setUp(String token, SetUpPage.Typed typed, Optional<Label> wrong) {
    var asked = setUp.asked(token);
    return new ModelAndView(
        "identity/set-up",
        "page",
        new SetUpPage(
            token,
            asked.role(),
            asked.person().map(Person::name),
            asked.firstOrganisation() && asked.role().isPresent(),
            typed,
            wrong));
  }

  @PostMapping(SetUp.PATH + "{token}")
  Object setUp(
      @PathVariable String token,
      @RequestParam(defaultValue = "") String organisation,
      @RequestParam(defaultValue = "") String account,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String again,
      HttpServletRequest request) {
    try {
      Refusal.unless(password.equals(again), "两次填写的口令不一样", "the two passwords are not the same");
      setUp.take(
          token, new SetUp.Filled(organisation, account, name, password), request.getRemoteAddr());
    } catch (NotFound used) {
      throw used;
    } catch (Refusal refusal) {
      var page =
          setUp(
              token,
              new SetUpPage.Typed(organisation, account, name),
              Optional.of(new Label(refusal.chinese(), refusal.english())));
      page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
      return page;
    }
    return seeOther(PATH + "?ready");
  }

  private static RedirectView seeOther(String address) {
    var redirect = new RedirectView(address);
    redirect.setStatusCode(HttpStatus.SEE_OTHER);
    return redirect;
  }
}
