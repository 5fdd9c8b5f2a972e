package cn.tongtu.register;

import cn.tongtu.ledger.CellAddress;
import cn.tongtu.search.Entry;
import cn.tongtu.search.Findable;
import cn.tongtu.shared.RecordRef;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The records of registers are found by their titles (台账记录检索). */
@Component
class RegisterSearch implements Findable {
  private static final String KIND = "record";

  private final Registers registers;
  private final Entries entries;

  RegisterSearch(Registers registers, Entries entries) {
    this.registers = registers;
    this.entries = entries;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Stream<Entry> entries() {
    return registers.list().stream()
        .flatMap(register ->
            entries.list(register).stream().map(record -> entry(register, record.id(), record)));
  }

  static Entry entry(Register register, long id, Register.Entry record) {
    var ref = new RecordRef(register.recordKind(), id);
    return Entry.of(KIND, register.id() + "/" + id, register.titleOf(record), CellAddress.of(ref))
        .detail(register.label());
  }
}
