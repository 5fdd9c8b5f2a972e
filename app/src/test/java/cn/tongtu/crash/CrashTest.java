package cn.tongtu.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three rounds of what {@code ./tongtu bench crash} does twenty times. */
class CrashTest {
  @TempDir Path data;

  @Test
  void killedThreeTimesNothingAcknowledgedIsLostAndNothingIsHalf() throws Exception {
    var crashes = new Crashes(data, System.out);
    for (int round = 1; round <= 3; round++) {
      var left = crashes.round(round);
      assertThat(left.acknowledged()).isGreaterThan(8L * round).isEqualTo(left.records());
      assertThat(left.postings()).isGreaterThan(3 * left.records());
    }
  }
}
