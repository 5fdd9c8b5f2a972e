package cn.tongtu.work;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongtu.shared.Label;
import cn.tongtu.work.Job.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Time left is told once it can be known, and not before. */
class JobTest {
  private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void timeLeftIsTheRestAtTheSpeedSoFar() {
    assertThat(running(250, OptionalLong.of(1000)).left(BEGUN.plusSeconds(10)))
        .contains(Duration.ofSeconds(30));
  }

  @Test
  void whatCannotBeKnownIsNotTold() {
    assertThat(running(250, OptionalLong.empty()).left(BEGUN.plusSeconds(10)))
        .as("nobody knows how much there is")
        .isEmpty();
    assertThat(running(250, OptionalLong.of(1000)).left(BEGUN.plusSeconds(2)))
        .as("too early")
        .isEmpty();
    assertThat(running(10, OptionalLong.of(1000)).left(BEGUN.plusSeconds(60)))
        .as("too little of it")
        .isEmpty();
    assertThat(running(1001, OptionalLong.of(1000)).left(BEGUN.plusSeconds(60)))
        .as("more than was announced")
        .isEmpty();
  }

  @Test
  void hundredthsStayWithinWhatThereIs() {
    assertThat(running(1, OptionalLong.of(3)).percent()).contains(33);
    assertThat(running(5, OptionalLong.of(3)).percent()).contains(100);
    assertThat(running(5, OptionalLong.empty()).percent()).isEmpty();
    assertThat(running(0, OptionalLong.of(0)).percent()).isEmpty();
  }

  private static Job running(long done, OptionalLong total) {
    return new Job(
        1,
        "test",
        Map.of(),
        1,
        "谁",
        BEGUN,
        State.RUNNING,
        false,
        Optional.of(BEGUN),
        Optional.empty(),
        done,
        total,
        new Label("", ""),
        0,
        Optional.empty());
  }
}
