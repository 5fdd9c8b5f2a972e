package cn.tongtu.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cn.tongtu.demo.county.County;
import cn.tongtu.engine.geo.Extent;
import cn.tongtu.engine.geo.Line;
import cn.tongtu.engine.value.Span;
import cn.tongtu.identity.Permissions;
import cn.tongtu.indicator.Asked;
import cn.tongtu.indicator.Figures;
import cn.tongtu.ledger.View;
import cn.tongtu.map.GeoJson;
import cn.tongtu.shared.Words;
import cn.tongtu.testkit.DemoClient;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.LinkedMultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sample county as one meets it: its roads and map, its people, and its kilometres in the
 * ledger.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MapPagesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Roads that tests survey anew: they no longer lie where they were made. */
  private static final Set<String> SURVEYED = Set.of("X103", "X106");

  @Autowired private Sample sample;
  @Autowired private Figures figures;
  @Autowired private Permissions permissions;
  @Autowired private JdbcClient db;
  @LocalServerPort private int port;

  private DemoClient clerk = DemoClient.stranger(0);

  @BeforeAll
  void load() {
    sample.load(new SampleFolder(Optional.empty()));
    clerk = DemoClient.signedIn(port, "demo-clerk");
  }

  private ResponseEntity<String> get(String path) {
    return clerk.client().get().uri(path).retrieve().toEntity(String.class);
  }

  private String read(String path) {
    var answer = get(path);
    assertThat(answer.getStatusCode()).as(path).isEqualTo(HttpStatus.OK);
    return String.valueOf(answer.getBody());
  }

  private JsonNode json(String path) {
    return JSON.readTree(read(path));
  }

  @Test
  void theListHasEveryRoadAndItsSumsAreThoseOfTheLedger() {
    var page = read("/roads");
    var roads = County.sample().roads();
    assertThat(page).contains("G391", "共 " + roads.size() + " 条", "国道", "村道");
    var asked =
        Asked.of(
            "ROAD.length", Span.year(LocalDate.now(Words.CHINA).getYear()), View.of("qingxi*"));
    var length = figures.get(asked).printed();
    assertThat(length).endsWith("公里");
    assertThat(page)
        .contains(String.format("%,.3f", Double.valueOf(length.replaceAll("[^0-9.]", ""))));
    assertThat(read("/roads?level=NATIONAL")).contains("共 1 条").doesNotContain(">X101<");
    assertThat(read("/roads?town=qx-shiqiao&level=VILLAGE"))
        .contains("等外")
        .doesNotContain(">G391<");
    assertThat(read("/roads?q=无此路")).contains("没有符合条件的路线");
    assertThat(get("/roads?level=EXPRESS").getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
    assertThat(read("/roads?page=3")).contains("rel=\"prev\"");
  }

  @Test
  void aRoadHasItsSectionsBridgesAndWayDown() {
    assertThat(read("/roads/G391")).contains("东湾—西关", "青溪大桥", "一级", "沥青混凝土", "K", "data-map=");
    assertThat(read("/roads/G391/panel")).contains("国道").doesNotContain("<html");
    assertThat(get("/roads/G999").getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    assertThat(read("/figures/ROAD.length?org=qingxi*&span=2025")).contains("公路总里程");
  }

  @Test
  void layersAreGeoJsonThatBrowsersKeepAndAskFor() {
    var towns = 0;
    for (var feature : json("/map/places.json").path("features")) {
      towns += feature.path("properties").path("sort").asString("").equals("TOWN") ? 1 : 0;
    }
    assertThat(towns).isEqualTo(20);
    var sections = County.sample().roads().stream().mapToInt(road -> road.sections().size()).sum();
    assertThat(json("/map/roads.json").path("features").size()).isEqualTo(sections);
    assertThat(json("/map/roads/G391.json").path("features").size()).isPositive();
    for (var path :
        new String[] {
          "/map/roads.json",
          "/map/roads.json?bbox=110.4,27.2,110.6,27.4&zoom=12",
          "/map/places.json",
          "/map/relief.png"
        }) {
      var tag = String.valueOf(get(path).getHeaders().getETag());
      var again =
          clerk.client().get().uri(path).header("If-None-Match", tag).retrieve().toBodilessEntity();
      assertThat(again.getStatusCode()).as(path).isEqualTo(HttpStatus.NOT_MODIFIED);
    }
    // The client unpacks by itself and hides that it did; Vary tells that packing was considered.
    assertThat(String.valueOf(get("/map/roads.json").getHeaders().getVary()))
        .containsIgnoringCase("accept-encoding");
  }

  /** Against the county as it was made, not against the database that answers. */
  @Test
  void aWindowAnswersWhatLiesInItAndNothingThatDoesNot() {
    var random = new Random(4);
    var seen = 0;
    for (int round = 0; round < 40; round++) {
      var west = 110.25 + random.nextDouble() * 0.5;
      var south = 27.1 + random.nextDouble() * 0.3;
      var box =
          new Extent(
              west, south, west + random.nextDouble() * 0.2, south + random.nextDouble() * 0.15);
      var answered = new TreeSet<String>();
      for (var feature : json("/map/roads.json?zoom=19&bbox=" + text(box)).path("features")) {
        if (!SURVEYED.contains(
            feature.path("properties").path("name").asString("").split(" ")[0])) {
          answered.add(ends((Line) GeoJson.read(feature.path("geometry").toString(), "line")));
        }
      }
      var inside = new TreeSet<String>();
      var near = new TreeSet<String>();
      for (var road : County.sample().roads()) {
        if (SURVEYED.contains(road.code())) {
          continue;
        }
        for (var section : road.sections()) {
          var line = ends(section.line());
          var positions = section.line().positions();
          if (positions.stream().anyMatch(at -> meets(box, at.extent()))) {
            inside.add(line);
          }
          if (meets(box, section.line().extent())) {
            near.add(line);
          }
        }
      }
      assertThat(answered).as("window %s", box).containsAll(inside);
      assertThat(near).as("window %s", box).containsAll(answered);
      seen += inside.size();
    }
    assertThat(seen).as("windows were not all empty").isGreaterThan(200);
  }

  /** By these a section is known, also when it is thinned. */
  private static String ends(Line line) {
    return line.first() + " " + line.last();
  }

  private static boolean meets(Extent one, Extent other) {
    return one.west() <= other.east()
        && other.west() <= one.east()
        && one.south() <= other.north()
        && other.south() <= one.north();
  }

  private static String text(Extent box) {
    return "%.6f,%.6f,%.6f,%.6f".formatted(box.west(), box.south(), box.east(), box.north());
  }

  @Test
  void aWindowIsThinnedForItsZoomWithinHalfAPixel() {
    var whole = "bbox=110,26.8,111.2,27.8&zoom=";
    var far = lines("/map/roads.json?" + whole + 10);
    var near = lines("/map/roads.json?" + whole + 22);
    var all = lines("/map/roads.json");
    assertThat(far.keySet().equals(all.keySet()) && near.keySet().equals(all.keySet())).isTrue();
    // Close by nothing is left out but what lies on a straight line to two centimetres.
    assertThat(positions(near)).isBetween(positions(all) * 99 / 100, positions(all));
    var tolerance = 40_075_016.686 * Math.cos(Math.toRadians(27.3)) / 256 / 1024 / 2;
    assertThat(positions(far)).isLessThan(positions(all) / 2);
    all.forEach((id, line) -> {
      var thinned = Objects.requireNonNull(far.get(id));
      // Thinning again by as much finds nothing more to leave out, and all of it was there.
      assertThat(line.positions()).containsSubsequence(thinned.positions());
      assertThat(line.simplified(tolerance)).as(id).isEqualTo(thinned);
    });
    assertThat(json("/map/structures.json?bbox=0,0,1,1&zoom=5").path("features").size()).isZero();
    for (var wrong :
        new String[] {
          "bbox=1,2,3&zoom=9", "bbox=3,2,1,4&zoom=9", "bbox=0,0,1,1&zoom=x", "zoom=9"
        }) {
      assertThat(get("/map/roads.json?" + wrong).getStatusCode())
          .as(wrong)
          .isEqualTo(HttpStatus.BAD_REQUEST);
    }
  }

  private Map<String, Line> lines(String path) {
    var lines = new TreeMap<String, Line>();
    for (var feature : json(path).path("features")) {
      var _ =
          lines.put(
              feature.path("id").asString(""),
              (Line) GeoJson.read(feature.path("geometry").toString(), "line"));
    }
    return lines;
  }

  private static int positions(Map<String, Line> lines) {
    return lines.values().stream().mapToInt(line -> line.positions().size()).sum();
  }

  @Test
  void aStrangerSeesNoLayer() {
    var stranger = DemoClient.stranger(port);
    for (var path :
        new String[] {
          "/map/roads.json",
          "/map/roads.json?bbox=110.4,27.2,110.6,27.4&zoom=12",
          "/map/places.json",
          "/map/relief.png",
          "/map"
        }) {
      assertThat(stranger.client().get().uri(path).retrieve().body(String.class))
          .as(path)
          .contains("action=\"/sign-in\"");
    }
  }

  @Test
  void aSurveyedSectionIsSavedOrToldBesideItsField() {
    var row =
        db.sql(
                """
                select s.id, v.line::text line, v.metres from road.section s
                join road.route r on r.id = s.route
                join road.survey v on v.section = s.id and v.rev = s.rev
                where r.code = 'X103' order by s.seq limit 1
                """)
            .query()
            .singleRow();
    var section = String.valueOf(row.get("id"));
    var page = "/roads/X103?survey=" + section;
    assertThat(read(page)).contains("更新 K0+000", "textarea", "测线");

    var wrong = survey(section, "{\"type\":\"Point\",\"coordinates\":[27,110]}");
    assertThat(wrong.getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
    assertThat(wrong.getBody()).contains("经纬度写反", "aria-invalid=\"true\"");

    var moved = JSON.readTree(String.valueOf(row.get("line")));
    var coordinates = (tools.jackson.databind.node.ArrayNode) moved.path("coordinates");
    var middle = (tools.jackson.databind.node.ArrayNode) coordinates.get(1);
    middle.set(1, middle.get(1).asDouble() + 0.002);
    var window = "/map/roads.json?bbox=110,26.8,111.2,27.8&zoom=22";
    var before = read(window);
    var saved = survey(section, moved.toString());
    assertThat(read(window)).as("what is kept is made anew").isNotEqualTo(before);
    assertThat(saved.getBody()).contains("测线已更新", "依文");
    assertThat(survey(section, moved.toString()).getStatusCode())
        .as("sent twice")
        .isEqualTo(HttpStatus.CONFLICT);
    assertThat(
            figures
                .get(
                    Asked.of(
                        "ROAD.length",
                        Span.year(LocalDate.now(Words.CHINA).getYear()),
                        View.of("qingxi*")))
                .printed())
        .isNotEqualTo(
            figures.get(Asked.of("ROAD.length", Span.year(2023), View.of("qingxi*"))).printed());
  }

  private ResponseEntity<String> survey(String section, String line) {
    var form = new LinkedMultiValueMap<String, String>();
    form.add("_csrf", clerk.csrf());
    form.add("rev", "1");
    form.add("line", line);
    form.add("on", LocalDate.now(Words.CHINA).toString());
    form.add("why", "依文〔2026〕1号");
    return clerk
        .client()
        .post()
        .uri("/roads/X103/sections/" + section)
        .body(form)
        .retrieve()
        .toEntity(String.class);
  }

  @Test
  void aHundredAndTwentyPeopleHaveSeatsInOrganisationsThatAreThere() {
    var people =
        db.sql("select count(*) from identity.person where account ~ '^qx[0-9]+$'")
            .query(Long.class)
            .single();
    assertThat(people).isEqualTo(120);
    assertThat(
            db.sql(
                    """
                    select count(*) from identity.person p where account ~ '^qx[0-9]+$' and exists (
                      select from identity.seat s join identity.organisation o on o.code = s.org
                      join identity.held_role h on h.seat = s.id where s.person = p.id)
                    """)
                .query(Long.class)
                .single())
        .isEqualTo(120);
    assertThat(
            db.sql("select count(distinct name) from identity.person where account ~ '^qx[0-9]+$'")
                .query(Long.class)
                .single())
        .isEqualTo(120);
    var clerkOfATown =
        db.sql(
                """
                select s.person from identity.seat s join identity.held_role h on h.seat = s.id
                where h.role = 'clerk' and s.org = 'qx-shiqiao' limit 1
                """)
            .query(Long.class)
            .single();
    var today = LocalDate.now(Words.CHINA);
    assertThat(permissions.may(clerkOfATown, "road.survey", "qx-shiqiao", today).allowed())
        .isTrue();
    assertThat(permissions.may(clerkOfATown, "road.survey", "qx-highways", today).allowed())
        .isFalse();
  }

  @Test
  void theLedgerHoldsTheVeryMetresOfTheLines() {
    var metres =
        County.sample().roads().stream()
            .flatMap(road -> road.sections().stream())
            .mapToDouble(section -> Math.rint(section.line().metres()))
            .sum();
    var printed =
        figures.get(Asked.of("ROAD.length", Span.year(2022), View.of("qingxi*"))).printed();
    assertThat(Double.parseDouble(printed.replaceAll("[^0-9.]", "")) * 1000)
        .isCloseTo(metres, within(0.5));
  }
}
