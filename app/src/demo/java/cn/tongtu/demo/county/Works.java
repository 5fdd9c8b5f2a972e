package cn.tongtu.demo.county;

import cn.tongtu.demo.county.County.River;
import cn.tongtu.demo.county.County.Work;
import cn.tongtu.demo.county.Network.Level;
import cn.tongtu.engine.geo.Line;
import cn.tongtu.engine.geo.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bridges where a road crosses water, tunnels where a main road crosses a ridge (桥梁与隧道). */
final class Works {
  private static final double SQUARE = 0.005;
  private static final int NEAR = 60;
  private static final int LOOK = 5;
  private static final double RIDGE = 38;
  private static final int TUNNELS_APART = 4_000;

  private record Reach(Position from, Position to, River river) {}

  private final Terrain terrain;
  private final Noise noise;
  private final Map<Long, List<Reach>> reaches = new HashMap<>();

  Works(Terrain terrain, List<River> rivers, Noise noise) {
    this.terrain = terrain;
    this.noise = noise;
    for (var river : rivers) {
      var positions = river.line().positions();
      for (int i = 1; i < positions.size(); i++) {
        var reach = new Reach(positions.get(i - 1), positions.get(i), river);
        squares(reach.from, reach.to)
            .forEach(square -> reaches.computeIfAbsent(square, _ -> new ArrayList<>()).add(reach));
      }
    }
  }

  private static List<Long> squares(Position a, Position b) {
    var squares = new ArrayList<Long>();
    var left = (long) Math.floor(Math.min(a.lon(), b.lon()) / SQUARE);
    var right = (long) Math.floor(Math.max(a.lon(), b.lon()) / SQUARE);
    var low = (long) Math.floor(Math.min(a.lat(), b.lat()) / SQUARE);
    var top = (long) Math.floor(Math.max(a.lat(), b.lat()) / SQUARE);
    for (var x = left; x <= right; x++) {
      for (var y = low; y <= top; y++) {
        squares.add(x << 32 | y);
      }
    }
    return squares;
  }

  /** In the order of their chainages. */
  List<Work> on(Line road, int start, Level level, List<Integer> cells) {
    var works = new ArrayList<Work>();
    bridges(road, start, works);
    if (level.main()) {
      tunnels(road, start, cells, works);
    }
    works.sort(Comparator.comparingInt(Work::at));
    return List.copyOf(works);
  }

  private void bridges(Line road, int start, List<Work> works) {
    var driven = 0.0;
    for (int i = 1; i < road.positions().size(); i++) {
      var from = road.positions().get(i - 1);
      var to = road.positions().get(i);
      for (var square : squares(from, to)) {
        for (var reach : reaches.getOrDefault(square, List.of())) {
          var share = crossing(from, to, reach.from, reach.to);
          if (share >= 0) {
            var at = start + (int) Math.rint(driven + share * from.metresTo(to));
            if (works.stream().noneMatch(work -> Math.abs(work.at() - at) < NEAR)) {
              works.add(bridge(reach.river, at, at(from, to, share)));
            }
          }
        }
      }
      driven += from.metresTo(to);
    }
  }

  private Work bridge(River river, int at, Position position) {
    var chance = noise.other(22).at(at * 31L + river.size());
    var metres =
        switch (river.size()) {
          case 3 -> 140 + (int) (chance * 180);
          case 2 -> 35 + (int) (chance * 60);
          default -> 9 + (int) (chance * 20);
        };
    var over = river.name().isEmpty() ? "无名溪" : river.name();
    return new Work(
        true, over + (river.size() == 3 ? "大桥" : metres < 20 ? "小桥" : "桥"), at, metres, position);
  }

  private static Position at(Position from, Position to, double share) {
    return Position.of(
        from.lon() + share * (to.lon() - from.lon()), from.lat() + share * (to.lat() - from.lat()));
  }

  /** How far along the first the second crosses it, or −1. */
  private static double crossing(Position a, Position b, Position c, Position d) {
    var rx = b.lon() - a.lon();
    var ry = b.lat() - a.lat();
    var sx = d.lon() - c.lon();
    var sy = d.lat() - c.lat();
    var across = rx * sy - ry * sx;
    if (across == 0) {
      return -1;
    }
    var t = ((c.lon() - a.lon()) * sy - (c.lat() - a.lat()) * sx) / across;
    var u = ((c.lon() - a.lon()) * ry - (c.lat() - a.lat()) * rx) / across;
    return t >= 0 && t < 1 && u >= 0 && u <= 1 ? t : -1;
  }

  private void tunnels(Line road, int start, List<Integer> cells, List<Work> works) {
    var length = road.metres();
    var last = -TUNNELS_APART;
    for (int i = LOOK; i < cells.size() - LOOK; i++) {
      var here = terrain.heights()[cells.get(i)];
      var before = here - terrain.heights()[cells.get(i - LOOK)];
      var after = here - terrain.heights()[cells.get(i + LOOK)];
      var at = (int) Math.rint(length * i / (cells.size() - 1));
      if (before > RIDGE && after > RIDGE && at - last > TUNNELS_APART) {
        var metres = 380 + (int) (noise.other(23).at(cells.get(i)) * 1_500);
        works.add(
            new Work(
                false,
                new Naming(noise).village(cells.get(i)) + "隧道",
                start + at,
                metres,
                road.at(at)));
        last = at;
      }
    }
  }
}
