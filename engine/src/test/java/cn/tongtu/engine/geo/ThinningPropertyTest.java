package cn.tongtu.engine.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

/** Thinned lines stay where they were, whatever the line. */
class ThinningPropertyTest {
  /** A step is at most 0.01°, about a kilometre: so are the wildest roads. */
  @Provide
  Arbitrary<Line> lines() {
    var step = Arbitraries.doubles().between(-0.01, 0.01);
    return step.list()
        .ofMinSize(4)
        .ofMaxSize(120)
        .map(steps -> {
          var lon = 110.5;
          var lat = 27.3;
          var positions = new ArrayList<Position>();
          for (int i = 0; i + 1 < steps.size(); i += 2) {
            lon += steps.get(i);
            lat += steps.get(i + 1);
            positions.add(Position.of(lon, lat));
          }
          return new Line(positions);
        });
  }

  @Property(tries = 300)
  void everyPositionLiesWithinTheToleranceOfTheThinnedLine(
      @ForAll("lines") Line line, @ForAll @DoubleRange(min = 0.1, max = 5_000) double within) {
    var thinned = line.simplified(within);
    assertThat(thinned.first()).isEqualTo(line.first());
    assertThat(thinned.last()).isEqualTo(line.last());
    assertThat(line.positions()).containsSubsequence(thinned.positions());
    for (var position : line.positions()) {
      assertThat(metresOff(position, thinned.positions())).isLessThanOrEqualTo(within * 1.02 + 0.2);
    }
  }

  /** By the engine's distances alone: the nearest of many positions along each stretch. */
  private static double metresOff(Position position, List<Position> line) {
    return IntStream.range(1, line.size())
        .mapToDouble(i -> nearest(position, line.get(i - 1), line.get(i)))
        .min()
        .orElseThrow();
  }

  private static double nearest(Position position, Position from, Position to) {
    var low = 0.0;
    var high = 1.0;
    for (int round = 0; round < 60; round++) {
      var third = (high - low) / 3;
      if (position.metresTo(between(from, to, low + third))
          < position.metresTo(between(from, to, high - third))) {
        high -= third;
      } else {
        low += third;
      }
    }
    return position.metresTo(between(from, to, low));
  }

  private static Position between(Position from, Position to, double share) {
    return new Position(
        from.lon() + share * (to.lon() - from.lon()), from.lat() + share * (to.lat() - from.lat()));
  }

  /** Each position stands out beyond all that follow: as deep as a line can make it. */
  @Test
  void aSpiralOfTheMostPositionsIsThinned() {
    var positions =
        IntStream.range(0, 20_000)
            .mapToObj(i ->
                Position.of(
                    110.5 + (20_000 - i) * 0.00001,
                    27.3 + (i % 2 == 0 ? 1 : -1) * (20_000 - i) * 0.00001))
            .toList();
    assertThat(new Line(positions).simplified(0.5).positions()).hasSizeGreaterThan(19_000);
  }
}
