package cn.tongtu.demo.county;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Where the towns lie and which land is whose (乡镇区划): land goes to the town easiest to reach. */
final class Towns {
  private final int[] seats;
  private final int[] areas;

  private Towns(int[] seats, int[] areas) {
    this.seats = seats;
    this.areas = areas;
  }

  int[] seats() {
    return seats;
  }

  int[] areas() {
    return areas;
  }

  static final int COUNT = 20;
  static final int OUTSIDE = -1;

  private static final double RADIUS_EAST = 0.375;
  private static final double RADIUS_NORTH = 0.37;
  private static final int NEIGHBOURS = 38;
  private static final double CLIMB = 0.035;
  private static final double FORD = 7;

  static Towns of(Terrain terrain, double[] comfort, Noise noise) {
    var grid = terrain.grid();
    var seats = seats(terrain, comfort);
    var seeds = IntStream.concat(IntStream.of(seats), abroad(grid, noise)).toArray();
    var areas =
        new Ways(grid)
            .nearest(
                seeds,
                (from, to, _) ->
                    1
                        + CLIMB * Math.max(0, terrain.heights()[to] - terrain.heights()[from])
                        + (terrain.water().through()[to] > Terrain.RIVER ? FORD : 0)
                        + noise.other(5).at(to)
                        + 2.2
                            * Math.abs(
                                noise.other(11).smooth(grid.x(to) / 11.0, grid.y(to) / 11.0)));
    for (int cell = 0; cell < areas.length; cell++) {
      areas[cell] = areas[cell] < COUNT ? areas[cell] : OUTSIDE;
    }
    return new Towns(seats, areas);
  }

  /** Towns of other counties all around, without which this one would have no border. */
  private static IntStream abroad(Grid grid, Noise noise) {
    return IntStream.range(0, NEIGHBOURS)
        .map(i -> {
          var angle = 2 * StrictMath.PI * (i + 0.7 * noise.other(12).at(i)) / NEIGHBOURS;
          var far = 1.16 + 0.22 * noise.other(13).at(i);
          var x = grid.width() * (0.5 + RADIUS_EAST * far * StrictMath.cos(angle));
          var y = grid.height() * (0.5 + RADIUS_NORTH * far * StrictMath.sin(angle));
          return grid.at(
              Math.clamp((int) x, 1, grid.width() - 2), Math.clamp((int) y, 1, grid.height() - 2));
        });
  }

  /** The county town first, then one after the other, each where it is good to live and far off. */
  private static int[] seats(Terrain terrain, double[] comfort) {
    var grid = terrain.grid();
    var seats = new ArrayList<Integer>();
    seats.add(countyTown(terrain));
    var good =
        IntStream.range(0, grid.size())
            .filter(cell -> out(grid, cell) < 0.93 && dry(terrain, cell))
            .boxed()
            .toList();
    while (seats.size() < COUNT) {
      seats.add(
          good.stream()
              .max(
                  Comparator.comparingDouble(cell -> comfort[cell] + 2.2 * room(grid, cell, seats)))
              .orElseThrow());
    }
    return seats.stream().mapToInt(Integer::intValue).toArray();
  }

  private static double room(Grid grid, int cell, List<Integer> seats) {
    var nearest = seats.stream().mapToDouble(seat -> grid.distance(cell, seat)).min().orElseThrow();
    return Math.min(nearest, 42) / 10;
  }

  /** How good it is to live on each square. */
  static double[] comfort(Terrain terrain, Noise noise) {
    return IntStream.range(0, terrain.grid().size())
        .mapToDouble(cell -> comfort(terrain, cell, noise))
        .toArray();
  }

  /** Near water, on flat and low land. */
  private static double comfort(Terrain terrain, int cell, Noise noise) {
    var grid = terrain.grid();
    var water = 0.0;
    for (int direction = 0; direction < 8; direction++) {
      var next = grid.next(cell, direction);
      if (next >= 0) {
        water = Math.max(water, terrain.water().through()[next]);
      }
    }
    return Math.min(1.5, StrictMath.log10(water + 1) / 3)
        - 9 * terrain.slope(cell)
        - terrain.heights()[cell] / 900
        + 0.5 * noise.other(6).at(cell);
  }

  static boolean dry(Terrain terrain, int cell) {
    return terrain.water().through()[cell] < Terrain.STREAM;
  }

  /** How far out in the ellipse that the county roughly fills: 1 is its rim. */
  private static double out(Grid grid, int cell) {
    var east = (grid.x(cell) / (double) grid.width() - 0.5) / RADIUS_EAST;
    var north = (grid.y(cell) / (double) grid.height() - 0.5) / RADIUS_NORTH;
    return Math.sqrt(east * east + north * north);
  }

  /** Beside the main river, where the largest tributary of the middle comes in. */
  private static int countyTown(Terrain terrain) {
    var grid = terrain.grid();
    var water = terrain.water();
    var mouth =
        IntStream.range(0, grid.size())
            .filter(cell -> out(grid, cell) < 0.45)
            .filter(cell ->
                water.through()[cell] > Terrain.TRIBUTARY
                    && water.through()[cell] < Terrain.RIVER
                    && water.into()[cell] >= 0
                    && water.through()[water.into()[cell]] > Terrain.RIVER)
            .boxed()
            .max(Comparator.comparingDouble(cell -> water.through()[cell] * (1 - out(grid, cell))))
            .orElseThrow();
    return IntStream.range(0, grid.size())
        .filter(cell ->
            dry(terrain, cell)
                && grid.distance(cell, mouth) < 6
                && grid.distance(cell, mouth) > 2.5)
        .boxed()
        .min(Comparator.comparingDouble(terrain::slope))
        .orElseThrow();
  }
}
