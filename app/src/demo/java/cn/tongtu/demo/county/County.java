package cn.tongtu.demo.county;

import cn.tongtu.engine.geo.Line;
import cn.tongtu.engine.geo.Position;
import cn.tongtu.engine.geo.Ring;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The sample county's land (青溪县): everything of it that lies somewhere. */
public record County(
    Ring outline,
    List<Town> towns,
    Ring builtUp,
    List<River> rivers,
    Line railway,
    Position station,
    List<Road> roads,
    Relief relief) {
  private static final long SEED = 20_200_701;
  private static final Grid GRID = new Grid(320, 272, 250);
  private static final double BUILT_UP = 9;
  private static final double WATER_WITHIN = 15;

  /** A town with its seat; {@code id} is its name in Latin letters, in lower case. */
  public record Town(String id, String name, String english, Position seat, Ring ring) {}

  /** A river; {@code size} is 3 for the main one, 2 for tributaries, 1 for streams. */
  public record River(String name, int size, Line line) {}

  /** A road: its code, and its sections from the beginning on. */
  public record Road(
      String code,
      String name,
      int level,
      LocalDate opened,
      List<Section> sections,
      List<Work> works) {}

  /** A stretch of a road in one town and of one make, between two chainages in metres. */
  public record Section(
      String town,
      int from,
      int to,
      String grade,
      String surface,
      String width,
      int lanes,
      Line line) {}

  /** A bridge or tunnel. */
  public record Work(boolean bridge, String name, int at, int metres, Position position) {}

  private static final class Once {
    static final County COUNTY = make();
  }

  /** Made once, however often it is asked for. */
  public static County sample() {
    return Once.COUNTY;
  }

  static County make() {
    var noise = new Noise(SEED);
    var terrain = Terrain.of(GRID, noise);
    var comfort = Towns.comfort(terrain, noise);
    var land = Towns.of(terrain, comfort, noise);
    var network = new Network(terrain, land, comfort, noise).laid();
    var rings = new Borders(GRID, land.areas()).rings();
    var outline = outline(List.copyOf(rings.values()));
    var towns = towns(terrain, land, rings);
    var rivers = rivers(terrain, land);
    return new County(
        outline,
        List.copyOf(towns.values()),
        builtUp(terrain, land, noise),
        rivers,
        network.tracks().line(network.railway(), new HashSet<>(List.of(network.station())), 10),
        network.tracks().position(network.station()),
        new Roads(terrain, land, network, noise, towns, outline, rivers).all(),
        Relief.of(terrain, land));
  }

  private static Map<Integer, Town> towns(Terrain terrain, Towns land, Map<Integer, Ring> rings) {
    var seats = land.seats();
    var nearest =
        IntStream.range(1, seats.length)
            .boxed()
            .min(Comparator.comparingDouble(i -> GRID.distance(seats[i], seats[0])))
            .orElseThrow();
    var ranked = new ArrayList<>(List.of(0, nearest));
    IntStream.range(1, seats.length)
        .boxed()
        .filter(i -> !i.equals(nearest))
        .sorted(Comparator.comparingDouble(i -> terrain.heights()[seats[i]]))
        .forEach(ranked::add);
    var towns = new TreeMap<Integer, Town>();
    for (int rank = 0; rank < ranked.size(); rank++) {
      var area = ranked.get(rank);
      var name = Naming.town(rank);
      var ring = rings.get(area);
      if (ring == null) {
        throw new IllegalStateException("a town without land");
      }
      towns.put(
          area,
          new Town(
              name.pinyin().toLowerCase(Locale.ROOT),
              name.chinese(),
              name.pinyin(),
              GRID.position(GRID.x(seats[area]), GRID.y(seats[area])),
              ring));
    }
    return towns;
  }

  /** What only one town has on its boundary is the county's. */
  private static Ring outline(List<Ring> rings) {
    record Edge(Position from, Position to) {}
    var edges = new HashMap<Position, Position>();
    var all = new HashSet<Edge>();
    for (var ring : rings) {
      for (int i = 0; i < ring.positions().size(); i++) {
        all.add(
            new Edge(
                ring.positions().get(i), ring.positions().get((i + 1) % ring.positions().size())));
      }
    }
    all.stream()
        .filter(edge -> !all.contains(new Edge(edge.to, edge.from)))
        .forEach(edge -> edges.put(edge.from, edge.to));
    var start =
        edges.keySet().stream()
            .min(Comparator.comparingDouble(Position::lon).thenComparingDouble(Position::lat))
            .orElseThrow();
    var outline = new ArrayList<Position>();
    for (var at = start;
        at != null && (outline.isEmpty() || !at.equals(start));
        at = edges.get(at)) {
      outline.add(at);
    }
    return new Ring(outline);
  }

  /** Houses stand where one gets from the seat on foot. */
  private static Ring builtUp(Terrain terrain, Towns land, Noise noise) {
    var seat = land.seats()[0];
    var areas = new int[GRID.size()];
    for (int cell = 0; cell < areas.length; cell++) {
      var reach =
          GRID.distance(cell, seat)
              + 60 * terrain.slope(cell)
              + 2 * noise.other(15).smooth(GRID.x(cell) / 3.0, GRID.y(cell) / 3.0);
      areas[cell] = reach < BUILT_UP && land.areas()[cell] >= 0 ? 0 : -1;
    }
    return Objects.requireNonNull(new Borders(GRID, areas).rings().get(0));
  }

  private static List<River> rivers(Terrain terrain, Towns land) {
    var rivers = new ArrayList<River>();
    var tracks = new Tracks(GRID);
    for (var river : Waters.of(terrain)) {
      tracks.lay(river.cells(), 5);
      var inside =
          IntStream.range(0, river.cells().size())
              .filter(i -> land.areas()[river.cells().get(i)] >= 0)
              .summaryStatistics();
      if (inside.getCount() > 5) {
        var beyond = rivers.isEmpty() ? 12 : 3;
        var part =
            river
                .cells()
                .subList(
                    Math.max(0, inside.getMin() - beyond),
                    Math.min(river.cells().size(), inside.getMax() + beyond));
        rivers.add(
            new River(
                Naming.river(rivers.size()),
                rivers.isEmpty() ? 3 : river.through() > Terrain.TRIBUTARY ? 2 : 1,
                tracks.line(part, new HashSet<>(List.of(part.getLast())), WATER_WITHIN)));
      }
    }
    return List.copyOf(rivers);
  }
}
