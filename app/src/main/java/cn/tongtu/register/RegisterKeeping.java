package cn.tongtu.register;

import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.Permissions;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Reason;
import cn.tongtu.ledger.RecordCard;
import cn.tongtu.ledger.RecordSource;
import cn.tongtu.ledger.Subjects;
import cn.tongtu.register.Register.Entry;
import cn.tongtu.search.Finder;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Nearest;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps registers (台账登记): a record is written, checked against its declaration, and settled, all or
 * nothing.
 */
@Service
public class RegisterKeeping implements RecordSource {
  private static final String KIND = "register.";
  private static final String WRITE = "register.write";

  private final Registers registers;
  private final Entries entries;
  private final Ledger ledger;
  private final List<Subjects> subjects;
  private final Organisations organisations;
  private final Permissions permissions;
  private final Audit audit;
  private final Finder finder;

  RegisterKeeping(
      Registers registers,
      RegisterTables tables,
      Entries entries,
      Ledger ledger,
      List<Subjects> subjects,
      Organisations organisations,
      Permissions permissions,
      Audit audit,
      Finder finder) {
    this.finder = finder;
    this.organisations = organisations;
    this.permissions = permissions;
    this.audit = audit;
    this.registers = registers;
    this.entries = entries;
    this.ledger = ledger;
    this.subjects = subjects;
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
   * @throws Refusal when there is no such organisation, or a field is unknown, missing or not of
   *     its type; nothing is written then
   * @throws cn.tongtu.ledger.ClosedMonth when it counts in a closed month and the reason names no
   *     revision
   */
  @Transactional
  public RecordRef add(String register, Written written, Actor actor, Reason reason) {
    var declared = get(register);
    organisations.get(written.org());
    var acting = permissions.require(actor, WRITE, written.org());
    var entry = read(declared, 0, written);
    var id = entries.add(declared, entry);
    finder.put(RegisterSearch.entry(declared, id, entry));
    var record = new RecordRef(declared.recordKind(), id);
    ledger.settle(record, declared.movements(entry), acting, reason);
    audit.changed(
        acting, WRITE, Change.added(record, written.org(), words(entry)), reason.inFull());
    return record;
  }

  /**
   * Corrects a record and settles what it now says.
   *
   * @throws Refusal as in {@link #add}
   */
  @Transactional
  public void correct(RecordRef record, Map<String, String> fields, Actor actor, Reason reason) {
    Refusal.unless(!reason.why().isBlank(), "请写明更正原因", "say why it is corrected");
    var register = ofKind(record).orElseThrow(() -> new Refusal("没有这个台账", "no such register"));
    var before = entries.lock(register, record.id());
    var acting = permissions.require(actor, WRITE, before.org());
    var entry =
        read(
            register,
            record.id(),
            new Written(before.org(), fields, before.source(), before.note(), before.invented()));
    entries.put(register, entry);
    finder.put(RegisterSearch.entry(register, record.id(), entry));
    ledger.settle(record, register.movements(entry), acting, reason);
    audit.changed(
        acting,
        WRITE,
        new Change(record, before.org(), words(before), words(entry)),
        reason.inFull());
  }

  private static Map<String, String> words(Entry entry) {
    var words = new LinkedHashMap<String, String>();
    entry.values().forEach((field, value) -> words.put(field, value.toString()));
    return words;
  }

  private static Entry read(Register register, long id, Written written) {
    var values = new LinkedHashMap<String, Object>();
    for (var name : written.fields.keySet()) {
      Refusal.unless(
          register.fields().containsKey(name),
          "%s没有字段 %s%s"
              .formatted(
                  register.label(),
                  name,
                  Nearest.to(name, register.fields().keySet())
                      .map(m -> "，是否为 " + m + "？")
                      .orElse("")),
          "no such field: " + name);
    }
    for (var field : register.fields().values()) {
      var text = written.fields.getOrDefault(field.id(), "").strip();
      if (!text.isEmpty()) {
        try {
          values.put(field.id(), field.type().read(text));
        } catch (Refusal refusal) {
          throw new Refusal(
              field.label() + " (" + field.id() + ")：" + refusal.chinese(),
              field.id() + ": " + refusal.english());
        }
      } else {
        Refusal.unless(
            !field.required(),
            "请填写" + field.label() + " (" + field.id() + ")",
            field.id() + " is missing");
      }
    }
    return new Entry(id, written.org, values, written.source, written.note, written.invented);
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

  private Optional<Register> ofKind(RecordRef record) {
    return record.kind().startsWith(KIND)
        ? registers.find(record.kind().substring(KIND.length()))
        : Optional.empty();
  }

  @Override
  public Optional<RecordCard> card(RecordRef record) {
    return ofKind(record)
        .flatMap(
            register -> entries.find(register, record.id()).map(entry -> card(register, entry)));
  }

  private RecordCard card(Register register, Entry entry) {
    var lines = new ArrayList<RecordCard.Line>();
    register
        .fields()
        .forEach((name, field) -> {
          var value = entry.values().get(name);
          if (value != null) {
            lines.add(new RecordCard.Line(field.label(), field.english(), print(field, value)));
          }
        });
    if (!entry.note().isBlank()) {
      lines.add(new RecordCard.Line("备注", "Note", entry.note()));
    }
    return new RecordCard(
        new Label(register.label(), register.english()),
        register.titleOf(entry),
        entry.org(),
        lines,
        entry.source(),
        entry.invented(),
        Optional.of("/registers/" + register.id()));
  }

  String print(Register.Field field, Object value) {
    var text = field.type().print(value);
    return field.type() instanceof FieldType.Project()
        ? subjects.stream().flatMap(names -> names.name(text).stream()).findFirst().orElse(text)
        : text;
  }

  @Override
  public Optional<Label> kind(String kind) {
    return ofKind(new RecordRef(kind, 0))
        .map(register -> new Label(register.label(), register.english()));
  }

  @Override
  public long invented(String kind, Collection<Long> ids) {
    return ofKind(new RecordRef(kind, 0))
        .map(register -> entries.invented(register, ids))
        .orElse(0L);
  }

  @Override
  public Stream<Said> everything() {
    return registers.list().stream()
        .flatMap(register ->
            entries.list(register).stream()
                .map(entry ->
                    new Said(
                        new RecordRef(register.recordKind(), entry.id()),
                        register.movements(entry))));
  }
}
