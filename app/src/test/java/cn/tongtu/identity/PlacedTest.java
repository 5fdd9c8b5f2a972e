package cn.tongtu.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Organisations as their tree is read. */
class PlacedTest {
  private static Organisation named(String code) {
    return new Organisation(code, code, code);
  }

  @Test
  void eachStandsBelowItsOwnAndNobodyIsLost() {
    var placed =
        Placed.of(
            List.of(
                named("bureau"), named("centre"), named("lost"), named("office"), named("team")),
            Map.of("team", "centre", "centre", "bureau", "office", "bureau", "lost", "closed"));

    assertThat(placed)
        .extracting(one -> one.depth() + " " + one.organisation().code())
        .containsExactly("0 bureau", "1 centre", "2 team", "1 office", "0 lost");
  }
}
