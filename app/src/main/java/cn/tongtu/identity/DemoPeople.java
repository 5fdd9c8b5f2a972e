package cn.tongtu.identity;

import cn.tongtu.identity.Audit.Change;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The sample's people (演示人员): invented, one a role, with a seat in every organisation of the
 * sample; the only accounts that sign in without a password.
 */
@Service
public class DemoPeople {
  private static final LocalDate SINCE = LocalDate.of(2020, 1, 1);
  private static final String PREFIX = "demo-";
  private static final Map<String, String> NAMES =
      Map.of(
          "clerk", "演示·经办",
          "reviewer", "演示·审核",
          "system", "演示·系统",
          "security", "演示·安全",
          "auditor", "演示·审计");

  private final People people;
  private final Seats seats;
  private final Roles roles;
  private final Organisations organisations;
  private final Audit audit;

  DemoPeople(People people, Seats seats, Roles roles, Organisations organisations, Audit audit) {
    this.people = people;
    this.seats = seats;
    this.roles = roles;
    this.organisations = organisations;
    this.audit = audit;
  }

  /** Does nothing when they are there already, or when anybody else is. */
  @Transactional
  public void enter(Actor actor) {
    if (!people.list().isEmpty()) {
      return;
    }
    var days = Days.from(SINCE);
    for (var role : roles.list()) {
      var name = NAMES.get(role.id());
      if (name != null) {
        var person = people.add(PREFIX + role.id(), name, true);
        for (var org : organisations.list()) {
          seats.addRole(seats.add(person, org.code(), days), role.id(), days);
        }
        audit.changed(
            actor,
            "person.keep",
            Change.added(
                new RecordRef("person", person),
                "",
                Map.of("account", PREFIX + role.id(), "name", name, "role", role.id())),
            "演示人员，在示例的各单位任职");
      }
    }
  }
}
