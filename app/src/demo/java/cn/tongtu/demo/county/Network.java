package cn.tongtu.demo.county;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * How the county's roads and its railway run over the squares (路网走向): the national road along the
 * main valley, provincial roads out of the county town, county roads from town to town, and from
 * them to villages, each where it costs least to build.
 */
final class Network {
  /** A road as a chain of squares; the first lies on an earlier road, unless it is the first. */
  record Way(Level level, int number, List<Integer> cells) {}

  /** 行政等级. */
  enum Level {
    NATIONAL(0, "G", 391, 8),
    PROVINCIAL(1, "S", 217, 7),
    COUNTY(2, "X", 101, 5),
    TOWNSHIP(3, "Y", 101, 3),
    VILLAGE(4, "C", 101, 2);

    private final int rank;
    private final String letter;
    private final int firstNumber;
    private final int bends;

    Level(int rank, String letter, int firstNumber, int bends) {
      this.rank = rank;
      this.letter = letter;
      this.firstNumber = firstNumber;
      this.bends = bends;
    }

    int rank() {
      return rank;
    }

    boolean main() {
      return rank < 2;
    }

    String code(int number) {
      return letter + (firstNumber + (this == PROVINCIAL ? number * 9 : number));
    }
  }

  private static final double FULL_KM = 2_000;
  static final double WITHIN = 3;
  private static final double SHARE_OF_TOWNSHIP_ROADS = 0.24;
  private static final int SHORTEST = 4;
  private static final double DETOUR = 2.6;

  private final Terrain terrain;
  private final Grid grid;
  private final Towns towns;
  private final Noise noise;
  private final List<Way> ways = new ArrayList<>();
  private final Set<Integer> paved = new HashSet<>();
  private final Set<Integer> rails = new HashSet<>();
  private final Tracks tracks;
  private final Ways search;
  private final double[] comfort;
  private double kilometres;
  private List<Integer> railway = List.of();
  private int station;

  Network(Terrain terrain, Towns towns, double[] comfort, Noise noise) {
    this.comfort = comfort;
    this.terrain = terrain;
    this.grid = terrain.grid();
    this.towns = towns;
    this.noise = noise;
    this.tracks = new Tracks(grid);
    this.search = new Ways(grid);
  }

  Tracks tracks() {
    return tracks;
  }

  List<Way> ways() {
    return ways;
  }

  List<Integer> railway() {
    return railway;
  }

  int station() {
    return station;
  }

  Network laid() {
    layRailway();
    layMainRoads();
    layCountyRoads();
    layVillageRoads();
    return this;
  }

  private void layRailway() {
    var town = towns.seats()[0];
    station =
        cells()
            .filter(cell ->
                Towns.dry(terrain, cell)
                    && grid.distance(cell, town) > 6
                    && grid.distance(cell, town) < 9)
            .boxed()
            .min(Comparator.comparingDouble(terrain::slope))
            .orElseThrow();
    railway = joined(out(station, Side.WEST, railCost()), out(station, Side.EAST, railCost()));
    rails.addAll(railway);
    tracks.lay(railway, 30);
  }

  private void layMainRoads() {
    var town = towns.seats()[0];
    var cost = roadCost(0.05, 0.3);
    add(Level.NATIONAL, joined(out(town, Side.WEST, cost), out(town, Side.EAST, cost)));
    for (var side : List.of(Side.SOUTH, Side.NORTH, Side.NORTH_EAST, Side.SOUTH_WEST)) {
      var by = towards(side);
      var there = search.between(town, cell -> cell == by, roadCost(0.06, 0.4));
      for (var run : fresh(joined(there.reversed(), out(by, side, roadCost(0.06, 0.4))))) {
        add(Level.PROVINCIAL, run);
      }
    }
  }

  /** The town by which one leaves the county on a side. */
  private int towards(Side side) {
    var x =
        grid.width()
            * switch (side) {
              case WEST, SOUTH_WEST -> 0.3;
              case NORTH -> 0.4;
              case SOUTH -> 0.6;
              case NORTH_EAST, EAST -> 0.72;
            };
    var y =
        grid.height()
            * switch (side) {
              case WEST, EAST -> 0.5;
              case NORTH, NORTH_EAST -> 0.72;
              case SOUTH, SOUTH_WEST -> 0.25;
            };
    var aim = grid.at((int) x, (int) y);
    return IntStream.of(towns.seats())
        .boxed()
        .min(Comparator.comparingDouble(seat -> grid.distance(seat, aim)))
        .orElseThrow();
  }

  private enum Side {
    WEST,
    EAST,
    NORTH,
    SOUTH,
    NORTH_EAST,
    SOUTH_WEST
  }

  private boolean leaves(int cell, Side side) {
    var x = grid.x(cell);
    var y = grid.y(cell);
    var right = grid.width() - 1;
    var top = grid.height() - 1;
    return switch (side) {
      case WEST -> x == 0;
      case EAST -> x == right;
      case NORTH -> y == top && x < right * 0.5;
      case SOUTH -> y == 0 && x > right * 0.45;
      case NORTH_EAST -> y == top && x > right * 0.66;
      case SOUTH_WEST -> y == 0 && x < right * 0.4;
    };
  }

  private List<Integer> out(int from, Side side, Ways.Cost cost) {
    return search.between(from, cell -> leaves(cell, side), cost);
  }

  /** Towns in the order of their places, then neighbours between whom one drives far around. */
  private void layCountyRoads() {
    for (var seat : towns.seats()) {
      connect(Level.COUNTY, seat, atHome(roadCost(0.07, 0.5)));
    }
    for (var a : towns.seats()) {
      IntStream.of(towns.seats())
          .filter(b -> b > a && grid.distance(a, b) < 75)
          .boxed()
          .sorted(Comparator.comparingDouble(b -> grid.distance(a, b)))
          .limit(7)
          .forEach(b -> shortcut(Level.COUNTY, a, b, atHome(roadCost(0.07, 0.5)), 1.2));
    }
  }

  private void layVillageRoads() {
    var villages = villages();
    var township = (int) (villages.size() * SHARE_OF_TOWNSHIP_ROADS);
    for (int i = 0; i < villages.size() && kilometres < FULL_KM; i++) {
      var level = i < township ? Level.TOWNSHIP : Level.VILLAGE;
      connect(level, villages.get(i), atHome(roadCost(0.1, 0.9)));
      if (i > 20 && i % 4 == 0) {
        var here = villages.get(i);
        villages.subList(0, i).stream()
            .filter(other -> grid.distance(here, other) > 6 && grid.distance(here, other) < 20)
            .min(Comparator.comparingDouble(other -> grid.distance(here, other)))
            .ifPresent(other -> shortcut(level, here, other, atHome(roadCost(0.1, 0.9)), DETOUR));
      }
    }
  }

  /** Places where people live, the best first, none too near to another. */
  private List<Integer> villages() {
    var taken = new ArrayList<Integer>();
    var near = new boolean[grid.size()];
    var liked =
        cells().mapToDouble(cell -> -comfort[cell] - 1.1 * noise.other(8).at(cell)).toArray();
    cells()
        .filter(cell -> Towns.dry(terrain, cell) && home(cell))
        .boxed()
        .sorted(
            Comparator.comparingDouble((Integer cell) -> liked[cell])
                .thenComparing(Comparator.naturalOrder()))
        .forEach(cell -> {
          if (!near[cell]) {
            taken.add(cell);
            around(cell, taken.size() < 260 ? 5 : 2, near);
          }
        });
    return taken;
  }

  private void around(int cell, int far, boolean[] near) {
    for (int y = grid.y(cell) - far; y <= grid.y(cell) + far; y++) {
      for (int x = grid.x(cell) - far; x <= grid.x(cell) + far; x++) {
        if (grid.holds(x, y)) {
          near[grid.at(x, y)] = true;
        }
      }
    }
  }

  private IntStream cells() {
    return IntStream.range(0, grid.size());
  }

  boolean inside(int cell) {
    return towns.areas()[cell] >= 0;
  }

  /** Its squares within the county, and the one where it leaves it. */
  List<Integer> within(Way way) {
    var from = 0;
    while (from < way.cells.size() && !inside(way.cells.get(from))) {
      from++;
    }
    var to = from;
    while (to < way.cells.size() && inside(way.cells.get(to))) {
      to++;
    }
    return way.cells.subList(Math.max(0, from - 1), Math.min(way.cells.size(), to + 1));
  }

  private void connect(Level level, int place, Ways.Cost cost) {
    var way = search.between(place, paved::contains, cost).reversed();
    if (way.size() >= SHORTEST) {
      add(level, way);
    }
  }

  private void shortcut(Level level, int from, int to, Ways.Cost cost, double detour) {
    var direct = search.between(from, cell -> cell == to, cost);
    var driven =
        search.between(
            from,
            cell -> cell == to,
            (_, next, way) -> paved.contains(next) ? Grid.step(way) : Double.POSITIVE_INFINITY,
            detour * direct.size() * 1.2);
    if (driven.isEmpty() || driven.size() > detour * direct.size()) {
      fresh(direct).forEach(run -> add(level, run));
    }
  }

  /** The stretches of a chain that no road uses yet, each from a road on. */
  private List<List<Integer>> fresh(List<Integer> cells) {
    var runs = new ArrayList<List<Integer>>();
    var run = new ArrayList<Integer>();
    for (var cell : cells) {
      run.add(cell);
      if (paved.contains(cell)) {
        if (run.size() >= SHORTEST) {
          runs.add(List.copyOf(run));
        }
        run = new ArrayList<>(List.of(cell));
      }
    }
    if (run.size() >= SHORTEST) {
      runs.add(run);
    }
    // What begins and ends at houses that no road reaches would lie by itself.
    runs.removeIf(each -> !paved.contains(each.getFirst()) && !paved.contains(each.getLast()));
    return runs;
  }

  private void add(Level level, List<Integer> cells) {
    var number = (int) ways.stream().filter(way -> way.level == level).count();
    var way = new Way(level, number, List.copyOf(cells));
    if (within(way).size() < SHORTEST) {
      return;
    }
    ways.add(way);
    paved.addAll(cells);
    tracks.lay(way.cells, level.bends);
    kilometres += tracks.line(within(way), Set.of(), WITHIN).metres() / 1000;
  }

  private static List<Integer> joined(List<Integer> back, List<Integer> on) {
    var all = new ArrayList<>(back.reversed());
    all.addAll(on.subList(1, on.size()));
    return all;
  }

  /**
   * Steeper than {@code grade} costs dearly, so does a bridge; a road that is there costs little.
   */
  private Ways.Cost roadCost(double grade, double chance) {
    return (from, to, direction) -> {
      var way = Grid.step(direction);
      var steep = steep(from, to, way) / grade;
      var land = 1 + steep * steep + chance * noise.other(9).at(to) + bridge(to);
      return way * (paved.contains(to) ? 0.45 : rails.contains(to) ? land + 3 : land);
    };
  }

  /** Whether it lies in the county and not right at its border. */
  private boolean home(int cell) {
    for (int direction = 0; direction < 8; direction++) {
      var next = grid.next(cell, direction);
      if (next < 0 || !inside(next)) {
        return false;
      }
    }
    return inside(cell);
  }

  /** Nobody builds roads in another county. */
  private Ways.Cost atHome(Ways.Cost cost) {
    return (from, to, direction) ->
        home(to) ? cost.of(from, to, direction) : Double.POSITIVE_INFINITY;
  }

  private Ways.Cost railCost() {
    return (from, to, direction) -> {
      var way = Grid.step(direction);
      var steep = steep(from, to, way) / 0.022;
      return way * (1 + Math.min(30, steep * steep) + 1.4 * bridge(to));
    };
  }

  private double steep(int from, int to, double way) {
    return Math.abs(terrain.heights()[to] - terrain.heights()[from]) / (way * grid.metres());
  }

  private double bridge(int to) {
    var through = terrain.water().through()[to];
    return through > Terrain.RIVER
        ? 9
        : through > Terrain.TRIBUTARY ? 3.5 : through > Terrain.STREAM ? 1.5 : 0;
  }
}
