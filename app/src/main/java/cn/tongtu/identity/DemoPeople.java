package cn.tongtu.identity;

import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.OrganisationTree.Placing;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Words;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
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

  private static final int STAFF = 120;
  private static final String SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许";

  /** Nobody is called after a day of the calendar: everyone sees that they are invented. */
  private static final List<String> DAYS_OF_THE_CALENDAR =
      List.of(
          "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至", "小暑", "大暑", "立秋", "处暑", "白露",
          "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至", "小寒", "大寒");

  private final People people;
  private final Seats seats;
  private final Roles roles;
  private final Organisations organisations;
  private final Audit audit;
  private final Placings placings;
  private final Clock clock = Clock.system(Words.CHINA);

  DemoPeople(
      People people,
      Seats seats,
      Roles roles,
      Organisations organisations,
      Placings placings,
      Audit audit) {
    this.placings = placings;
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
        // Below a county each role reaches what it may from above.
        var below = organisations.parents(LocalDate.now(clock)).keySet();
        for (var org : organisations.list()) {
          if (!below.contains(org.code())) {
            seats.addRole(seats.add(person, org.code(), days), role.id(), days);
          }
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

  /** Puts an organisation of the sample below another, from the day its people work there. */
  @Transactional
  public void place(String org, String parent) {
    placings.add(new Placing(org, parent, Days.from(SINCE)));
  }

  /**
   * The county's staff (示例县人员): each has a seat in one of the organisations, the first of each as
   * its reviewer, the others as clerks; three in the county's own keep the three separated duties.
   * They have no password until an administrator gives them a link.
   */
  @Transactional
  public void staff(String county, List<String> offices, Actor actor) {
    var days = Days.from(SINCE);
    var guarding = List.of("system", "security", "auditor");
    for (int i = 0; i < STAFF; i++) {
      var guards = i < guarding.size();
      var office = guards ? county : offices.get((i - guarding.size()) % offices.size());
      var role =
          guards ? guarding.get(i) : i - guarding.size() < offices.size() ? "reviewer" : "clerk";
      var name =
          SURNAMES.charAt(i % SURNAMES.length())
              + DAYS_OF_THE_CALENDAR.get(
                  (i * 7 + i / SURNAMES.length()) % DAYS_OF_THE_CALENDAR.size());
      var person = people.add("qx%03d".formatted(i + 1), name, false);
      seats.addRole(seats.add(person, office, days), role, days);
    }
    audit.changed(
        actor,
        "person.keep",
        Change.added(new RecordRef("person", 0), county, Map.of("count", String.valueOf(STAFF))),
        "示例县人员，姓名均为虚构");
  }
}
