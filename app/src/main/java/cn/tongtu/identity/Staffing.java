package cn.tongtu.identity;

import cn.tongtu.identity.Accounts.Invitation;
import cn.tongtu.identity.Accounts.Issue;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.PersonalRecords.Known;
import cn.tongtu.search.Finder;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.IdentityNumber;
import cn.tongtu.shared.Phone;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeping people and seats (人事), which is the system administrator's; and giving seats their roles,
 * which is the security administrator's. Neither may do the other's.
 */
@Service
class Staffing {
  private static final String PERSON = "person.keep";
  private static final String SEAT = "seat.keep";
  private static final String ROLE = "role.grant";

  private final People people;
  private final Seats seats;
  private final Organisations organisations;
  private final Roles roles;
  private final Accounts accounts;
  private final SetUp setUp;
  private final PersonalRecords personal;
  private final Permissions permissions;
  private final Audit audit;
  private final Succession succession;
  private final Clock clock = Clock.system(Words.CHINA);

  private final Finder finder;

  Staffing(
      People people,
      Seats seats,
      Organisations organisations,
      Roles roles,
      Accounts accounts,
      SetUp setUp,
      PersonalRecords personal,
      Permissions permissions,
      Audit audit,
      Succession succession,
      Finder finder) {
    this.finder = finder;
    this.succession = succession;
    this.people = people;
    this.seats = seats;
    this.organisations = organisations;
    this.roles = roles;
    this.accounts = accounts;
    this.setUp = setUp;
    this.personal = personal;
    this.permissions = permissions;
    this.audit = audit;
  }

  /** Who was entered, and the token of the link by which that person sets a password. */
  record Link(long person, String token) {}

  /** What is set by the link is confirmed by a security administrator. */
  @Transactional
  Link enter(String account, String name, Actor actor) {
    var acting = permissions.require(actor, PERSON, "");
    WrongField.unless(!account.isBlank(), "account", "请填写账号", "fill in the account");
    WrongField.unless(!name.isBlank(), "name", "请填写姓名", "fill in the name");
    var person = people.add(account, name, false);
    finder.put(PersonSearch.entry(people.get(person)));
    told(
        acting,
        PERSON,
        new RecordRef("person", person),
        "",
        Map.of(),
        Map.of("account", account.strip(), "name", name.strip()),
        "新增人员");
    return link(person, "account.confirm", actor);
  }

  private Link link(long person, String confirmBy, Actor actor) {
    var issuer =
        actor
            .person()
            .orElseThrow(() -> new Refusal("设密链接须由管理员本人发出", "an administrator hands out a link"));
    return new Link(person, setUp.invite(Invitation.issued(person, new Issue(issuer, confirmBy))));
  }

  /**
   * Forgets wrong passwords and gives a link for a new one, which a second administrator confirms.
   * A security administrator does it, and a system administrator confirms; for these two themselves
   * an auditor confirms, and a security administrator's link comes from a system administrator.
   */
  @Transactional
  Link reissue(long id, Actor actor) {
    var person = people.lock(id);
    var today = LocalDate.now(clock);
    var duties = duties(person);
    var action = reissuing(id);
    var acting = permissions.require(actor, action, "");
    Refusal.unless(
        !actor.person().equals(Optional.of(id)), "不能给自己发设密链接", "nobody gives oneself a link");
    Refusal.unless(person.worksOn(today), "此人已离岗停用", "the person has left");
    accounts.forget("account", person.account());
    told(
        acting, action, new RecordRef("person", id), "", Map.of(), Map.of("link", "***"), "重发设密链接");
    return link(
        id,
        duties.contains(Duty.SECURITY) || duties.contains(Duty.SYSTEM)
            ? "audit.confirm"
            : "person.confirm",
        actor);
  }

  /** The action by which somebody may be given a new link. */
  String reissuing(long id) {
    return duties(people.get(id)).contains(Duty.SECURITY) ? PERSON : "account.unlock";
  }

  private Set<Duty> duties(Person person) {
    return new Powers(person, seats.of(person.id()), List.of(), OrganisationTree.EMPTY, roles::find)
        .duties(Days.from(LocalDate.now(clock)))
        .collect(Collectors.toSet());
  }

  @Transactional
  void leave(long id, Actor actor) {
    succession.lock();
    var person = people.lock(id);
    var acting = permissions.require(actor, PERSON, "");
    Refusal.unless(
        !actor.person().equals(Optional.of(id)), "不能停用自己的账号", "nobody ends one's own account");
    Refusal.unless(person.leftOn().isEmpty(), "此人已离岗停用", "the person has left already");
    var today = LocalDate.now(clock);
    people.leave(id, today);
    succession.check(duties(person));
    told(
        acting,
        PERSON,
        new RecordRef("person", id),
        "",
        Map.of("leftOn", ""),
        Map.of("leftOn", today.toString()),
        "离岗停用");
  }

  /** Telephone and identity number; in the trail they are masked. */
  @Transactional
  void putPersonal(long id, Known known, Actor actor) {
    people.lock(id);
    var acting = permissions.require(actor, PERSON, "");
    var before = personal.get(id);
    personal.put(id, known);
    told(
        acting,
        PERSON,
        new RecordRef("person", id),
        "",
        before.masked(),
        known.masked(),
        "登记联系电话和证件号码");
  }

  /** In full, for a reason, and the trail tells of it. */
  @Transactional
  Known readPersonal(long id, String why, Actor actor) {
    var acting = permissions.require(actor, "person.disclose", "");
    WrongField.unless(!why.isBlank(), "why", "请写明查看原因", "say why");
    people.get(id);
    audit.read(acting, "person.disclose", new RecordRef("person", id), why.strip());
    return personal.get(id);
  }

  /** Whose identity number it is; the trail tells who asked, also when it is nobody's. */
  @Transactional
  Optional<Long> find(IdentityNumber number, Actor acting) {
    var found = personal.find(number);
    asked(found.stream().toList(), number.masked(), acting);
    return found;
  }

  /** Whose telephone it is; likewise. */
  @Transactional
  List<Long> find(Phone number, Actor acting) {
    var found = personal.find(number);
    asked(found, number.masked(), acting);
    return found;
  }

  private void asked(List<Long> found, String masked, Actor acting) {
    if (found.isEmpty()) {
      audit.read(acting, PERSON, "按号码查找人员 " + masked + "，没有找到");
    }
    found.forEach(
        person -> audit.read(acting, PERSON, new RecordRef("person", person), "按号码查找人员 " + masked));
  }

  @Transactional
  long seat(long id, String org, LocalDate from, Actor actor) {
    var person = people.lock(id);
    var acting = permissions.require(actor, SEAT, org);
    Refusal.unless(person.leftOn().isEmpty(), "此人已离岗停用", "the person has left");
    var life = organisations.share(org);
    WrongField.unless(
        life.openOn(from) && life.last().isEmpty(),
        "org",
        "该单位届时未设立或将撤销",
        "the organisation is not open then, or is to be closed");
    WrongField.unless(
        seats.of(id).stream()
            .noneMatch(seat -> seat.org().equals(org) && seat.days().overlap(Days.from(from))),
        "org",
        "此人已在该单位任职",
        "the person has a seat there already");
    var seat = seats.add(id, org, Days.from(from));
    told(
        acting,
        SEAT,
        new RecordRef("seat", seat),
        org,
        Map.of(),
        Map.of("person", person.name(), "from", from.toString()),
        "任职");
    return seat;
  }

  /** From today on the seat is nobody's. */
  @Transactional
  void endSeat(long id, Actor actor) {
    succession.lock();
    var seat = lock(id);
    var acting = permissions.require(actor, SEAT, seat.org());
    var duties = duties(people.get(seat.person()));
    var last = LocalDate.now(clock).minusDays(1);
    seats.end(id, last);
    succession.check(duties);
    told(
        acting,
        SEAT,
        new RecordRef("seat", id),
        seat.org(),
        Map.of(
            "person",
            seat.personName(),
            "to",
            seat.days().last().map(LocalDate::toString).orElse("")),
        Map.of("to", last.toString()),
        "免去任职");
  }

  /** The person's lock first, the seat second. Whose seat it is never changes. */
  private Seat lock(long seat) {
    people.lock(seats.get(seat).person());
    return seats.get(seat);
  }

  @Transactional
  void grant(long id, String role, Actor actor) {
    // The person's lock, because two roles granted at once could join two duties.
    var seat = lock(id);
    var acting = permissions.require(actor, ROLE, seat.org());
    Refusal.unless(
        !actor.person().equals(Optional.of(seat.person())),
        "不能给自己授权",
        "nobody grants a role to oneself");
    var duty = roles.get(role).duty();
    var days = Days.from(LocalDate.now(clock));
    WrongField.unless(
        Set.of(duty).containsAll(duties(people.get(seat.person()))),
        "role",
        "此人已有另一种职责的角色；三员与业务角色、三员之间不能兼任",
        "this person holds a role of another duty; the three administrators' duties are kept apart");
    WrongField.unless(
        seat.roles().stream()
            .noneMatch(held -> held.role().equals(role) && held.days().overlap(days)),
        "role",
        "这个任职已有此角色",
        "the seat has this role already");
    seats.addRole(id, role, days);
    told(
        acting,
        ROLE,
        new RecordRef("seat", id),
        seat.org(),
        Map.of(),
        Map.of("role", role, "person", seat.personName()),
        "授予角色");
  }

  @Transactional
  void revoke(long id, long held, Actor actor) {
    succession.lock();
    var seat = lock(id);
    var acting = permissions.require(actor, ROLE, seat.org());
    var role =
        seat.roles().stream()
            .filter(each -> each.id() == held)
            .findFirst()
            .orElseThrow(() -> new Refusal("没有这项授权", "no such role is held"));
    var duties = duties(people.get(seat.person()));
    seats.endRole(held, LocalDate.now(clock).minusDays(1));
    succession.check(duties);
    told(
        acting,
        ROLE,
        new RecordRef("seat", id),
        seat.org(),
        Map.of("role", role.role(), "person", seat.personName()),
        Map.of("role", ""),
        "收回角色");
  }

  private void told(
      Actor acting,
      String action,
      RecordRef record,
      String org,
      Map<String, String> before,
      Map<String, String> after,
      String why) {
    audit.changed(acting, action, new Change(record, org, before, after), why);
  }
}
