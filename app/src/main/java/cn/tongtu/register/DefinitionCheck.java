package cn.tongtu.register;

import cn.tongtu.pack.Packs;

/** Checks what another module reads of the registers' definitions (定义核对), as at start-up. */
public interface DefinitionCheck {
  /**
   * @throws cn.tongtu.shared.StartupProblem with what is wrong
   */
  void check(Packs packs, Registers registers);
}
