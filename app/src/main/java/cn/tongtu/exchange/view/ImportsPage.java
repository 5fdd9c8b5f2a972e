package cn.tongtu.exchange.view;

import cn.tongtu.shared.Label;
import cn.tongtu.shared.view.Choice;
import cn.tongtu.shared.view.Typed;
import java.util.List;

/** Where a file is handed in, and what one handed in before (导入). */
public record ImportsPage(
    String register, Label label, List<Choice> orgs, String org, List<Before> before, Typed typed) {
  public static final String FORM = "import";

  /** A file that was handed in before. */
  public record Before(String href, String file, String when, boolean taken) {}
}
