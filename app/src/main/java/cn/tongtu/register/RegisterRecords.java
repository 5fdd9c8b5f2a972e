package cn.tongtu.register;

import cn.tongtu.ledger.RecordCard;
import cn.tongtu.ledger.RecordSource;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.RecordRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The records of registers as the ledger asks for them (台账记录来源). */
@Component
class RegisterRecords implements RecordSource {
  private final Registers registers;
  private final Entries entries;
  private final References references;
  private final Withdrawn withdrawn;

  RegisterRecords(
      Registers registers, Entries entries, References references, Withdrawn withdrawn) {
    this.withdrawn = withdrawn;
    this.registers = registers;
    this.entries = entries;
    this.references = references;
  }

  @Override
  public Optional<RecordCard> card(RecordRef record) {
    return registers
        .ofKind(record.kind())
        .flatMap(register ->
            entries
                .find(register, record.id())
                .map(entry -> card(register, entry))
                .or(() -> withdrawn.card(register, record.id())));
  }

  RecordCard card(Register register, Entry entry) {
    var lines = new ArrayList<RecordCard.Line>();
    entry.number().ifPresent(number -> lines.add(new RecordCard.Line("编号", "Number", number)));
    register
        .life()
        .state(entry)
        .ifPresent(state -> lines.add(new RecordCard.Line("状态", "State", state.label().chinese())));
    register
        .fields()
        .forEach((name, field) -> {
          var value = entry.values().get(name);
          if (value != null) {
            lines.add(new RecordCard.Line(field.label(), references.print(field.type(), value)));
          }
        });
    if (!entry.note().isBlank()) {
      lines.add(new RecordCard.Line("备注", "Note", entry.note()));
    }
    return new RecordCard(
        register.name(),
        register.titleOf(entry),
        entry.org(),
        lines,
        entry.source(),
        entry.invented(),
        Optional.of(register.href(entry)));
  }

  @Override
  public Optional<Label> kind(String kind) {
    return registers.ofKind(kind).map(Register::name);
  }

  @Override
  public long invented(String kind, Collection<Long> ids) {
    return registers.ofKind(kind).map(register -> entries.invented(register, ids)).orElse(0L);
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
