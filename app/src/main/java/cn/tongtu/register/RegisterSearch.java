package cn.tongtu.register;

import cn.tongtu.search.Entry;
import cn.tongtu.search.Findable;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The records of registers are found by their titles (台账记录检索). */
@Component
class RegisterSearch implements Findable {
  static final String KIND = "record";

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
        .flatMap(
            register -> entries.list(register).stream().map(record -> entry(register, record)));
  }

  static Entry entry(Register register, cn.tongtu.register.Entry record) {
    return Entry.of(
            KIND,
            register.id() + "/" + record.id(),
            register.titleOf(record),
            register.href(record))
        .detail(register.label())
        .words(record.number().stream().toList());
  }
}
