package cn.tongtu.identity;

import cn.tongtu.identity.AuditEntry.Kind;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Words;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Signing in (登录): by account and password; of the sample's people, by name alone; or by what the
 * authority's own sign-on says.
 */
@Service
class SignIn {
  private static final String ACCOUNT = "account";
  private static final String ADDRESS = "address";
  private static final int LONGEST_KEY = 100;

  private final People people;
  private final Accounts accounts;
  private final Audit audit;
  private final PasswordEncoder hashes;
  private final TransactionTemplate transaction;
  private final Clock clock = Clock.system(Words.CHINA);
  private final String nobodysHash;

  SignIn(
      People people,
      Accounts accounts,
      Audit audit,
      PasswordEncoder hashes,
      TransactionTemplate transaction) {
    this.people = people;
    this.accounts = accounts;
    this.audit = audit;
    this.hashes = hashes;
    this.transaction = transaction;
    // Of the encoder's own cost, so that an unknown account takes as long as a wrong password.
    this.nobodysHash = "{bcrypt}$2a$11$" + "x".repeat(22) + "y".repeat(31);
  }

  /** What came of an attempt (登录结果). */
  sealed interface Outcome {
    record Welcome(SignedIn who) implements Outcome {}

    record Wrong() implements Outcome {}

    record Locked() implements Outcome {}
  }

  Outcome attempt(String typed, String password, String address) {
    var demo =
        password.isEmpty()
            ? demo().stream().filter(person -> person.account().equals(typed)).findFirst()
            : Optional.<Person>empty();
    if (demo.isPresent()) {
      return welcome(demo.get(), address, "演示账号登录");
    }
    return switch (prove(typed, password, address)) {
      case Proof.Right(var person, _) -> welcome(person, address, "口令登录");
      case Proof.Wrong() -> new Outcome.Wrong();
      case Proof.Locked() -> new Outcome.Locked();
    };
  }

  /** What a password proved (口令核对结果). */
  sealed interface Proof {
    record Right(Person person, String hash) implements Proof {}

    record Wrong() implements Proof {}

    record Locked() implements Proof {}
  }

  /**
   * Counts the attempt as failed before it looks at the password, and takes it back when the
   * password was right: of many guesses at once no more get through than one after the other.
   */
  Proof prove(String typed, String password, String address) {
    var account = typed.strip().toLowerCase(Locale.ROOT);
    var key = key(account);
    if (lockedOrCounted(key, address)) {
      failed(typed, address, "账号或地址已锁定");
      return new Proof.Locked();
    }
    var person = people.find(account);
    var hash = person.flatMap(Person::password);
    // Longer ones were never taken, and the hash would refuse them.
    var right =
        hashes.matches(cut(password), hash.orElse(nobodysHash))
            && hash.isPresent()
            && person.orElseThrow().worksOn(LocalDate.now(clock));
    if (!right) {
      failed(typed, address, "账号或口令不对");
      return new Proof.Wrong();
    }
    forgive(key, address);
    return new Proof.Right(person.orElseThrow(), hash.orElseThrow());
  }

  /** An office signs in from one address: who was right does not count against it. */
  private void forgive(String key, String address) {
    accounts.forget(ACCOUNT, key);
    accounts.takeBack(ADDRESS, address, Attempts.FREE_FOR_ADDRESS);
  }

  private static String key(String account) {
    return account.substring(0, Math.min(account.length(), LONGEST_KEY));
  }

  private static String cut(String password) {
    return password.getBytes(StandardCharsets.UTF_8).length > PasswordRule.MOST_BYTES
        ? ""
        : password;
  }

  private boolean lockedOrCounted(String account, String address) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          var now = clock.instant();
          // Always in this order, so that two attempts never wait for each other.
          var ofAccount = accounts.lock(ACCOUNT, account, now);
          var ofAddress = accounts.lock(ADDRESS, address, now);
          if (ofAccount.lockedAt(now) || ofAddress.lockedAt(now)) {
            return true;
          }
          accounts.put(ACCOUNT, account, ofAccount.failed(now, Attempts.FREE_FOR_ACCOUNT));
          accounts.put(ADDRESS, address, ofAddress.failed(now, Attempts.FREE_FOR_ADDRESS));
          return false;
        }));
  }

  /**
   * By the account that the authority's sign-on names (统一身份登录). It makes nobody: an account that no
   * administrator entered is refused and counted, as a wrong password is.
   */
  Outcome byAuthority(String claimed, String address) {
    var account = claimed.strip().toLowerCase(Locale.ROOT);
    var key = key(account);
    if (account.isEmpty() || lockedOrCounted(key, address)) {
      failed(claimed, address, "统一身份登录：账号或地址已锁定");
      return new Outcome.Locked();
    }
    var person =
        people.find(account).filter(known -> !known.demo() && known.worksOn(LocalDate.now(clock)));
    if (person.isEmpty()) {
      failed(claimed, address, "统一身份登录：没有这个账号，或已离岗");
      return new Outcome.Wrong();
    }
    forgive(key, address);
    return welcome(person.get(), address, "统一身份登录");
  }

  /** The people that came with the sample; none of them was ever entered by an administrator. */
  List<Person> demo() {
    var today = LocalDate.now(clock);
    return people.list().stream().filter(person -> person.demo() && person.worksOn(today)).toList();
  }

  private Outcome.Welcome welcome(Person person, String address, String how) {
    var who = SignedIn.as(person);
    audit.told(Kind.SIGN_IN, who.actor(address), how);
    return new Outcome.Welcome(who);
  }

  void out(SignedIn who, String address, String how) {
    audit.told(Kind.SIGN_OUT, who.actor(address), how);
  }

  private void failed(String account, String address, String why) {
    var name = account.isBlank() ? "（空）" : key(account);
    audit.told(Kind.SIGN_IN_FAILED, new Actor.Stranger(name, address), why);
  }

  /** Whether a session may go on: its person has not left meanwhile. */
  boolean stillThere(SignedIn who) {
    return people
        .find(who.person())
        .filter(person -> person.account().equals(who.account()))
        .map(person -> person.worksOn(LocalDate.now(clock)))
        .orElse(false);
  }
}
