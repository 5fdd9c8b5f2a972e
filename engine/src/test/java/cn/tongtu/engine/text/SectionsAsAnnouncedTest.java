package cn.tongtu.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SectionsAsAnnouncedTest {
  private final Rule rule = new SectionsAsAnnounced();

  @Test
  void countsTheSectionsBelowTheHeading() {
    var sections = "（一）建设。\n（二）养护。\n（三）运输。\n二、其他\n（一）党建。\n";
    assertThat(Checking.verdicts(rule, "一、上半年3项重点工作\n" + sections)).containsExactly("OK 3节");
    assertThat(Checking.verdicts(rule, "一、上半年4项重点工作\n" + sections)).containsExactly("MISMATCH 3节");
    assertThat(Checking.verdicts(rule, "一、建成4个停车场\n" + sections)).isEmpty();
  }
}
