package cn.tongtu.register;

import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.Permissions;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Reason;
import cn.tongtu.register.RecordFollower.EntryChange;
import cn.tongtu.search.Finder;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Mistakes;
import cn.tongtu.shared.Nearest;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Stale;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.WrongField;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps registers (台账登记): a record is written, checked against its declaration, and settled, all or
 * nothing.
 */
@Service
public class RegisterKeeping {
  /** Whoever may do this keeps records of an organisation. */
  public static final String WRITE = "register.write";

  private final Registers registers;
  private final Entries entries;
  private final Steps steps;
  private final Ledger ledger;
  private final Organisations organisations;
  private final Permissions permissions;
  private final Audit audit;
  private final Finder finder;
  private final References references;
  private final List<RecordFollower> followers;
  private final Repeats repeats;

  RegisterKeeping(
      Registers registers,
      RegisterTables tables,
      Entries entries,
      Steps steps,
      Ledger ledger,
      Organisations organisations,
      Permissions permissions,
      Audit audit,
      Finder finder,
      References references,
      List<RecordFollower> followers,
      Repeats repeats) {
    this.repeats = repeats;
    this.followers = followers;
    this.references = references;
    this.finder = finder;
    this.steps = steps;
    this.organisations = organisations;
    this.permissions = permissions;
    this.audit = audit;
    this.registers = registers;
    this.entries = entries;
    this.ledger = ledger;
  }

  /** What somebody wrote down: a text a field, as in a form or a row of a spreadsheet. */
  public record Written(
      String org, Map<String, String> fields, String source, String note, boolean invented) {}

  public List<String> ids() {
    return registers.ids();
  }

  /** The fields that a record of this register may fill. */
  public List<String> fields(String register) {
    return List.copyOf(get(register).fields().keySet());
  }

  /**
   * @throws Refusal when there is no such organisation
   * @throws WrongField when fields are unknown, missing or not of their type, with all of them;
   *     nothing is written then
   * @throws cn.tongtu.ledger.ClosedMonth when it counts in a closed month and the reason names no
   *     revision
   */
  @Transactional
  public RecordRef add(String register, Written written, Actor actor, Reason reason) {
    var declared = get(register);
    organisations.get(written.org());
    var acting = permissions.require(actor, WRITE, written.org());
    requireInUse(declared);
    requireKnown(declared, written.fields);
    var mistakes = new Mistakes();
    var begun =
        Entry.begun(
            declared, written.org, Map.of(), written.source, written.note, written.invented);
    var filled = checking(declared).after(begun, written.fields, Field::required, mistakes);
    requireUnique(declared, filled, mistakes);
    mistakes.tell();
    var entry = numbered(declared, filled, "", LocalDate.now(Words.CHINA));
    repeats.lock(declared);
    var id = entries.add(declared, entry);
    var kept = repeats.counted(declared, entry.under(id));
    settle(declared, Optional.empty(), kept, acting, reason);
    steps.add(declared, begun, kept, Steps.ENTERED, acting, "", reason.why(), Map.of());
    var record = new RecordRef(declared.recordKind(), id);
    audit.changed(
        acting, WRITE, Change.added(record, written.org, words(declared, entry)), reason.inFull());
    return record;
  }

  /**
   * Corrects a record and settles what it now says; a field that is not named stays as it is, and
   * an empty text takes away what there is.
   *
   * @throws Refusal as in {@link #add}, and when the record may not be changed as it stands
   */
  @Transactional
  public void correct(RecordRef record, Map<String, String> fields, Actor actor, Reason reason) {
    correct(record, OptionalInt.empty(), fields, actor, reason);
  }

  /**
   * @param revision as the form saw it
   * @throws Stale when somebody changed the record since
   */
  @Transactional
  public void correct(
      RecordRef record,
      OptionalInt revision,
      Map<String, String> fields,
      Actor actor,
      Reason reason) {
    var register = registers.ofKind(record.kind()).orElseThrow(RegisterKeeping::nothing);
    var before = entries.lock(register, record.id());
    var acting = permissions.require(actor, WRITE, before.org());
    requireCurrent(before, revision);
    requireKnown(register, fields);
    var mistakes = new Mistakes();
    var checking = checking(register);
    var after = checking.after(before, fields, Field::required, mistakes).revised();
    checking.requireEditable(before, after, mistakes);
    requireUnique(register, after, mistakes);
    var _ = mistakes.needs("why", reason.why(), "请写明更正原因", "say why it is corrected");
    mistakes.tell();
    put(register, before, after, Steps.CORRECTED, acting, reason);
  }

  void put(Register register, Entry before, Entry after, String deed, Actor acting, Reason reason) {
    put(register, before, after, deed, acting, "", reason);
  }

  /**
   * Keeps what a deed made of a record, everywhere where it is kept.
   *
   * @param behalf for whom, where somebody stood in
   */
  void put(
      Register register,
      Entry before,
      Entry kept,
      String deed,
      Actor acting,
      String behalf,
      Reason reason) {
    entries.put(register, kept);
    var after = repeats.counted(register, kept);
    settle(register, Optional.of(before), after, acting, reason);
    steps.add(
        register,
        before,
        after,
        deed,
        acting,
        behalf,
        reason.why(),
        changes(register, before, after));
    audit.changed(
        acting,
        WRITE,
        new Change(
            new RecordRef(register.recordKind(), after.id()),
            after.org(),
            words(register, before),
            words(register, after)),
        reason.inFull());
  }

  private void settle(
      Register register, Optional<Entry> before, Entry entry, Actor acting, Reason reason) {
    finder.put(RegisterSearch.entry(register, entry));
    ledger.settle(
        new RecordRef(register.recordKind(), entry.id()),
        register.movements(entry),
        acting,
        reason);
    for (var follower : followers) {
      if (follower.follows(register)) {
        follower.changed(register, List.of(new EntryChange(before, entry)), acting, reason);
      }
    }
  }

  static void requireInUse(Register register) {
    Refusal.unless(
        !register.retired(),
        register.label() + "已停用，不再登记新记录",
        register.english() + " is retired and takes no new records");
  }

  static Refusal nothing() {
    return new NotFound("没有这个台账", "no such register");
  }

  static void requireCurrent(Entry now, OptionalInt revision) {
    if (revision.isPresent() && revision.getAsInt() != now.revision()) {
      throw new Stale(
          "您打开之后，这条记录已被他人更新（第 %d 版）".formatted(now.revision()),
          "somebody has changed the record since you opened it (revision %d)"
              .formatted(now.revision()));
    }
  }

  private static void requireKnown(Register register, Map<String, String> fields) {
    for (var name : fields.keySet()) {
      WrongField.unless(
          register.fields().containsKey(name),
          name,
          "%s没有字段 %s%s"
              .formatted(
                  register.label(),
                  name,
                  Nearest.to(name, register.fields().keySet())
                      .map(m -> "，是否为 " + m + "？")
                      .orElse("")),
          "no such field: " + name);
    }
  }

  Checking checking(Register register) {
    return new Checking(register, references.names());
  }

  private void requireUnique(Register register, Entry entry, Mistakes mistakes) {
    for (var field : register.fields().values()) {
      var value = entry.values().get(field.id());
      if (field.unique() && value != null) {
        entries
            .twin(register, entry, field.id(), value)
            .ifPresent(twin -> Checking.twin(field, value, twin, mistakes));
      }
    }
  }

  /** With its number, where this is when it gets one. */
  Entry numbered(Register register, Entry entry, String move, LocalDate day) {
    return register
        .numbering()
        .filter(numbering -> numbering.on().equals(move) && entry.number().isEmpty())
        .map(numbering ->
            entry.numbered(numbering.write(day, entries.next(register, day.getYear()))))
        .orElse(entry);
  }

  static SequencedMap<String, List<String>> changes(Register register, Entry before, Entry after) {
    var was = words(register, before);
    var is = words(register, after);
    var changes = new LinkedHashMap<String, List<String>>();
    for (var field : register.fields().keySet()) {
      var one = was.getOrDefault(field, "");
      var other = is.getOrDefault(field, "");
      if (!one.equals(other)) {
        changes.put(field, List.of(one, other));
      }
    }
    return changes;
  }

  /** All that can change in a record, as people read it. */
  private static SequencedMap<String, String> words(Register register, Entry entry) {
    var words = words(register, entry.values());
    entry.number().ifPresent(number -> words.put("number", number));
    register.life().state(entry).ifPresent(state -> words.put("state", state.label().chinese()));
    return words;
  }

  private static SequencedMap<String, String> words(Register register, Map<String, Object> values) {
    var words = new LinkedHashMap<String, String>();
    register
        .fields()
        .forEach((name, field) ->
            Optional.ofNullable(values.get(name))
                .ifPresent(value -> words.put(name, field.type().told(value))));
    return words;
  }

  private Register get(String id) {
    return registers
        .find(id)
        .orElseThrow(() ->
            new Refusal(
                "没有台账 "
                    + id
                    + Nearest.to(id, registers.ids()).map(m -> "，是否为 " + m + "？").orElse(""),
                "no such register: " + id));
  }
}
