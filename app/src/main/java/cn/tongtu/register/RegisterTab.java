package cn.tongtu.register;

import cn.tongtu.shared.Label;
import java.util.Optional;

/** A page that stands beside a register's records (台账附页), offered by another module. */
public interface RegisterTab {
  Optional<Offer> of(Register register);

  /** The same beside one record. */
  default Optional<Offer> of(Register register, Entry entry) {
    return Optional.empty();
  }

  /** Where it is, and what it is called. */
  record Offer(Label label, String href) {}
}
