package cn.tongtu.demo;

import cn.tongtu.appraisal.Appraising;
import cn.tongtu.demo.county.County;
import cn.tongtu.demo.county.County.Road;
import cn.tongtu.engine.geo.Shape;
import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.DemoPeople;
import cn.tongtu.identity.Directory;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisation.Kind;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.Reason;
import cn.tongtu.obligation.Expecting;
import cn.tongtu.place.Place;
import cn.tongtu.place.Places;
import cn.tongtu.register.Moving;
import cn.tongtu.register.RegisterKeeping;
import cn.tongtu.register.RegisterKeeping.Written;
import cn.tongtu.road.Draft;
import cn.tongtu.road.RoadKeeping;
import cn.tongtu.road.Route;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Words;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Loads 青溪县 (示例县): its organisations and people, its land and its roads. */
@Service
class CountyLoading {
  /** Above all organisations of the county. */
  static final String COUNTY = "qingxi";

  private static final String SOURCE = "示例县，由程序生成";
  private static final String BUREAU = "qx-bureau";
  private static final String HIGHWAYS = "qx-highways";
  private static final String RURAL = "qx-rural-roads";

  private static final List<Organisation> OFFICES =
      List.of(
          new Organisation(BUREAU, "青溪县交通运输局", "Qingxi County Transport Bureau"),
          office(HIGHWAYS, "青溪县公路事业发展中心", "Qingxi Highway Centre", Kind.CENTRE),
          office(RURAL, "青溪县农村公路服务中心", "Qingxi Rural Roads Centre", Kind.CENTRE),
          office("qx-projects", "青溪县交通建设项目中心", "Qingxi Transport Projects Centre", Kind.CENTRE),
          office("qx-transport", "青溪县道路运输服务中心", "Qingxi Road Transport Centre", Kind.CENTRE),
          office("qx-enforcement", "青溪县交通运输综合行政执法大队", "Qingxi Enforcement Brigade", Kind.CENTRE),
          office("qx-quality", "青溪县交通工程质量安全监督站", "Qingxi Quality and Safety Station", Kind.CENTRE),
          office("qx-planning", "青溪县交通运输局计划统计股", "Planning and Statistics Section", Kind.SECTION),
          office("qx-buses", "青溪公共交通有限公司", "Qingxi Bus Company", Kind.ENTERPRISE));

  private final Organisations organisations;
  private final DemoPeople people;
  private final Places places;
  private final RoadKeeping roads;
  private final RegisterKeeping registers;
  private final Moving moving;
  private final Expecting expecting;
  private final Appraising appraising;
  private final Directory directory;
  private final RecordSamples samples;
  private final Audit audit;

  CountyLoading(
      Organisations organisations,
      DemoPeople people,
      Places places,
      RoadKeeping roads,
      RegisterKeeping registers,
      Moving moving,
      Expecting expecting,
      Appraising appraising,
      Directory directory,
      RecordSamples samples,
      Audit audit) {
    this.organisations = organisations;
    this.people = people;
    this.places = places;
    this.roads = roads;
    this.registers = registers;
    this.moving = moving;
    this.expecting = expecting;
    this.appraising = appraising;
    this.directory = directory;
    this.samples = samples;
    this.audit = audit;
  }

  private static Organisation office(String code, String name, String english, Kind kind) {
    return new Organisation(code, name, english, kind);
  }

  static String code(County.Town town) {
    return "qx-" + town.id();
  }

  /** In the transaction that loads the rest of the sample. */
  @Transactional(propagation = Propagation.MANDATORY)
  void load(Actor.Product actor) {
    var county = County.sample();
    var staffed = new ArrayList<String>();
    organisation(
        new Organisation(COUNTY, "青溪县人民政府", "People's Government of Qingxi County"), actor);
    for (var office : OFFICES) {
      organisation(office, actor);
      people.place(office.code(), office.code().equals(BUREAU) ? COUNTY : BUREAU);
      staffed.add(office.code());
    }
    for (var town : county.towns()) {
      var called = town.name() + (town.name().endsWith("街道") ? "办事处" : "人民政府");
      organisation(
          new Organisation(code(town), called, town.english() + " Town", Kind.TOWN), actor);
      people.place(code(town), COUNTY);
      staffed.add(code(town));
    }
    people.enter(actor);
    people.staff(COUNTY, staffed, actor);
    places.add(land(county), SOURCE, actor);
    places.putRelief(county.relief().png(), county.relief().extent(), SOURCE, actor);
    roads.enter(county.roads().stream().map(CountyLoading::draft).toList(), SOURCE, actor);
    rectifications(county, actor);
    samples.load(actor);
    patrols(county, actor);
    grants(actor);
    appraisals(actor);
  }

  /** Three months of red flags, two of rural roads; the month that was over last is open. */
  private void appraisals(Actor.Product actor) {
    var scorer = directory.find("demo-clerk").orElseThrow();
    var month = YearMonth.now(Words.CHINA);
    for (int back = 4; back >= 2; back--) {
      var of = month.minusMonths(back);
      score(
          "red_flag",
          of,
          Kind.CENTRE,
          List.of("progress", "quality", "safety", "image"),
          scorer,
          actor);
      if (back < 4 && !of.atDay(1).isBefore(LocalDate.of(2026, 9, 1))) {
        score("rural_roads", of, Kind.TOWN, List.of("patrol", "state", "mended"), scorer, actor);
      }
    }
  }

  private void score(
      String appraisal,
      YearMonth month,
      Kind kind,
      List<String> criteria,
      Directory.Member scorer,
      Actor.Product actor) {
    var points = new HashMap<Appraising.Place, BigDecimal>();
    var appraised =
        organisations.list().stream()
            .filter(org -> org.kind() == kind)
            .map(Organisation::code)
            .toList();
    for (int i = 0; i < appraised.size(); i++) {
      for (int j = 0; j < criteria.size(); j++) {
        points.put(
            new Appraising.Place(appraised.get(i), criteria.get(j)),
            BigDecimal.valueOf(78 + (i * 7 + j * 11 + month.getMonthValue() * 5) % 20));
      }
    }
    appraising.bringIn(
        appraisal, month.toString(), points, scorer, month.plusMonths(1).atDay(8), actor);
  }

  /** Six weeks of patrols: one town missed two, another one; a third begins late in its week. */
  private void patrols(County county, Actor.Product actor) {
    var today = LocalDate.now(Words.CHINA);
    var monday = today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    expecting.begin("rural_patrol", "weekly", monday.minusWeeks(5));
    var towns = county.towns();
    for (int i = 0; i < towns.size(); i++) {
      for (int week = 5; week >= 0; week--) {
        var day = monday.minusWeeks(week).plusDays(i % 4);
        var missed = (i == 3 && (week == 2 || week == 4)) || (i == 11 && week == 1);
        if (!missed && !day.isAfter(today)) {
          var _ =
              registers.add(
                  "rural_patrol",
                  new Written(
                      code(towns.get(i)),
                      Map.of(
                          "stretch", towns.get(i).name() + "乡道、村道",
                          "patrolled_on", day.toString(),
                          "length", String.valueOf(6 + (i * 7 + week * 3) % 11),
                          "problems", String.valueOf((i + week) % 5 == 0 ? 2 : 0)),
                      SOURCE,
                      "",
                      true),
                  actor,
                  Reason.of("登记"));
        }
      }
    }
    expecting.look(today);
  }

  /** Three grants: one nearly used, one that expires soon, one that has expired with a rest. */
  private void grants(Actor.Product actor) {
    var today = LocalDate.now(Words.CHINA);
    for (var row :
        List.of(
            List.of("下达", "车辆购置税补助", "", "-200", "1200", "160"),
            List.of("下达", "养护工程补助", "", "-150", "300", "40"),
            List.of("下达", "安全设施补助", "", "-300", "80", "-10"),
            List.of("分配", "车辆购置税补助", "石桥至下圩改建", "-180", "700", ""),
            List.of("分配", "车辆购置税补助", "南溪桥加固", "-120", "380", ""),
            List.of("分配", "养护工程补助", "县道预防性养护", "-100", "220", ""),
            List.of("分配", "安全设施补助", "波形护栏增设", "-250", "65", ""),
            List.of("支付", "车辆购置税补助", "石桥至下圩改建", "-90", "410", ""),
            List.of("支付", "车辆购置税补助", "南溪桥加固", "-60", "380", ""),
            List.of("支付", "养护工程补助", "县道预防性养护", "-30", "96.5", ""))) {
      var fields = new HashMap<String, String>();
      fields.put("kind", row.get(0));
      fields.put("fund", row.get(1));
      fields.put("used_for", row.get(2));
      fields.put("purpose", row.get(0) + (row.get(2).isEmpty() ? row.get(1) : row.get(2)));
      fields.put("day", today.plusDays(Integer.parseInt(row.get(3))).toString());
      fields.put("amount", row.get(4));
      if (!row.get(5).isEmpty()) {
        fields.put("valid_until", today.plusDays(Integer.parseInt(row.get(5))).toString());
      }
      var _ =
          registers.add(
              "grant_fund",
              new Written(HIGHWAYS, fields, SOURCE, "", true),
              actor,
              Reason.of("登记"));
    }
  }

  /** Notices at every stage of the way from found to closed; the last of them is void. */
  private void rectifications(County county, Actor.Product actor) {
    var today = LocalDate.now(Words.CHINA);
    var towns = county.towns();
    for (int i = 0; i < PROBLEMS.size(); i++) {
      var found = today.minusDays(40 - 3L * i);
      var notice =
          registers.add(
              "rectification",
              new Written(
                  i % 2 == 0 ? HIGHWAYS : RURAL,
                  Map.of(
                      "problem", PROBLEMS.get(i),
                      "site", towns.get(i % towns.size()).name(),
                      "severity", i % 4 == 0 ? "重大" : "一般",
                      "found_on", found.toString()),
                  SOURCE,
                  "",
                  true),
              actor,
              Reason.of("登记"));
      var moves = MOVES.get(i % MOVES.size());
      for (int step = 0; step < moves.size(); step++) {
        var move = moves.get(step);
        var day = found.plusDays(2L * step + (move.equals("submit") ? 4 : 0));
        moving.bringIn(
            notice,
            move,
            Map.of(
                "party", "青溪路桥养护有限公司",
                "mender", "demo-clerk",
                "measures", "已按要求处置，附前后照片。"),
            actor,
            Reason.of(REASONS.getOrDefault(move, "")),
            day.isAfter(today) ? today : day);
      }
    }
  }

  private static final Map<String, String> REASONS =
      Map.of("cancel", "与另一件重复", "halt", "连续降雨，无法施工");

  private static final List<String> PROBLEMS =
      List.of(
          "波形护栏缺失 40 米",
          "边沟堵塞，路面积水",
          "涵洞洞口被杂物封堵",
          "警告标志被树枝遮挡",
          "路肩塌陷，未设警示",
          "桥面伸缩缝破损",
          "临水路段示警桩缺 12 根",
          "施工路段锥形筒摆放不足",
          "路面坑槽 6 处",
          "隧道照明 9 盏不亮",
          "挡墙裂缝未观测",
          "弯道反光镜破损",
          "限高架撞歪",
          "排水管外露");

  private static final List<List<String>> MOVES =
      List.of(
          List.of("issue", "assign", "submit", "pass"),
          List.of("issue", "assign", "submit"),
          List.of("issue", "assign"),
          List.of("issue", "assign", "halt"),
          List.of("issue", "assign", "submit", "pass"),
          List.of("issue"),
          List.of(),
          List.of("issue", "cancel"));

  private void organisation(Organisation organisation, Actor actor) {
    organisations.put(organisation);
    audit.changed(
        actor,
        "organisation.keep",
        Change.added(
            new RecordRef("organisation", 0),
            organisation.code(),
            Map.of("name", organisation.name())),
        SOURCE);
  }

  private static List<Place> land(County county) {
    var towns = county.towns();
    return Stream.of(
            Stream.of(
                place(
                    Place.Kind.BUILT_UP, "", new Label("县城", "County town"), 1, county.builtUp())),
            county.rivers().stream()
                .map(river ->
                    place(
                        Place.Kind.RIVER,
                        "",
                        new Label(river.name(), ""),
                        river.size(),
                        river.line())),
            towns.stream()
                .map(town -> place(Place.Kind.TOWN, code(town), name(town), 1, town.ring())),
            Stream.of(
                place(Place.Kind.COUNTY, COUNTY, new Label("青溪县", "Qingxi"), 2, county.outline()),
                place(
                    Place.Kind.RAILWAY,
                    "",
                    new Label("青渡铁路", "Qingdu Railway"),
                    1,
                    county.railway()),
                place(
                    Place.Kind.STATION,
                    "",
                    new Label("青溪站", "Qingxi Station"),
                    1,
                    county.station())),
            towns.stream()
                .map(town ->
                    place(
                        Place.Kind.SEAT,
                        code(town),
                        name(town),
                        town.id().equals(COUNTY) ? 2 : 1,
                        town.seat())))
        .flatMap(each -> each)
        .toList();
  }

  private static Label name(County.Town town) {
    return new Label(town.name(), town.english());
  }

  private static Place place(Place.Kind kind, String code, Label name, int size, Shape shape) {
    return new Place(
        kind, Optional.of(code).filter(is -> !is.isEmpty()), name, size, shape, SOURCE, true);
  }

  /**
   * Main roads are the highway centre's, county roads the rural roads centre's, the rest a town's.
   */
  static Draft draft(Road road) {
    var level = List.of(Route.Level.values()).get(road.level());
    var org =
        switch (level) {
          case NATIONAL, PROVINCIAL -> HIGHWAYS;
          case COUNTY -> RURAL;
          case TOWNSHIP, VILLAGE -> "qx-" + road.sections().getFirst().town();
        };
    return new Draft(
        road.code(),
        road.name(),
        level,
        org,
        road.opened(),
        SOURCE,
        true,
        road.sections().stream()
            .map(section ->
                new Draft.Section(
                    "qx-" + section.town(),
                    section.from(),
                    section.to(),
                    grade(section.grade()),
                    section.surface(),
                    new BigDecimal(section.width()),
                    section.lanes(),
                    section.line()))
            .toList(),
        road.works().stream()
            .map(work ->
                new Draft.Structure(
                    work.bridge() ? Draft.Structure.Kind.BRIDGE : Draft.Structure.Kind.TUNNEL,
                    work.name(),
                    work.at(),
                    work.metres(),
                    work.position()))
            .toList());
  }

  private static Route.Grade grade(String label) {
    return Stream.of(Route.Grade.values())
        .filter(grade -> grade.label().equals(label))
        .findFirst()
        .orElseThrow();
  }
}
