package cn.tongtu.register;

import cn.tongtu.engine.expression.Kind;
import cn.tongtu.engine.expression.Typed;
import cn.tongtu.pack.PackNode;

/** A condition on a register's records (条件), as a pack writes it: {@code state = "closed"}. */
public record Condition(Register register, Typed typed) {
  public static Condition read(Register register, PackNode node) {
    return new Condition(register, Facts.typed(node, Facts.of(register).kinds(), new Kind.YesNo()));
  }

  public boolean holds(Entry entry) {
    return Facts.holds(register, typed, entry);
  }
}
