package cn.tongtu.identity;

import cn.tongtu.identity.Permissions.Power;
import cn.tongtu.identity.view.PowersPage;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Address;
import cn.tongtu.shared.BadParameter;
import cn.tongtu.shared.Paging;
import cn.tongtu.shared.Words;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Who could do what on a day, for auditors and security administrators; reading it is kept. */
@Controller
class PowersPages {
  private static final int SIZE = 100;

  private final Permissions permissions;
  private final Organisations organisations;
  private final Placings placings;
  private final Roles roles;
  private final Audit audit;
  private final Clock clock = Clock.system(Words.CHINA);

  PowersPages(
      Permissions permissions,
      Organisations organisations,
      Placings placings,
      Roles roles,
      Audit audit) {
    this.permissions = permissions;
    this.organisations = organisations;
    this.placings = placings;
    this.roles = roles;
    this.audit = audit;
  }

  @GetMapping("/powers")
  ModelAndView list(
      @RequestParam(defaultValue = "") String day,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(defaultValue = "") String org,
      @RequestParam(defaultValue = "") String who,
      @RequestParam(defaultValue = "1") int page,
      Actor.Staff actor) {
    var acting =
        permissions.require(
            actor,
            permissions.anywhere(actor.id(), "audit.read") ? "audit.read" : "role.grant",
            "");
    var on = BadParameter.day("day", day).orElseGet(() -> LocalDate.now(clock));
    var tree = placings.tree();
    var names =
        organisations.list(on).stream()
            .collect(Collectors.toMap(Organisation::code, Organisation::name));
    var found =
        permissions.everyone(on).stream()
            .filter(power -> action.isBlank() || power.action().equals(action))
            .filter(power -> org.isBlank() || reaches(power, org, tree, on))
            .filter(power ->
                power.person().name().contains(who.strip())
                    || power.person().account().contains(who.strip()))
            .toList();
    var address =
        Address.of("/powers")
            .with("day", on)
            .withIf(!action.isBlank(), "action", action)
            .withIf(!org.isBlank(), "org", org)
            .withIf(!who.isBlank(), "who", who);
    var paging = Paging.of(page, SIZE, found.size(), address);
    audit.read(acting, "powers.read", "查阅权限一览 " + address);
    return new ModelAndView(
        "identity/powers",
        "page",
        new PowersPage(
            on.toString(),
            action,
            org,
            who,
            roles.actions().stream()
                .map(id -> new PowersPage.Choice(id, roles.action(id)))
                .toList(),
            organisations.tree(),
            found.stream()
                .skip(paging.offset())
                .limit(SIZE)
                .map(power -> row(power, names))
                .toList(),
            found.size(),
            paging));
  }

  private static boolean reaches(Power power, String org, OrganisationTree tree, LocalDate day) {
    return Powers.reaches(power.way(), power.action(), org, tree, day);
  }

  private PowersPage.Row row(Power power, Map<String, String> names) {
    var org = power.way().seat().org();
    return new PowersPage.Row(
        power.person().name(),
        power.person().account(),
        roles.action(power.action()),
        names.getOrDefault(org, org),
        power.way().words(power.action(), names.getOrDefault(org, org)));
  }
}
