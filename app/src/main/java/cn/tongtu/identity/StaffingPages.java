package cn.tongtu.identity;

import cn.tongtu.identity.view.StaffingPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Words;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/**
 * People, their seats and roles: the system administrator's page and the security administrator's.
 */
@Controller
class StaffingPages {
  private final Staffing staffing;
  private final People people;
  private final Organisations organisations;
  private final Roles roles;
  private final Permissions permissions;
  private final Clock clock = Clock.system(Words.CHINA);

  StaffingPages(
      Staffing staffing,
      People people,
      Organisations organisations,
      Roles roles,
      Permissions permissions) {
    this.staffing = staffing;
    this.people = people;
    this.organisations = organisations;
    this.roles = roles;
    this.permissions = permissions;
  }

  @GetMapping("/people")
  ModelAndView list(Actor actor) {
    return page(actor, Optional.empty());
  }

  private ModelAndView page(Actor actor, Optional<String> link) {
    var who = actor.person().orElseThrow();
    var grants = permissions.anywhere(who, "role.grant");
    if (!grants) {
      permissions.require(actor, "person.keep", "");
    }
    var today = LocalDate.now(clock);
    var rows =
        people.list().stream()
            .map(person ->
                new StaffingPage.Row(
                    person.id(),
                    person.name(),
                    person.account(),
                    person.worksOn(today),
                    people.seatsOf(person.id()).stream()
                        .filter(seat -> seat.days().include(today))
                        .map(seat ->
                            new StaffingPage.SeatRow(
                                seat.id(),
                                organisations.get(seat.org()).name(),
                                seat.roles().stream()
                                    .filter(held -> held.days().include(today))
                                    .map(held ->
                                        new StaffingPage.Held(
                                            held.id(), roles.get(held.role()).label()))
                                    .toList()))
                        .toList()))
            .toList();
    return new ModelAndView(
        "identity/people",
        "page",
        new StaffingPage(
            rows,
            organisations.list(),
            roles.list().stream()
                .map(role -> new StaffingPage.Choice(role.id(), role.label()))
                .toList(),
            grants,
            link.map(token -> SetUp.PATH + token)));
  }

  /** The link is shown this once and kept nowhere. */
  @PostMapping("/people")
  ModelAndView enter(@RequestParam String account, @RequestParam String name, Actor actor) {
    return page(actor, Optional.of(staffing.enter(account, name, actor)));
  }

  @PostMapping("/people/{person}/seats")
  RedirectView seat(@PathVariable long person, @RequestParam String org, Actor actor) {
    staffing.seat(person, org, LocalDate.now(clock), actor);
    return back();
  }

  @PostMapping("/people/{person}/leave")
  RedirectView leave(@PathVariable long person, Actor actor) {
    staffing.leave(person, actor);
    return back();
  }

  @PostMapping("/people/{person}/unlock")
  ModelAndView unlock(@PathVariable long person, Actor actor) {
    return page(actor, Optional.of(staffing.unlock(person, actor)));
  }

  @PostMapping("/seats/{seat}/end")
  RedirectView end(@PathVariable long seat, Actor actor) {
    staffing.endSeat(seat, actor);
    return back();
  }

  @PostMapping("/seats/{seat}/roles")
  RedirectView grant(@PathVariable long seat, @RequestParam String role, Actor actor) {
    staffing.grant(seat, role, actor);
    return back();
  }

  @PostMapping("/seats/{seat}/roles/{held}/end")
  RedirectView revoke(@PathVariable long seat, @PathVariable long held, Actor actor) {
    staffing.revoke(seat, held, actor);
    return back();
  }

  private static RedirectView back() {
    var redirect = new RedirectView("/people");
    redirect.setStatusCode(HttpStatus.SEE_OTHER);
    return redirect;
  }
}
