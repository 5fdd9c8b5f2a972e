package cn.tongtu.identity.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Typed;
import java.util.Optional;

/** The page behind a set-up link (设密页): for the first holder of a role, or a person known. */
public record SetUpPage(
    String token,
    Optional<Label> role,
    Optional<String> person,
    boolean organisation,
    Typed typed) {}
