package cn.tongtu.engine.geo;

import java.util.Collection;

/** The smallest box that holds a shape (范围), in degrees. */
public record Extent(double west, double south, double east, double north) {
  static Extent of(Collection<Position> positions) {
    return new Extent(
        positions.stream().mapToDouble(Position::lon).min().orElseThrow(),
        positions.stream().mapToDouble(Position::lat).min().orElseThrow(),
        positions.stream().mapToDouble(Position::lon).max().orElseThrow(),
        positions.stream().mapToDouble(Position::lat).max().orElseThrow());
  }
}
