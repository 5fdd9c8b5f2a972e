package cn.tongtu.identity;

import cn.tongtu.identity.Accounts.Issue;
import cn.tongtu.identity.Accounts.Waiting;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.WrongField;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How an account comes to its password (口令). One's own is changed by the old one. One set by a link
 * that an administrator handed out counts only after a second administrator, of another duty, has
 * asked the person for the code that the setter was shown: whoever hands out a link cannot take an
 * account over alone.
 */
@Service
class Passwords {
  private static final int MOST_WRONG_CODES = 3;
  private static final int CODES = 1_000_000;

  private final People people;
  private final Accounts accounts;
  private final Permissions permissions;
  private final Audit audit;
  private final PasswordEncoder hashes;
  private final Sessions sessions;
  private final TransactionTemplate transaction;
  private final SecureRandom random = new SecureRandom();
  private final Clock clock = Clock.systemUTC();

  Passwords(
      People people,
      Accounts accounts,
      Permissions permissions,
      Audit audit,
      PasswordEncoder hashes,
      Sessions sessions,
      TransactionTemplate transaction) {
    this.people = people;
    this.accounts = accounts;
    this.permissions = permissions;
    this.audit = audit;
    this.hashes = hashes;
    this.sessions = sessions;
    this.transaction = transaction;
  }

  /**
   * By the person, who has just proven the old one.
   *
   * @param proven the hash that the old password was held against; changed meanwhile, it proves
   *     nothing
   * @param here the session that goes on; the person's others end
   */
  void change(Person self, String proven, String password, String here, Actor actor) {
    PasswordRule.check(password, self.account(), self.name());
    Refusal.unless(
        !hashes.matches(password, proven), "新口令与原口令相同", "the new password is the old one");
    var hash = hash(password);
    transaction.executeWithoutResult(_ -> {
      Refusal.unless(
          people.lock(self.id()).password().equals(Optional.of(proven)),
          "口令刚被改过，请重新登录",
          "the password was changed just now; sign in again");
      people.putPassword(self.id(), hash);
      told(actor, self.id(), Map.of("password", "***"), "本人更改口令");
    });
    sessions.endAll(self.id(), here);
  }

  /** Counts at once: there was nobody else to confirm it. */
  void first(Person person, String password, Actor actor) {
    PasswordRule.check(password, person.account(), person.name());
    people.putPassword(person.id(), hash(password));
    accounts.forget("account", person.account());
    told(actor, person.id(), Map.of("password", "***"), "设置口令");
  }

  /**
   * @return the code that the person tells the one who confirms; it is shown this once
   */
  String await(Person person, String password, Issue issue, Actor actor) {
    PasswordRule.check(password, person.account(), person.name());
    var code = "%06d".formatted(random.nextInt(CODES));
    accounts.putWaiting(
        new Waiting(
            person.id(), hash(password), hash(code), clock.instant(), actor.address(), issue, 0));
    told(actor, person.id(), Map.of("password", "待复核"), "用设密链接设置口令");
    return code;
  }

  Optional<Waiting> waiting(long person) {
    return accounts.waiting(person);
  }

  /** The outcome is decided in the transaction and told after it, so that a wrong code counts. */
  void confirm(long person, String code, Actor actor) {
    var right =
        Boolean.TRUE.equals(
            transaction.execute(_ -> {
              people.lock(person);
              var waiting = accounts.waiting(person).orElseThrow(Passwords::nothingWaits);
              var acting = second(waiting, actor);
              if (!hashes.matches(code.strip(), waiting.code())) {
                accounts.countWrong(person);
                if (waiting.wrong() + 1 >= MOST_WRONG_CODES) {
                  accounts.forgetWaiting(person);
                  told(acting, person, Map.of("password", "作废"), "核对码连续不符，设置的口令作废");
                }
                return false;
              }
              people.putPassword(person, waiting.password());
              accounts.forgetWaiting(person);
              accounts.forget("account", people.get(person).account());
              told(acting, person, Map.of("password", "***"), "向本人核对后复核通过");
              return true;
            }));
    WrongField.unless(
        right,
        "code",
        "核对码不符。请向本人再问一次；连续三次不符，这次设置作废",
        "not the code. Ask the person once more; after three wrong ones what was set is void");
    sessions.endAll(person, "");
  }

  @Transactional
  void reject(long person, Actor actor) {
    people.lock(person);
    var waiting = accounts.waiting(person).orElseThrow(Passwords::nothingWaits);
    var acting = second(waiting, actor);
    accounts.forgetWaiting(person);
    told(acting, person, Map.of("password", "作废"), "复核未通过：不是本人设置");
  }

  private Actor second(Waiting waiting, Actor actor) {
    var acting = permissions.require(actor, waiting.issue().confirmBy(), "");
    Refusal.unless(
        !actor.person().equals(Optional.of(waiting.issue().by()))
            && !actor.person().equals(Optional.of(waiting.person())),
        "发出链接的人和设置口令的人都不能复核",
        "neither who handed out the link nor who set the password may confirm it");
    return acting;
  }

  private static Refusal nothingWaits() {
    return new Refusal(
        "没有待复核的口令：可能已被他人办理或作废", "no password waits: somebody may have dealt with it");
  }

  private String hash(String text) {
    return String.valueOf(hashes.encode(text));
  }

  private void told(Actor actor, long person, Map<String, String> after, String why) {
    audit.changed(
        actor, "password", new Change(new RecordRef("person", person), "", Map.of(), after), why);
  }
}
