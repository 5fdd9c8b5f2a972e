package cn.tongtu.identity;

import cn.tongtu.identity.AuditEntry.Kind;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Words;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Signing in (登录): by account and password, or, of the sample's people, by name alone. */
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

  /**
   * Counts the attempt as failed before it looks at the password, and takes it back when the
   * password was right: of many guesses at once no more get through than one after the other.
   */
  Outcome attempt(String typed, String password, String address) {
    var account = typed.strip().toLowerCase(Locale.ROOT);
    var key = account.substring(0, Math.min(account.length(), LONGEST_KEY));
    if (transaction.execute(_ -> lockedOrCounted(key, address))) {
      failed(typed, address, "账号或地址已锁定");
      return new Outcome.Locked();
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
      return new Outcome.Wrong();
    }
    accounts.forget(ACCOUNT, key);
    return welcome(person.orElseThrow(), address, "口令登录");
  }

  private static String cut(String password) {
    return password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length
            > PasswordRule.MOST_BYTES
        ? ""
        : password;
  }

  private boolean lockedOrCounted(String account, String address) {
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
  }

  /** The people that came with the sample; none of them was ever entered by an administrator. */
  List<Person> demo() {
    var today = LocalDate.now(clock);
    return people.list().stream().filter(person -> person.demo() && person.worksOn(today)).toList();
  }

  Optional<SignedIn> asDemo(String account, String address) {
    return demo().stream()
        .filter(person -> person.account().equals(account))
        .findFirst()
        .map(person -> welcome(person, address, "演示账号登录").who());
  }

  private Outcome.Welcome welcome(Person person, String address, String how) {
    var who = SignedIn.as(person);
    audit.told(Kind.SIGN_IN, who.actor(address), how);
    return new Outcome.Welcome(who);
  }

  void out(SignedIn who, String address) {
    audit.told(Kind.SIGN_OUT, who.actor(address), "退出");
  }

  private void failed(String account, String address, String why) {
    var name = account.isBlank() ? "（空）" : account.substring(0, Math.min(account.length(), 100));
    audit.told(
        Kind.SIGN_IN_FAILED, new Actor(name, Optional.empty(), Optional.empty(), address), why);
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
