package cn.tongtu.register;

import cn.tongtu.search.Entry;
import cn.tongtu.search.Findable;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Registers are found by their names (台账检索). */
@Component
class RegisterNames implements Findable {
  private final Registers registers;

  RegisterNames(Registers registers) {
    this.registers = registers;
  }

  @Override
  public String kind() {
    return "register";
  }

  @Override
  public boolean declared() {
    return true;
  }

  @Override
  public Stream<Entry> entries() {
    return registers.list().stream()
        .map(register ->
            Entry.of(kind(), register.id(), register.label(), "/registers/" + register.id())
                .english(register.english())
                .words(List.of(register.id())));
  }
}
