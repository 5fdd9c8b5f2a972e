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
  private final Entries entries;
  private final BulkEntries bulk;
  private final BulkSettling settling;
  private final Finder finder;
  private final Organisations organisations;
  private final Permissions permissions;
  private final References references;
  private final List<RecordFollower> followers;
  private final Repeats repeats;

  BulkKeeping(
      Entries entries,
      BulkEntries bulk,
      BulkSettling settling,
      Finder finder,
      Organisations organisations,
      Permissions permissions,
      References references,
      List<RecordFollower> followers,
      Repeats repeats) {
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
