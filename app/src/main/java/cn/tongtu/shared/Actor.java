package cn.tongtu.shared;

import java.util.Optional;

/**
 * Who did it (经办): one of the staff, the product by itself, or somebody who is not signed in. The
 * kinds are types, so that none is ever mistaken for another.
 */
public sealed interface Actor {
  String name();

  default Optional<Long> person() {
    return Optional.empty();
  }

  default Optional<Long> seat() {
    return Optional.empty();
  }

  /**
   * Of the network, and by which access token where a program did it; empty when the deed did not
   * come over it.
   */
  default String address() {
    return "";
  }

  private static void named(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("经办人不能为空 an actor has a name");
    }
  }

  /** A person who is signed in (工作人员); the seat is the one by which the deed was allowed. */
  record Staff(long id, String name, Optional<Long> seat, String address) implements Actor {
    public Staff {
      named(name);
    }

    @Override
    public Optional<Long> person() {
      return Optional.of(id);
    }

    public Staff in(long seat) {
      return new Staff(id, name, Optional.of(seat), address);
    }
  }

  /**
   * A part of the product that acts by itself (系统自身): a command, a timer, the loading of the
   * sample. It needs no permission, so a request from the network never bears it: {@code ActorTest}
   * knows the few places that make one, and permission is refused to it while a request is served.
   */
  record Product(String name) implements Actor {
    public Product {
      named(name);
    }
  }

  /** Somebody who is not signed in (未登录者), by the name that was typed; may do nothing. */
  record Stranger(String name, String address) implements Actor {
    public Stranger {
      named(name);
    }
  }
}
