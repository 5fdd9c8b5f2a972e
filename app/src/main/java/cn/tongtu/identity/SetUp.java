package cn.tongtu.identity;

import cn.tongtu.identity.Accounts.Invitation;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.StartNotice;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Links that let their bearer set a password once (设密链接). While a duty of the three administrators
 * was never held, each start prints one for it: none of the three can make another, so the first of
 * each comes from whoever starts the server.
 */
@Service
class SetUp implements StartNotice {
  static final String PATH = "/set-up/";
  private static final int TOKEN_BYTES = 32;
  private static final Duration GOOD_FOR = Duration.ofDays(7);
  private static final List<Duty> SEPARATED = List.of(Duty.SYSTEM, Duty.SECURITY, Duty.AUDIT);

  private final People people;
  private final Roles roles;
  private final Accounts accounts;
  private final Seats seats;
  private final Organisations organisations;
  private final Passwords passwords;
  private final Audit audit;
  private final SecureRandom random = new SecureRandom();
  private final Clock clock = Clock.system(Words.CHINA);

  SetUp(
      People people,
      Roles roles,
      Accounts accounts,
      Seats seats,
      Organisations organisations,
      Passwords passwords,
      Audit audit) {
    this.people = people;
    this.roles = roles;
    this.accounts = accounts;
    this.seats = seats;
    this.organisations = organisations;
    this.passwords = passwords;
    this.audit = audit;
  }

  @Override
  @Transactional
  public List<Label> afterStart(String server) {
    var lines = new ArrayList<Label>();
    for (var duty : SEPARATED) {
      if (!held(duty)) {
        var role = roles.of(duty).orElseThrow().label();
        var link = server + PATH + invite(Invitation.first(duty));
        lines.add(new Label("首任" + role.chinese() + "设置链接（限用一次）", link));
      }
    }
    return lines;
  }

  private boolean held(Duty duty) {
    return seats.anyoneHolds(
        roles.list().stream().filter(role -> role.duty() == duty).map(Role::id).toList());
  }

  /** The token itself is kept nowhere. */
  String invite(Invitation invitation) {
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    var token = HexFormat.of().formatHex(bytes);
    accounts.invite(hash(token), invitation, clock.instant().plus(GOOD_FOR));
    return token;
  }

  /** What a set-up page asks for: the role, or the person known already. */
  record Asked(Optional<Label> role, Optional<Person> person, boolean firstOrganisation) {}

  @Transactional(readOnly = true)
  Asked asked(String token) {
    var invitation = accounts.find(hash(token), clock.instant()).orElseThrow(SetUp::used);
    return new Asked(
        invitation.duty().flatMap(roles::of).map(Role::label),
        invitation.person().flatMap(people::find),
        organisations.list().isEmpty());
  }

  private static Refusal used() {
    return new NotFound(
        "这个链接已经用过、过期或作废；请向管理员要新的，首任管理员请重新启动服务",
        "this link was used, has expired or is void; ask an administrator for a new one, or start the"
            + " server again");
  }

  /** What somebody fills in on the set-up page (设置). */
  record Filled(String organisation, String account, String name, String password) {}

  /** What waits for a second administrator (待复核): the code to tell, and whose duty it is. */
  record Awaiting(String code, Duty duty) {}

  /**
   * @return nothing when the password counts at once, which is so of the first administrators only
   */
  @Transactional
  Optional<Awaiting> take(String token, Filled filled, String address) {
    var invitation = accounts.use(hash(token), clock.instant()).orElseThrow(SetUp::used);
    if (invitation.person().isEmpty()) {
      first(invitation.duty().orElseThrow(), filled, address);
      return Optional.empty();
    }
    var person = people.lock(invitation.person().get());
    // A link of an earlier version says of nobody who handed it out, and is good for nothing.
    var issue = invitation.issue().orElseThrow(SetUp::used);
    var actor = new Actor.Stranger("持设密链接者（" + person.name() + "）", address);
    return Optional.of(
        new Awaiting(
            passwords.await(person, filled.password, issue, actor), Duty.of(issue.confirmBy())));
  }

  private void first(Duty duty, Filled filled, String address) {
    WrongField.unless(!filled.account.isBlank(), "account", "请填写账号", "fill in the account");
    WrongField.unless(!filled.name.isBlank(), "name", "请填写姓名", "fill in the name");
    var founding = organisations.list().isEmpty();
    if (founding) {
      WrongField.unless(
          !filled.organisation.isBlank(),
          "organisation",
          "请填写单位名称",
          "fill in the organisation's name");
      organisations.put(
          new Organisation("authority", filled.organisation.strip(), filled.organisation.strip()));
    }
    var org = organisations.list().getFirst().code();
    var role = roles.of(duty).orElseThrow();
    var id = people.add(filled.account, filled.name, false);
    var today = Days.from(LocalDate.now(clock));
    var seat = seats.add(id, org, today);
    seats.addRole(seat, role.id(), today);
    var actor = new Actor.Staff(id, filled.name.strip(), Optional.of(seat), address);
    if (founding) {
      audit.changed(
          actor,
          "organisation.keep",
          Change.added(
              new RecordRef("organisation", 0), org, Map.of("name", filled.organisation.strip())),
          "首次设置");
    }
    audit.changed(
        actor,
        "person.keep",
        Change.added(
            new RecordRef("person", id),
            org,
            Map.of("account", filled.account, "name", filled.name, "role", role.id())),
        "用首任" + role.label().chinese() + "设置链接");
    passwords.first(people.get(id), filled.password, actor);
  }

  private static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
