package cn.tongtu.demo.county;

import cn.tongtu.engine.geo.Position;

/** The squares the county is worked out on: so many wide and high, each so many metres. */
record Grid(int width, int height, double metres) {
  // Hills in the south of China; no real place is meant.
  private static final double WEST = 110.2;
  private static final double SOUTH = 27.0;
  private static final double METRES_A_DEGREE_EAST = 98_900;
  private static final double METRES_A_DEGREE_NORTH = 110_800;

  /** The eight squares around one, straight ones first. */
  static final int[][] AROUND = {
    {1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 1}, {-1, 1}, {-1, -1}, {1, -1}
  };

  static final double DIAGONAL = Math.sqrt(2);

  int size() {
    return width * height;
  }

  int at(int x, int y) {
    return y * width + x;
  }

  int x(int cell) {
    return cell % width;
  }

  int y(int cell) {
    return cell / width;
  }

  boolean holds(int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height;
  }

  boolean onEdge(int cell) {
    var x = x(cell);
    var y = y(cell);
    return x == 0 || y == 0 || x == width - 1 || y == height - 1;
  }

  /** The neighbour in a direction of {@link #AROUND}, or −1 outside. */
  int next(int cell, int direction) {
    var x = x(cell) + AROUND[direction][0];
    var y = y(cell) + AROUND[direction][1];
    return holds(x, y) ? at(x, y) : -1;
  }

  static double step(int direction) {
    return direction < 4 ? 1 : DIAGONAL;
  }

  double distance(int a, int b) {
    var dx = x(a) - x(b);
    var dy = y(a) - y(b);
    return Math.sqrt(dx * dx + dy * dy);
  }

  /** Where on the earth a place on the grid is; the middle of square (0, 0) is (0, 0). */
  Position position(double x, double y) {
    return Position.of(
        WEST + x * metres / METRES_A_DEGREE_EAST, SOUTH + y * metres / METRES_A_DEGREE_NORTH);
  }
}
