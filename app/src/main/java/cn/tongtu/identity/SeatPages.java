package cn.tongtu.identity;

import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Mistakes;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The forms that give and end seats and roles (任职与授权); each leads back to the person. */
@Controller
class SeatPages {
  private final Staffing staffing;
  private final PersonPages one;
  private final Seats seats;

  SeatPages(Staffing staffing, PersonPages one, Seats seats) {
    this.staffing = staffing;
    this.one = one;
    this.seats = seats;
  }

  @PostMapping("/people/{person}/seats")
  ModelAndView seat(
      @PathVariable long person,
      @RequestParam(defaultValue = "") String org,
      @RequestParam(defaultValue = "") String from,
      HttpServletRequest request,
      Actor.Staff actor) {
    return one.done(
        "seat",
        person,
        request,
        actor,
        () -> {
          var wrong = new Mistakes().needs("org", org, "请选择单位", "choose an organisation");
          var day = wrong.day("from", from);
          wrong.tell();
          var _ = staffing.seat(person, org, day.orElseThrow(), actor);
        });
  }

  @PostMapping("/seats/{seat}/end")
  ModelAndView end(@PathVariable long seat, HttpServletRequest request, Actor.Staff actor) {
    return one.done(
        "role" + seat,
        seats.get(seat).person(),
        request,
        actor,
        () -> staffing.endSeat(seat, actor));
  }

  @PostMapping("/seats/{seat}/roles")
  ModelAndView grant(
      @PathVariable long seat,
      @RequestParam(defaultValue = "") String role,
      HttpServletRequest request,
      Actor.Staff actor) {
    return one.done(
        "role" + seat,
        seats.get(seat).person(),
        request,
        actor,
        () -> {
          new Mistakes().needs("role", role, "请选择角色", "choose a role").tell();
          staffing.grant(seat, role, actor);
        });
  }

  @PostMapping("/seats/{seat}/roles/{held}/end")
  ModelAndView revoke(
      @PathVariable long seat,
      @PathVariable long held,
      HttpServletRequest request,
      Actor.Staff actor) {
    return one.done(
        "role" + seat,
        seats.get(seat).person(),
        request,
        actor,
        () -> staffing.revoke(seat, held, actor));
  }
}
