package cn.tongtu.identity.view;

import cn.tongtu.shared.Label;
import java.util.List;
import java.util.Optional;

/** The page one signs in on (登录页): what came of the last attempt, and the sample's people. */
public record SignInPage(Optional<String> said, List<Demo> demo) {
  public record Demo(String account, String name, Label role) {}
}
