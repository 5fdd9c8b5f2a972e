package cn.tongtu.demo.county;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cn.tongtu.demo.county.County.Road;
import cn.tongtu.demo.county.County.Section;
import cn.tongtu.engine.geo.Line;
import cn.tongtu.engine.geo.Position;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The sample county is the same everywhere, and could be a real one. */
class CountyTest {
  private static final County COUNTY = County.sample();

  private static final String KNOWN =
      "d094d00e321fc1639cfdc14db3193cac4b494956c83a5114e6a07bc7d553bafe";

  /** Told on purpose: whoever changes the land changes every picture and figure of the sample. */
  @Test
  void isTheSameOnEveryMachine() throws Exception {
    assertThat(digest(COUNTY)).isEqualTo(digest(County.make())).isEqualTo(KNOWN);
  }

  private static String digest(County county) throws Exception {
    var text =
        List.of(
                county.outline(),
                county.towns(),
                county.builtUp(),
                county.rivers(),
                county.railway(),
                county.station(),
                county.roads())
            .toString();
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
  }

  @Test
  void hasAboutTwoThousandKilometresOfRoad() {
    assertThat(kilometres(COUNTY.roads())).isCloseTo(2_000, within(100.0));
    for (int level = 0; level < 5; level++) {
      var kind = level;
      assertThat(COUNTY.roads()).as("level " + level).anyMatch(road -> road.level() == kind);
    }
    assertThat(COUNTY.roads()).extracting(Road::code).doesNotHaveDuplicates();
  }

  private static double kilometres(List<Road> roads) {
    return sections(roads).stream().map(Section::line).mapToDouble(Line::metres).sum() / 1000;
  }

  private static List<Section> sections(List<Road> roads) {
    return roads.stream().flatMap(road -> road.sections().stream()).toList();
  }

  @Test
  void everyRoadIsReachedFromEveryOther() {
    var at = new HashMap<Position, List<Integer>>();
    var roads = COUNTY.roads();
    for (int i = 0; i < roads.size(); i++) {
      for (var section : roads.get(i).sections()) {
        for (var position : section.line().positions()) {
          at.computeIfAbsent(position, _ -> new ArrayList<>()).add(i);
        }
      }
    }
    var reached = new HashSet<Integer>();
    var open = new ArrayDeque<>(List.of(0));
    while (!open.isEmpty()) {
      var road = open.pop();
      if (reached.add(road)) {
        roads.get(road).sections().stream()
            .flatMap(section -> section.line().positions().stream())
            .forEach(position -> open.addAll(at.getOrDefault(position, List.of())));
      }
    }
    assertThat(reached).hasSize(roads.size());
  }

  @Test
  void sectionsFollowEachOtherWithoutGap() {
    for (var road : COUNTY.roads()) {
      for (int i = 0; i < road.sections().size(); i++) {
        var section = road.sections().get(i);
        assertThat((double) section.to() - section.from())
            .as(road.code())
            .isCloseTo(section.line().metres(), within(1.0));
        if (i > 0) {
          var before = road.sections().get(i - 1);
          assertThat(section.from()).as(road.code()).isEqualTo(before.to());
          assertThat(section.line().first()).as(road.code()).isEqualTo(before.line().last());
        }
      }
    }
  }

  @Test
  void townsFillTheCountyWithoutGapOrOverlap() {
    var sum = COUNTY.towns().stream().mapToDouble(town -> town.ring().squareMetres()).sum();
    assertThat(COUNTY.towns()).hasSize(20);
    assertThat(sum).isCloseTo(COUNTY.outline().squareMetres(), within(1.0));
    var west = COUNTY.outline().positions().stream().mapToDouble(Position::lon).min().orElseThrow();
    var east = COUNTY.outline().positions().stream().mapToDouble(Position::lon).max().orElseThrow();
    var south =
        COUNTY.outline().positions().stream().mapToDouble(Position::lat).min().orElseThrow();
    var north =
        COUNTY.outline().positions().stream().mapToDouble(Position::lat).max().orElseThrow();
    for (int x = 0; x < 90; x++) {
      for (int y = 0; y < 90; y++) {
        var point =
            new Position(
                west + (east - west) * x / 90 + 1e-9, south + (north - south) * y / 90 + 1e-9);
        var towns = COUNTY.towns().stream().filter(town -> town.ring().contains(point)).count();
        assertThat(towns).as(point.toString()).isEqualTo(COUNTY.outline().contains(point) ? 1 : 0);
      }
    }
  }

  @Test
  void neighboursShareTheVeryPointsOfTheirBorder() {
    var used = new HashMap<Position, Integer>();
    COUNTY
        .towns()
        .forEach(town ->
            town.ring().positions().forEach(position -> used.merge(position, 1, Integer::sum)));
    var outline = new HashSet<>(COUNTY.outline().positions());
    assertThat(used)
        .allSatisfy((position, towns) ->
            assertThat(towns > 1 || outline.contains(position)).as(position.toString()).isTrue());
  }

  @Test
  void everyTownHasRoadsAndItsSeatLiesInIt() {
    var byTown =
        sections(COUNTY.roads()).stream()
            .collect(Collectors.groupingBy(Section::town, Collectors.counting()));
    for (var town : COUNTY.towns()) {
      assertThat(byTown.getOrDefault(town.id(), 0L)).as(town.name()).isGreaterThan(10);
      assertThat(town.ring().contains(town.seat())).as(town.name()).isTrue();
      assertThat(
              sections(COUNTY.roads()).stream()
                  .flatMap(section -> section.line().positions().stream())
                  .mapToDouble(town.seat()::metresTo)
                  .min()
                  .orElseThrow())
          .as("from the seat of " + town.name() + " to a road")
          .isLessThan(500);
    }
  }

  @Test
  void noRoadLeavesTheCounty() {
    for (var section : sections(COUNTY.roads())) {
      var middle = section.line().at(section.line().metres() / 2);
      assertThat(COUNTY.outline().contains(middle)).as(section.toString()).isTrue();
    }
  }

  @Test
  void bridgesStandOnWaterAndOnTheirRoad() {
    var bridges =
        COUNTY.roads().stream().flatMap(road -> road.works().stream()).filter(County.Work::bridge);
    assertThat(bridges.toList())
        .hasSizeGreaterThan(100)
        .allSatisfy(bridge ->
            assertThat(
                    COUNTY.rivers().stream()
                        .flatMap(river -> river.line().positions().stream())
                        .mapToDouble(bridge.position()::metresTo)
                        .min()
                        .orElseThrow())
                .isLessThan(1_500));
  }
}
