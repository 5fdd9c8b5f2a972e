package cn.tongtu.demo.county;

import cn.tongtu.demo.county.County.Road;
import cn.tongtu.demo.county.County.Section;
import cn.tongtu.demo.county.Network.Level;
import cn.tongtu.engine.geo.Line;
import cn.tongtu.engine.geo.Position;
import cn.tongtu.engine.geo.Ring;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chains of squares become roads (路线与路段): numbered, named, cut at borders and where their make
 * changes.
 */
final class Roads {
  private static final int SHORTEST = 3;

  private final Terrain terrain;
  private final Grid grid;
  private final Towns land;
  private final Network network;
  private final Noise noise;
  private final Map<Integer, County.Town> towns;
  private final Ring outline;
  private final Naming naming;
  private final Works works;
  private final Set<Integer> meeting = new HashSet<>();

  Roads(
      Terrain terrain,
      Towns land,
      Network network,
      Noise noise,
      Map<Integer, County.Town> towns,
      Ring outline,
      List<County.River> rivers) {
    this.terrain = terrain;
    this.grid = terrain.grid();
    this.land = land;
    this.network = network;
    this.noise = noise;
    this.towns = towns;
    this.outline = outline;
    this.naming = new Naming(noise);
    this.works = new Works(terrain, rivers, noise);
    for (var way : network.ways()) {
      meeting.add(way.cells().getFirst());
      meeting.add(way.cells().getLast());
    }
  }

  List<Road> all() {
    var roads = new ArrayList<Road>();
    var numbers = new EnumMap<Level, Integer>(Level.class);
    for (var way : network.ways()) {
      var number = numbers.merge(way.level(), 1, Integer::sum) - 1;
      roads.add(road(way.level(), number, network.within(way)));
    }
    return List.copyOf(roads);
  }

  private Road road(Level level, int number, List<Integer> cells) {
    var code = level.code(number);
    var chance = noise.other(20).at(cells.getLast() * 7L + level.rank());
    var start = level.main() ? (int) (chance * 900_000) + 40_000 : 0;
    var sections = sections(level, cells, start, chance);
    var whole = new ArrayList<Position>();
    sections.forEach(section -> whole.addAll(section.line().positions()));
    return new Road(
        code,
        name(level, cells),
        level.rank(),
        LocalDate.of(1998 + (int) (chance * 22), 1 + (int) (chance * 1200) % 12, 28),
        sections,
        works.on(new Line(whole), start, level, cells));
  }

  private String name(Level level, List<Integer> cells) {
    return switch (level) {
      case NATIONAL -> "东湾—西关";
      case PROVINCIAL, COUNTY, TOWNSHIP, VILLAGE ->
          place(cells.getFirst()) + "—" + place(cells.getLast());
    };
  }

  /** A town's name near its seat, elsewhere a village's. */
  private String place(int cell) {
    var area = land.areas()[cell];
    if (area < 0) {
      return "县界";
    }
    var name = town(area).name();
    return grid.distance(cell, land.seats()[area]) < 7
        ? name.substring(0, 2)
        : naming.village(cell);
  }

  private County.Town town(int area) {
    var town = towns.get(area);
    if (town == null) {
      throw new IllegalArgumentException("no town " + area);
    }
    return town;
  }

  private record Make(int area, String grade, String surface, String width, int lanes) {}

  private List<Section> sections(Level level, List<Integer> cells, int start, double chance) {
    var sections = new ArrayList<Section>();
    var from = 0;
    var metres = (double) start;
    var make = make(level, cells.get(1), chance);
    for (int i = 1; i < cells.size(); i++) {
      var last = i == cells.size() - 1;
      var next =
          last || !network.inside(cells.get(i + 1)) ? make : make(level, cells.get(i + 1), chance);
      var cut = !next.equals(make) && i - from >= SHORTEST && cells.size() - i > SHORTEST;
      if (last || cut) {
        var line =
            clipped(network.tracks().line(cells.subList(from, i + 1), meeting, Network.WITHIN));
        var end = metres + line.metres();
        sections.add(
            new Section(
                town(make.area).id(),
                (int) Math.rint(metres),
                (int) Math.rint(end),
                make.grade,
                make.surface,
                make.width,
                make.lanes,
                line));
        metres = end;
        from = i;
        make = next;
      }
    }
    return List.copyOf(sections);
  }

  private Make make(Level level, int cell, double chance) {
    var area = land.areas()[cell];
    var flat = terrain.slope(cell) < 0.2;
    return switch (level) {
      case NATIONAL ->
          grid.distance(cell, land.seats()[0]) < 26
              ? new Make(area, "一级", "沥青混凝土", "21", 4)
              : new Make(area, "二级", "沥青混凝土", "10", 2);
      case PROVINCIAL ->
          chance < 0.6
              ? new Make(area, "二级", "沥青混凝土", "8.5", 2)
              : new Make(area, "三级", "沥青混凝土", "7.5", 2);
      case COUNTY ->
          chance < 0.45
              ? new Make(area, "三级", "沥青混凝土", "7", 2)
              : new Make(area, "四级", chance < 0.8 ? "沥青混凝土" : "水泥混凝土", "6.5", 2);
      case TOWNSHIP ->
          new Make(area, "四级", chance < 0.3 ? "沥青混凝土" : "水泥混凝土", flat ? "6" : "4.5", flat ? 2 : 1);
      case VILLAGE ->
          chance < 0.84
              ? new Make(area, "四级", "水泥混凝土", "4.5", 1)
              : new Make(area, "等外", chance < 0.93 ? "水泥混凝土" : "砂石", "3.5", 1);
    };
  }

  /** What lies beyond the county's border is cut off, right at the border. */
  private Line clipped(Line line) {
    var positions = new ArrayList<>(line.positions());
    while (positions.size() > 2
        && !outline.contains(positions.get(1))
        && !outline.contains(positions.getFirst())) {
      positions.removeFirst();
    }
    if (!outline.contains(positions.getFirst())) {
      positions.set(0, border(positions.get(1), positions.getFirst()));
    }
    while (positions.size() > 2
        && !outline.contains(positions.get(positions.size() - 2))
        && !outline.contains(positions.getLast())) {
      positions.removeLast();
    }
    if (!outline.contains(positions.getLast())) {
      positions.set(
          positions.size() - 1, border(positions.get(positions.size() - 2), positions.getLast()));
    }
    return new Line(positions);
  }

  private Position border(Position in, Position out) {
    var inside = in;
    var outside = out;
    for (int i = 0; i < 20; i++) {
      var middle =
          new Position((inside.lon() + outside.lon()) / 2, (inside.lat() + outside.lat()) / 2);
      if (outline.contains(middle)) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return Position.of(inside.lon(), inside.lat());
  }
}
