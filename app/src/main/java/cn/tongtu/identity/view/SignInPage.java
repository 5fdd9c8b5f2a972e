package cn.tongtu.identity.view;

import cn.tongtu.shared.Label;
import java.util.List;
import java.util.Optional;

/**
 * The page one signs in on (登录页): what came of the last attempt, the sample's people, and the
 * authority's own sign-on where there is one.
 */
public record SignInPage(Optional<String> said, List<Demo> demo, Optional<Authority> authority) {
  public record Demo(String account, String name, Label role) {}

  public record Authority(String name, String href) {}
}
