package cn.tongtu.register;

import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.Permissions;
import cn.tongtu.ledger.BulkSettling;
import cn.tongtu.ledger.Reason;
import cn.tongtu.ledger.RecordSource.Said;
import cn.tongtu.register.Batch.Planned;
import cn.tongtu.register.RecordFollower.EntryChange;
import cn.tongtu.search.Finder;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Keeps many records of a register at once (批量登记): checked, written, settled and found. */
@Service
public class BulkKeeping {
  /** Records that a refusal names. */
  private static final int SAID = 5;

  private static final int AT_ONCE = 1000;

  private final Entries entries;
  private final BulkEntries bulk;
  private final BulkSettling settling;
  private final Finder finder;
  private final Organisations organisations;
  private final Permissions permissions;
  private final References references;
  private final List<RecordFollower> followers;
  private final Repeats repeats;
  private final Registers registers;
  private final RegisterRecords records;
  private final Withdrawn withdrawn;

  BulkKeeping(
      Entries entries,
      BulkEntries bulk,
      BulkSettling settling,
      Finder finder,
      Organisations organisations,
      Permissions permissions,
      References references,
      List<RecordFollower> followers,
      Repeats repeats,
      Registers registers,
      RegisterRecords records,
      Withdrawn withdrawn) {
    this.registers = registers;
    this.records = records;
    this.withdrawn = withdrawn;
    this.repeats = repeats;
    this.followers = followers;
    this.entries = entries;
    this.bulk = bulk;
    this.settling = settling;
    this.finder = finder;
    this.organisations = organisations;
    this.permissions = permissions;
    this.references = references;
  }

  /** What bulks one register takes, it takes one after the other. */
  public void lock(Register register) {
    bulk.lock(register);
  }

  /** Nobody else changes these records until the end of the transaction. */
  public void lock(Register register, List<Long> records) {
    bulk.lock(register, records);
  }

  /**
   * Rows to be checked; what they name is looked up once for all of them.
   *
   * @param org whose the new records are where a row does not say
   */
  public Batch batch(Register register, String org, Actor.Staff actor) {
    var today = LocalDate.now(Words.CHINA);
    var names =
        organisations.list().stream()
            .collect(Collectors.toMap(Organisation::code, Organisation::name));
    var allowed = new HashMap<String, Boolean>();
    return new Batch(
        new Checking(register, references.names()),
        entries,
        org,
        Batch.orgs(List.copyOf(names.keySet()), code -> names.getOrDefault(code, code)),
        whose ->
            allowed.computeIfAbsent(
                whose,
                _ -> permissions.may(actor.id(), RegisterKeeping.WRITE, whose, today).allowed()));
  }

  /**
   * @param source where new records come from
   */
  public Writing writing(Register register, String source, Actor.Staff actor, Reason reason) {
    return new Writing(register, source, actor, reason);
  }

  /**
   * @throws Refusal when there are any, with the first of them
   */
  public static void requireNone(
      Register register, List<Long> held, String chinese, String english) {
    var some = held.stream().sorted().limit(SAID).map(id -> "#" + id).toList();
    Refusal.unless(
        held.isEmpty(),
        "%s有 %d 条记录%s，不能整批撤销：%s%s"
            .formatted(
                register.label(),
                held.size(),
                chinese,
                String.join("、", some),
                held.size() > SAID ? " 等" : ""),
        "%d records of %s %s: %s"
            .formatted(held.size(), register.english(), english, String.join(", ", some)));
  }

  /** The writing of many records, some at a time and settled at its end (批量写入). */
  public final class Writing {
    private final Register register;
    private final String source;
    private final Actor.Staff actor;
    private final Reason reason;
    private final List<Said> said = new ArrayList<>();
    private final List<EntryChange> changes = new ArrayList<>();

    private Writing(Register register, String source, Actor.Staff actor, Reason reason) {
      this.register = register;
      this.source = source;
      this.actor = actor;
      this.reason = reason;
    }

    /** Writes them; answers which record each row became or changed. */
    public Map<Integer, Long> write(List<Planned> planned) {
      var fresh = planned.stream().filter(row -> row.before().isEmpty()).toList();
      var changed = planned.stream().filter(row -> row.before().isPresent()).toList();
      var became = new HashMap<Integer, Long>();
      repeats.lock(register);
      keep(fresh, bulk.add(register, numbered(fresh.stream().map(this::begun).toList())), became);
      var corrected = changed.stream().flatMap(row -> row.after().stream()).toList();
      bulk.put(register, corrected);
      keep(changed, corrected, became);
      return became;
    }

    private Entry begun(Planned row) {
      var entry = row.after().orElseThrow();
      return Entry.begun(register, entry.org(), entry.values(), source, "", false);
    }

    private List<Entry> numbered(List<Entry> fresh) {
      var numbering = register.numbering().filter(each -> each.on().isEmpty());
      if (numbering.isEmpty() || fresh.isEmpty()) {
        return fresh;
      }
      var today = LocalDate.now(Words.CHINA);
      var last = entries.next(register, today.getYear(), fresh.size());
      var all = new ArrayList<Entry>();
      for (var entry : fresh) {
        all.add(entry.numbered(numbering.get().write(today, last - fresh.size() + 1 + all.size())));
      }
      return all;
    }

    private void keep(List<Planned> planned, List<Entry> written, Map<Integer, Long> became) {
      if (written.isEmpty()) {
        return;
      }
      var kept = repeats.counted(register, written);
      bulk.steps(register, planned, kept, actor, reason.why());
      finder.put(kept.stream().map(entry -> RegisterSearch.entry(register, entry)).toList());
      for (int i = 0; i < kept.size(); i++) {
        var entry = kept.get(i);
        became.put(planned.get(i).sent().row(), entry.id());
        changes.add(new EntryChange(planned.get(i).before(), entry));
        said.add(
            new Said(new RecordRef(register.recordKind(), entry.id()), register.movements(entry)));
      }
    }

    /**
     * Takes records out of the register that nobody has touched since they came (撤回); what they
     * said is kept aside, and the ledger is settled as if they had never been.
     *
     * @param entered by their numbers, each with the revision that it must have
     * @throws Refusal when somebody has changed or moved one of them, or something refers to it
     */
    public void withdraw(Map<Long, Integer> entered) {
      var ids = entered.keySet().stream().sorted().toList();
      requireUntouched(entered, ids);
      for (int from = 0; from < ids.size(); from += AT_ONCE) {
        withdraw(
            entries.list(register, "id", ids.subList(from, Math.min(from + AT_ONCE, ids.size()))));
      }
    }

    private void withdraw(List<Entry> last) {
      for (var org : last.stream().map(Entry::org).distinct().toList()) {
        var _ = permissions.require(actor, RegisterKeeping.WRITE, org);
      }
      bulk.withdrawn(register, last, actor, reason.why());
      withdrawn.withdraw(
          register,
          last,
          last.stream().map(entry -> records.card(register, entry)).toList(),
          actor,
          reason.why());
      finder.remove(
          RegisterSearch.KIND,
          last.stream().map(entry -> register.id() + "/" + entry.id()).toList());
      for (var entry : last) {
        changes.add(EntryChange.gone(entry));
        said.add(new Said(new RecordRef(register.recordKind(), entry.id()), List.of()));
      }
    }

    private void requireUntouched(Map<Long, Integer> entered, List<Long> ids) {
      var revisions = withdrawn.revisions(register, ids);
      requireNone(
          register,
          ids.stream()
              .filter(id -> !entered.getOrDefault(id, 0).equals(revisions.getOrDefault(id, -1)))
              .toList(),
          "导入之后已被更改或办理",
          "were changed or moved since");
      for (var other : registers.list()) {
        for (var field : other.fields().values()) {
          if (field.type() instanceof FieldType.Record(var to) && to.equals(register.id())) {
            requireNone(
                register,
                withdrawn.neededBy(register, other, field, ids),
                "已被“%s”的记录引用".formatted(other.label()),
                "are referred to by records of “%s”".formatted(other.english()));
          }
        }
      }
      requireNone(register, withdrawn.commented(register, ids), "已有评论", "were commented on");
    }

    /** Settles all that was written. */
    public void settle() {
      var _ = settling.settle(said.stream(), actor, reason);
      for (var follower : followers) {
        if (follower.follows(register)) {
          follower.changed(register, changes, actor, reason);
        }
      }
    }
  }
}
