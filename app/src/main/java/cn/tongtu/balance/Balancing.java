package cn.tongtu.balance;

import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.RecordFollower;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterReading;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Refusal;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sees to it that no account is ever overdrawn (余额控制): by a form, a move, a correction or an
 * import. It locks the accounts first and reads them second, so of all who allocate at the same
 * moment each sees what those before it took.
 */
@Service
class Balancing implements RecordFollower {
  private final Balances balances;
  private final RegisterReading records;
  private final Organisations organisations;
  private final JdbcClient db;

  Balancing(
      Balances balances, RegisterReading records, Organisations organisations, JdbcClient db) {
    this.organisations = organisations;
    this.balances = balances;
    this.records = records;
    this.db = db;
  }

  @Override
  public boolean follows(Register register) {
    return !balances.of(register).isEmpty();
  }

  @Override
  @Transactional
  public void changed(
      Register register, Collection<EntryChange> changes, Actor actor, Reason reason) {
    // In one order, so that two who need several do not wait for each other for ever.
    var accounts = new TreeMap<String, Concerned>();
    for (var balance : balances.of(register)) {
      changes.stream()
          .flatMap(change -> Stream.concat(change.before().stream(), Stream.of(change.after())))
          .flatMap(entry -> balance.account(entry).stream())
          .forEach(account ->
              accounts.put(
                  register.id() + " " + balance.id() + " " + account,
                  new Concerned(balance, account)));
    }
    accounts.keySet().forEach(this::lock);
    accounts.values().forEach(this::check);
  }

  private record Concerned(Balance balance, SequencedMap<String, String> account) {}

  private void lock(String account) {
    db.sql("select pg_advisory_xact_lock(hashtextextended('balance ' || ?, 0))")
        .param(account)
        .query((_, _) -> 0)
        .list();
  }

  private void check(Concerned one) {
    var balance = one.balance;
    var worked =
        balance
            .account(
                records.list(
                    balance.register(),
                    one.account,
                    entry -> balance.account(entry).filter(one.account::equals).isPresent()))
            .worked();
    if (worked.overdrafts().isEmpty()) {
      return;
    }
    var over = worked.overdrafts().getFirst();
    var unit = balance.register().field(balance.of()).unit().map(Object::toString).orElse("");
    var there = over.draw().amount().subtract(worked.missing()).max(BigDecimal.ZERO);
    throw new Refusal(
        "%s不足（%s）：%s %s %s %s，可用 %s %s，缺 %s %s"
            .formatted(
                balance.label().chinese(),
                String.join("、", named(one.account)),
                over.draw().on(),
                balance.out().label().chinese(),
                text(over.draw().amount()),
                unit,
                text(there),
                unit,
                text(worked.missing()),
                unit),
        "“%s” would be overdrawn by %s %s on %s; %s %s can be had"
            .formatted(
                balance.label().english(),
                text(worked.missing()),
                unit,
                over.draw().on(),
                text(there),
                unit));
  }

  /** What an account is about, an organisation by its name. */
  private List<String> named(SequencedMap<String, String> account) {
    return account.entrySet().stream()
        .map(part ->
            part.getKey().equals(RegisterReading.ORG)
                ? organisations
                    .find(part.getValue())
                    .map(Organisation::name)
                    .orElse(part.getValue())
                : part.getValue())
        .toList();
  }

  static String text(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  /** The accounts of a balance as they are, each with what it is about. */
  List<Held> held(Balance balance) {
    return records.list(balance.register(), entry -> balance.account(entry).isPresent()).stream()
        .collect(
            Collectors.groupingBy(
                entry -> balance.account(entry).orElseThrow(),
                () -> new TreeMap<>(Comparator.comparing(Object::toString)),
                Collectors.toList()))
        .entrySet()
        .stream()
        .map(account ->
            new Held(named(account.getKey()), balance.account(account.getValue()).worked().lots()))
        .toList();
  }

  /** What an account is about, and what is left in it. */
  record Held(List<String> about, List<Account.Lot> lots) {}
}
