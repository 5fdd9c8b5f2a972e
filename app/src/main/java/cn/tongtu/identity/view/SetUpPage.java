package cn.tongtu.identity.view;

import cn.tongtu.shared.Label;
import java.util.Optional;

/** The page behind a set-up link (设密页): for a role's first holder, or for a person known. */
public record SetUpPage(
    String token,
    Optional<Label> role,
    Optional<String> person,
    boolean organisation,
    Typed typed,
    Optional<Label> wrong) {
  public record Typed(String organisation, String account, String name) {}
}
