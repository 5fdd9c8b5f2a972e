package cn.tongtu.demo.county;

/**
 * The county's heights and waters (地形与水系): rolling hills that water has worn down along one main
 * river and its tributaries.
 */
final class Terrain {
  private final Grid grid;
  private final double[] heights;
  private final Drainage water;

  private Terrain(Grid grid, double[] heights, Drainage water) {
    this.grid = grid;
    this.heights = heights;
    this.water = water;
  }

  Grid grid() {
    return grid;
  }

  double[] heights() {
    return heights;
  }

  Drainage water() {
    return water;
  }

  /** Squares drained from which on there is a river, a tributary, a stream. */
  static final double RIVER = 24_000;

  static final double TRIBUTARY = 900;
  static final double STREAM = 220;

  private static final int WEAR = 30;
  private static final int FINE_WEAR = 4;
  private static final double WEARING = 0.09;
  private static final double UPLIFT = 14;
  private static final double UPSTREAM = 2_400;

  static Terrain of(Grid grid, Noise noise) {
    var coarse = new Grid(grid.width() / 2, grid.height() / 2, grid.metres() * 2);
    var rough = land(coarse, noise);
    wear(coarse, rough, rising(coarse, noise), WEAR);
    var heights = new double[grid.size()];
    for (int cell = 0; cell < heights.length; cell++) {
      var x = grid.x(cell) / 2.0;
      var y = grid.y(cell) / 2.0;
      heights[cell] = between(coarse, rough, x, y) + noise.other(7).rough(x / 4, y / 4, 3) * 6;
    }
    var still = rising(grid, noise);
    for (int cell = 0; cell < still.length; cell++) {
      still[cell] /= 2;
    }
    wear(grid, heights, still, FINE_WEAR);
    return new Terrain(grid, heights, drained(grid, heights));
  }

  private static Drainage drained(Grid grid, double[] heights) {
    var squares = grid.metres() * grid.metres() / 1e6;
    return Drainage.of(grid, heights, outlet(grid), inlet(grid), UPSTREAM / squares);
  }

  private static int outlet(Grid grid) {
    return grid.at(grid.width() - 1, (int) valley(grid, grid.width() - 1));
  }

  private static int inlet(Grid grid) {
    return grid.at(0, (int) valley(grid, 0));
  }

  private static double[] land(Grid grid, Noise noise) {
    var heights = new double[grid.size()];
    for (int cell = 0; cell < heights.length; cell++) {
      var x = grid.x(cell);
      var y = grid.y(cell);
      heights[cell] =
          100
              + 420 * off(grid, noise, x, y)
              + 80 * noise.other(2).rough(x / 24.0, y / 24.0, 5)
              + (grid.width() - x) * 0.8;
    }
    return heights;
  }

  /** How much the land rises a round: most away from the main river, and on the rim. */
  private static double[] rising(Grid grid, Noise noise) {
    var rising = new double[grid.size()];
    var scale = grid.metres() / 500;
    for (int cell = 0; cell < rising.length; cell++) {
      var x = grid.x(cell);
      var y = grid.y(cell);
      var hills = noise.other(4).rough(x * scale / 34, y * scale / 34, 3);
      rising[cell] =
          UPLIFT
              * (0.1 + Math.min(1, off(grid, noise, x, y) * 2.4))
              * Math.max(0.2, 1 + 0.8 * hills);
    }
    return rising;
  }

  /** How far from the main river's valley, in heights of the grid; the rim is far. */
  private static double off(Grid grid, Noise noise, int x, int y) {
    var scale = grid.metres() / 500;
    var bent = noise.other(1).rough(x * scale / 30, y * scale / 30, 2) * 9 / scale;
    var off = Math.abs(y + bent - valley(grid, x)) / grid.height();
    var rim =
        Math.min(Math.min(y, grid.height() - 1 - y), 3 * Math.min(x, grid.width() - 1 - x)) * scale;
    return rim < 14 && off > 0.06 ? off + 0.5 * (1 - rim / 14) : off;
  }

  /** Land rises, water wears it down: a step is solved at once from the outlet upwards. */
  private static void wear(Grid grid, double[] heights, double[] rising, int rounds) {
    var outlet = outlet(grid);
    var scale = grid.metres() / 500;
    for (int round = 0; round < rounds; round++) {
      heights[outlet] = 80;
      var water = drained(grid, heights);
      for (var cell : water.order()) {
        if (cell != outlet) {
          var down = water.into()[cell];
          var area = Math.min(water.through()[cell] * scale * scale, 12_000);
          var force = WEARING * Math.sqrt(area) / scale;
          heights[cell] = (heights[cell] + rising[cell] + force * heights[down]) / (1 + force);
        }
      }
    }
  }

  /** About where the main river runs. */
  private static double valley(Grid grid, int x) {
    var t = (double) x / grid.width();
    return grid.height()
        * (0.56 - 0.13 * t + 0.07 * StrictMath.sin(t * 7.5) + 0.03 * StrictMath.sin(t * 19));
  }

  private static double between(Grid grid, double[] heights, double x, double y) {
    var left = Math.min((int) x, grid.width() - 2);
    var low = Math.min((int) y, grid.height() - 2);
    var u = x - left;
    var v = y - low;
    var below = heights[grid.at(left, low)] * (1 - u) + heights[grid.at(left + 1, low)] * u;
    var above = heights[grid.at(left, low + 1)] * (1 - u) + heights[grid.at(left + 1, low + 1)] * u;
    return below * (1 - v) + above * v;
  }

  /** How steep it is around a square: metres of height a metre. */
  double slope(int cell) {
    var steepest = 0.0;
    for (int direction = 0; direction < 8; direction++) {
      var next = grid.next(cell, direction);
      if (next >= 0) {
        steepest =
            Math.max(
                steepest,
                Math.abs(heights[next] - heights[cell]) / (Grid.step(direction) * grid.metres()));
      }
    }
    return steepest;
  }
}
