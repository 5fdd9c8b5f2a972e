package cn.tongtu.shared;

/** Who did it (经办): a person's account, or the part of the product that acted by itself. */
public record Actor(String name) {
  public Actor {
    if (name.isBlank()) {
      throw new IllegalArgumentException("经办人不能为空 an actor has a name");
    }
  }
}
