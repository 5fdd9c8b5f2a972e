package cn.tongtu.engine.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class GeoTest {
  private static final Position HERE = new Position(110.5, 27.3);

  @Test
  void aDegreeIsAsLongAsTheTablesOfTheEllipsoidSay() {
    // At 30° a degree of latitude is 110,852.4 m and one of longitude 96,486.3 m.
    assertThat(new Position(110, 29.5).metresTo(new Position(110, 30.5)))
        .isCloseTo(110_852.4, within(1.0));
    assertThat(new Position(110, 30).metresTo(new Position(111, 30)))
        .isCloseTo(96_486.3, within(1.0));
  }

  @Test
  void aLineKnowsItsLengthAndWhereOneIs() {
    var line = new Line(List.of(HERE, new Position(110.51, 27.3), new Position(110.51, 27.31)));
    assertThat(line.metres()).isCloseTo(989.3 + 1108.0, within(1.0));
    assertThat(line.at(0)).isEqualTo(HERE);
    assertThat(line.at(1e9)).isEqualTo(line.last());
    assertThat(HERE.metresTo(line.at(500))).isCloseTo(500, within(0.2));
  }

  @Test
  void thinningKeepsTheEndsAndWhatStandsOut() {
    var line =
        new Line(
            List.of(
                HERE,
                new Position(110.505, 27.30001),
                new Position(110.51, 27.305),
                new Position(110.52, 27.3)));
    assertThat(line.simplified(5).positions())
        .containsExactly(
            HERE, new Position(110.505, 27.30001), new Position(110.51, 27.305), line.last());
    assertThat(line.simplified(1_000).positions()).containsExactly(HERE, line.last());
  }

  @Test
  void areasThatShareABoundaryAddUp() {
    var a = new Position(110, 27);
    var b = new Position(110.5, 27);
    var c = new Position(110.6, 27.5);
    var d = new Position(110, 27.5);
    var whole = new Ring(List.of(a, b, c, d));
    var parts =
        new Ring(List.of(a, b, c)).squareMetres() + new Ring(List.of(a, c, d)).squareMetres();
    assertThat(parts).isCloseTo(whole.squareMetres(), within(1.0));
    assertThat(new Ring(List.of(d, c, b, a)).squareMetres())
        .isCloseTo(-whole.squareMetres(), within(1.0));
    // Half a degree each way at 27° is about 49.6 by 55.4 kilometres.
    assertThat(new Ring(List.of(a, b, new Position(110.5, 27.5), d)).squareMetres() / 1e6)
        .isCloseTo(49.50 * 55.41, within(8.0));
    assertThat(whole.contains(new Position(110.2, 27.2))).isTrue();
    assertThat(whole.contains(new Position(110.58, 27.2))).isFalse();
  }

  @Test
  void aBoundaryThatCrossesItselfIsTold() {
    var a = new Position(110, 27);
    var b = new Position(110.1, 27);
    var c = new Position(110.1, 27.1);
    var d = new Position(110, 27.1);
    assertThat(new Ring(List.of(a, b, c, d)).crossesItself()).isFalse();
    assertThat(new Ring(List.of(a, b, c)).crossesItself()).isFalse();
    assertThat(new Ring(List.of(a, c, b, d)).crossesItself()).isTrue();
    // It goes out and back the same way, and touches one of its own corners.
    assertThat(new Ring(List.of(a, b, new Position(110.2, 27), b, c)).crossesItself()).isTrue();
    assertThat(new Ring(List.of(a, b, c, a, d)).crossesItself()).isTrue();
  }

  @Test
  void aPointIsNoLine() {
    assertThatThrownBy(() -> new Line(List.of(HERE))).isInstanceOf(IllegalArgumentException.class);
  }
}
