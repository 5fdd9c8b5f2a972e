package cn.tongtu.balance;

import cn.tongtu.balance.Account.Draw;
import cn.tongtu.balance.Account.Receipt;
import cn.tongtu.register.Condition;
import cn.tongtu.register.Entry;
import cn.tongtu.register.Register;
import cn.tongtu.register.RegisterReading;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * A balance as a register declares it (余额): which of its records bring in and which take out, and
 * what each account is about.
 *
 * @param of the field with the amount
 * @param on the field with the day on which it counts
 * @param per the fields that tell accounts apart
 * @param until the field with the last day on which a receipt may be used
 */
record Balance(
    Register register,
    String id,
    Label label,
    String of,
    String on,
    List<String> per,
    Side in,
    Side out,
    Optional<String> until) {
  /** Which records, and how people call what they do. */
  record Side(Label label, Condition when) {}

  /** To which account a record belongs; none when it neither brings in nor takes out. */
  Optional<SequencedMap<String, String>> account(Entry entry) {
    if (!in.when.holds(entry) && !out.when.holds(entry)) {
      return Optional.empty();
    }
    var account = new LinkedHashMap<String, String>();
    for (var field : per) {
      var value = field.equals(RegisterReading.ORG) ? entry.org() : entry.values().get(field);
      if (value == null) {
        var name = register.field(field).label();
        throw new Refusal(
            "请填写" + name.chinese() + "，余额按它计算",
            "fill in " + name.english() + ": the balance is kept by it");
      }
      account.put(field, value.toString());
    }
    return Optional.of(account);
  }

  /** The account of these records, all of which belong to it. */
  Account account(List<Entry> entries) {
    var receipts = new ArrayList<Receipt>();
    var draws = new ArrayList<Draw>();
    for (var entry : entries) {
      if (in.when.holds(entry)) {
        receipts.add(new Receipt(entry.id(), day(entry), until(entry), amount(entry)));
      }
      if (out.when.holds(entry)) {
        draws.add(new Draw(entry.id(), day(entry), amount(entry)));
      }
    }
    return new Account(receipts, draws);
  }

  private LocalDate day(Entry entry) {
    if (entry.values().get(on) instanceof LocalDate day) {
      return day;
    }
    throw missing(on);
  }

  private Optional<LocalDate> until(Entry entry) {
    return until.flatMap(field -> Optional.ofNullable((LocalDate) entry.values().get(field)));
  }

  private BigDecimal amount(Entry entry) {
    var value = entry.values().get(of);
    if (value == null) {
      throw missing(of);
    }
    var amount = new BigDecimal(value.toString());
    Refusal.unless(
        amount.signum() > 0,
        register.field(of).label().chinese() + "应大于 0",
        register.field(of).label().english() + " must be above 0");
    return amount;
  }

  private Refusal missing(String field) {
    var name = register.field(field).label();
    return new Refusal("请填写" + name.chinese(), name.english() + " is missing");
  }
}
