package cn.tongtu.obligation;

import cn.tongtu.ledger.Measures;
import cn.tongtu.pack.Packs;
import cn.tongtu.register.DefinitionCheck;
import cn.tongtu.register.Registers;
import org.springframework.stereotype.Component;

/** What a definition declares to be owed is read as at start-up. */
@Component
record RequirementCheck(Measures measures) implements DefinitionCheck {
  @Override
  public void check(Packs packs, Registers registers) {
    var _ = new Requirements(packs, registers, measures);
  }
}
