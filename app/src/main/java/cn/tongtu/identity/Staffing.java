package cn.tongtu.identity;

import cn.tongtu.identity.Accounts.Invitation;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.OrganisationTree.Placing;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeping organisations, people and seats (组织人事), which is the system administrator's; and giving
 * seats their roles, which is the security administrator's. Neither may do the other's.
 */
@Service
class Staffing {
  private final People people;
  private final Organisations organisations;
  private final Roles roles;
  private final Accounts accounts;
  private final SetUp setUp;
  private final Permissions permissions;
  private final Audit audit;
  private final Clock clock = Clock.system(Words.CHINA);

  Staffing(
      People people,
      Organisations organisations,
      Roles roles,
      Accounts accounts,
      SetUp setUp,
      Permissions permissions,
      Audit audit) {
    this.people = people;
    this.organisations = organisations;
    this.roles = roles;
    this.accounts = accounts;
    this.setUp = setUp;
    this.permissions = permissions;
    this.audit = audit;
  }

  @Transactional
  void keep(Organisation organisation, Optional<String> parent, LocalDate from, Actor actor) {
    var acting = permissions.require(actor, "organisation.keep", organisation.code());
    Refusal.unless(
        organisation.code().matches("[a-z][a-z0-9_-]*") && !organisation.name().isBlank(),
        "单位代码只用小写字母、数字和连字符，名称不能为空",
        "a code has lower case letters and digits, and the name is not empty");
    people.lockTree();
    var before = organisations.find(organisation.code());
    organisations.put(organisation);
    parent.ifPresent(above -> {
      organisations.get(above);
      people.endPlacing(organisation.code(), from.minusDays(1));
      var placing = new Placing(organisation.code(), above, Days.from(from));
      people.tree().check(placing);
      people.addPlacing(placing);
    });
    // An organisation has a code and no number; the code stands in both maps instead.
    audit.changed(
        acting,
        "organisation.keep",
        new Change(
            new RecordRef("organisation", 0),
            organisation.code(),
            before.map(Staffing::fields).orElse(Map.of()),
            fields(organisation)),
        parent.map(above -> "自 " + from + " 起隶属于 " + above).orElse("维护单位"));
  }

  private static Map<String, String> fields(Organisation organisation) {
    return Map.of(
        "code", organisation.code(),
        "name", organisation.name(),
        "kind", organisation.kind().name());
  }

  /** A new person, with the token of the link by which the person sets a password. */
  @Transactional
  String enter(String account, String name, Actor actor) {
    var acting = permissions.require(actor, "person.keep", "");
    Refusal.unless(
        !account.isBlank() && !name.isBlank(), "请填写账号和姓名", "fill in the account and the name");
    var person = people.add(account, name, false);
    audit.changed(
        acting,
        "person.keep",
        Change.added(new RecordRef("person", person), "", Map.of("account", account, "name", name)),
        "新增人员");
    return setUp.invite(new Invitation(Optional.empty(), Optional.of(person)));
  }

  @Transactional
  void leave(long person, Actor actor) {
    var acting = permissions.require(actor, "person.keep", "");
    people.lock(person);
    var today = LocalDate.now(clock);
    people.get(person);
    people.leave(person, today);
    audit.changed(
        acting,
        "person.keep",
        new Change(
            new RecordRef("person", person), "", Map.of(), Map.of("leftOn", today.toString())),
        "离岗停用");
  }

  @Transactional
  long seat(long person, String org, LocalDate from, Actor actor) {
    var acting = permissions.require(actor, "seat.keep", org);
    people.lock(person);
    people.get(person);
    organisations.get(org);
    var seat = people.addSeat(person, org, Days.from(from));
    audit.changed(
        acting,
        "seat.keep",
        Change.added(
            new RecordRef("seat", seat),
            org,
            Map.of("person", String.valueOf(person), "from", from.toString())),
        "任职");
    return seat;
  }

  /** From today on the seat is nobody's. */
  @Transactional
  void endSeat(long id, Actor actor) {
    var seat = get(id);
    var acting = permissions.require(actor, "seat.keep", seat.org());
    people.lock(seat.person());
    var last = LocalDate.now(clock).minusDays(1);
    people.endSeat(id, last);
    audit.changed(
        acting,
        "seat.keep",
        new Change(new RecordRef("seat", id), seat.org(), Map.of(), Map.of("to", last.toString())),
        "免去任职");
  }

  private Seat get(long seat) {
    return people.findSeat(seat).orElseThrow(() -> new Refusal("没有这个任职", "no such seat"));
  }

  @Transactional
  void grant(long id, String role, Actor actor) {
    var seat = get(id);
    var acting = permissions.require(actor, "role.grant", seat.org());
    Refusal.unless(
        !actor.person().equals(Optional.of(seat.person())),
        "不能给自己授权",
        "nobody grants a role to oneself");
    var duty = roles.get(role).duty();
    // The person's lock, because two roles granted at once could join two duties.
    people.lock(seat.person());
    var days = Days.from(LocalDate.now(clock));
    Refusal.unless(
        people.powers(seat.person()).duties(days).allMatch(duty::equals),
        "此人已有另一种职责的角色；三员与业务角色、三员之间不能兼任",
        "this person holds a role of another duty; the three administrators' duties are kept apart");
    people.addRole(id, role, days);
    audit.changed(
        acting,
        "role.grant",
        Change.added(
            new RecordRef("seat", id),
            seat.org(),
            Map.of("role", role, "person", seat.personName())),
        "授予角色");
  }

  @Transactional
  void revoke(long id, long held, Actor actor) {
    var seat = get(id);
    var acting = permissions.require(actor, "role.grant", seat.org());
    people.lock(seat.person());
    var role =
        seat.roles().stream()
            .filter(each -> each.id() == held)
            .findFirst()
            .orElseThrow(() -> new Refusal("没有这项授权", "no such role is held"));
    people.endRole(held, LocalDate.now(clock).minusDays(1));
    audit.changed(
        acting,
        "role.grant",
        new Change(new RecordRef("seat", id), seat.org(), Map.of("role", role.role()), Map.of()),
        "收回角色");
  }

  /** Forgets wrong passwords and gives a link for a new one. */
  @Transactional
  String unlock(long id, Actor actor) {
    var acting = permissions.require(actor, "account.unlock", "");
    var person = people.get(id);
    Refusal.unless(!actor.person().equals(Optional.of(id)), "不能给自己解锁", "nobody unlocks oneself");
    accounts.forget("account", person.account());
    audit.changed(
        acting,
        "account.unlock",
        new Change(new RecordRef("person", id), "", Map.of(), Map.of()),
        "解锁并重发设密链接");
    return setUp.invite(new Invitation(Optional.empty(), Optional.of(id)));
  }

  /** One lets another act for a seat of one's own, for a time; nobody delegates another's seat. */
  @Transactional
  void delegate(long id, long delegate, LocalDate first, LocalDate last, String why, Actor actor) {
    var seat = get(id);
    Refusal.unless(
        actor.person().equals(Optional.of(seat.person())),
        "只能委托自己的任职",
        "only a seat of one's own can be delegated");
    Refusal.unless(delegate != seat.person(), "不能委托给自己", "not to oneself");
    Refusal.unless(!last.isBefore(first), "止日早于起日", "it ends before it begins");
    Refusal.unless(!why.isBlank(), "请写明代理原因", "say why");
    people.get(delegate);
    people.lock(seat.person());
    people.addDelegation(id, delegate, first, last, why);
    audit.changed(
        actor.in(id),
        "delegate",
        Change.added(
            new RecordRef("seat", id),
            seat.org(),
            Map.of(
                "delegate", String.valueOf(delegate),
                "from", first.toString(),
                "to", last.toString())),
        why);
  }
}
