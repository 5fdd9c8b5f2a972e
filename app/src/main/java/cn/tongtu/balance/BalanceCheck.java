package cn.tongtu.balance;

import cn.tongtu.pack.Packs;
import cn.tongtu.register.DefinitionCheck;
import cn.tongtu.register.Registers;
import org.springframework.stereotype.Component;

/** What a definition declares as balances is read as at start-up. */
@Component
class BalanceCheck implements DefinitionCheck {
  @Override
  public void check(Packs packs, Registers registers) {
    var _ = new Balances(packs, registers);
  }
}
