package cn.tongtu.register;

import java.util.Optional;

/**
 * What a sensitive field holds (敏感内容): as the database has it, concealed, or just typed and not
 * kept yet. Nothing that prints it tells it.
 */
final class Secret {
  static final String MASK = "••••••";

  private final byte[] concealed;
  private final Optional<String> typed;

  private Secret(byte[] concealed, Optional<String> typed) {
    this.concealed = concealed;
    this.typed = typed;
  }

  static Secret of(String clear) {
    return new Secret(new byte[0], Optional.of(clear));
  }

  static Secret kept(byte[] concealed) {
    return new Secret(concealed.clone(), Optional.empty());
  }

  Optional<String> typed() {
    return typed;
  }

  byte[] concealed() {
    return concealed.clone();
  }

  /** One that was just typed looks otherwise, so that the change is told. */
  @Override
  public String toString() {
    return typed.isPresent() ? MASK + "（新填）" : MASK;
  }
}
