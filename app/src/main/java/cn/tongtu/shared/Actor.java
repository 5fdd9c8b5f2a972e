package cn.tongtu.shared;

import java.util.Optional;

/**
 * Who did it (经办): a person in a seat, at an address of the network; or, without a person, the part
 * of the product that acted by itself.
 */
public record Actor(String name, Optional<Long> person, Optional<Long> seat, String address) {
  public Actor {
    if (name.isBlank()) {
      throw new IllegalArgumentException("经办人不能为空 an actor has a name");
    }
  }

  /** A part of the product that acts by itself. */
  public Actor(String name) {
    this(name, Optional.empty(), Optional.empty(), "");
  }

  public Actor in(long seat) {
    return new Actor(name, person, Optional.of(seat), address);
  }
}
