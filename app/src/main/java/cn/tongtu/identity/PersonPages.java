package cn.tongtu.identity;

import cn.tongtu.form.Answers;
import cn.tongtu.identity.PersonalRecords.Known;
import cn.tongtu.identity.Staffing.Link;
import cn.tongtu.identity.view.PersonPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.IdentityNumber;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Phone;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Typed;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** One person, as each of the three administrators sees it. */
@Controller
class PersonPages {
  /** Any of these opens the pages of people. */
  static final List<String> LOOK =
      List.of("person.keep", "role.grant", "account.unlock", "audit.confirm");

  private final Staffing staffing;
  private final People people;
  private final Seats seats;
  private final Organisations organisations;
  private final Roles roles;
  private final Accounts accounts;
  private final PersonalRecords personal;
  private final Permissions permissions;
  private final Clock clock = Clock.system(Words.CHINA);

  PersonPages(
      Staffing staffing,
      People people,
      Seats seats,
      Organisations organisations,
      Roles roles,
      Accounts accounts,
      PersonalRecords personal,
      Permissions permissions) {
    this.staffing = staffing;
    this.people = people;
    this.seats = seats;
    this.organisations = organisations;
    this.roles = roles;
    this.accounts = accounts;
    this.personal = personal;
    this.permissions = permissions;
  }

  /**
   * Refuses, and so keeps in the trail, whoever is none of the three.
   *
   * @return the actor in the seat that opens these pages
   */
  Actor mayLook(Actor.Staff actor) {
    return LOOK.stream()
        .flatMap(action -> permissions.somewhere(actor, action).stream())
        .map(Actor.class::cast)
        .findFirst()
        .orElseGet(() -> permissions.require(actor, LOOK.getFirst(), ""));
  }

  @GetMapping("/people/{person}")
  ModelAndView person(@PathVariable long person, Actor.Staff actor) {
    return page(person, Typed.NOTHING, actor);
  }

  /** Does it and shows the person again, with what was wrong beside the form. */
  ModelAndView done(
      String form, long person, HttpServletRequest request, Actor.Staff actor, Runnable deed) {
    return Answers.form(
        form, request, deed, "/people/" + person, typed -> page(person, typed, actor));
  }

  ModelAndView page(long person, Typed typed, Actor.Staff actor) {
    return page(person, typed, Optional.empty(), Optional.empty(), actor);
  }

  /** With the link, this once. */
  ModelAndView page(Link link, Actor.Staff actor) {
    return page(link.person(), Typed.NOTHING, Optional.of(link.token()), Optional.empty(), actor);
  }

  /** With the numbers in full. */
  ModelAndView page(long person, Known known, Actor.Staff actor) {
    return page(person, Typed.NOTHING, Optional.empty(), Optional.of(known), actor);
  }

  private ModelAndView page(
      long id, Typed typed, Optional<String> token, Optional<Known> full, Actor.Staff actor) {
    var _ = mayLook(actor);
    var person = people.get(id);
    var now = LocalDate.now(clock);
    var names =
        organisations.list().stream()
            .collect(Collectors.toMap(Organisation::code, Function.identity()));
    var known = known(id);
    return new ModelAndView(
        "identity/person",
        "page",
        new PersonPage(
            id,
            person.name(),
            person.account(),
            person.leftOn().map(LocalDate::toString),
            person.password().isPresent(),
            seats.of(id).reversed().stream().map(seat -> row(seat, names, now)).toList(),
            known.flatMap(Known::phone).map(Phone::masked).orElse(""),
            known.flatMap(Known::identity).map(IdentityNumber::masked).orElse(""),
            full.map(all ->
                new PersonPage.Full(
                    all.phone().map(Phone::full).orElse(""),
                    all.identity().map(IdentityNumber::full).orElse(""))),
            waiting(id, actor),
            token.map(PersonPages::whole),
            token.map(_ -> confirms(id)),
            organisations.tree(now),
            roles.list().stream()
                .map(role -> new PersonPage.Choice(role.id(), role.label()))
                .toList(),
            new PersonPage.May(
                may(actor, "person.keep"),
                may(actor, "role.grant"),
                id != actor.id() && may(actor, staffing.reissuing(id))),
            now.toString(),
            typed));
  }

  /** As one would open it from where the administrator sits. */
  private static String whole(String token) {
    return ServletUriComponentsBuilder.fromCurrentContextPath()
        .path(SetUp.PATH + token)
        .build()
        .toUriString();
  }

  private boolean may(Actor.Staff actor, String action) {
    return permissions.anywhere(actor.id(), action);
  }

  /** A lost key is told when somebody wants the numbers; the page opens without them. */
  private Optional<Known> known(long id) {
    try {
      return Optional.of(personal.get(id));
    } catch (Refusal lostKey) {
      return Optional.empty();
    }
  }

  private PersonPage.SeatRow row(Seat seat, Map<String, Organisation> names, LocalDate now) {
    var org = names.get(seat.org());
    return new PersonPage.SeatRow(
        seat.id(),
        org == null ? new Label(seat.org(), seat.org()) : new Label(org.name(), org.english()),
        seat.days().first().toString(),
        seat.days().last().map(LocalDate::toString).orElse(""),
        seat.days().include(now),
        seat.roles().stream()
            .map(held ->
                new PersonPage.Held(
                    held.id(),
                    roles
                        .find(held.role())
                        .map(Role::label)
                        .orElse(new Label(held.role(), held.role())),
                    held.days().first().toString(),
                    held.days().last().map(LocalDate::toString).orElse(""),
                    held.days().include(now)))
            .toList());
  }

  private Optional<PersonPage.Waiting> waiting(long id, Actor.Staff actor) {
    return accounts
        .waiting(id)
        .map(waiting ->
            new PersonPage.Waiting(
                waiting.setAt(),
                waiting.address(),
                people.find(waiting.issue().by()).map(Person::name).orElse(""),
                may(actor, waiting.issue().confirmBy())
                    && waiting.issue().by() != actor.id()
                    && id != actor.id()));
  }

  /** Whose duty it is to confirm what is set by the link that was just handed out. */
  private Label confirms(long id) {
    return accounts
        .issued(id)
        .flatMap(issue -> roles.of(Duty.of(issue.confirmBy())))
        .map(Role::label)
        .orElse(new Label("", ""));
  }
}
