package cn.tongtu.road;

import cn.tongtu.engine.geo.Line;
import cn.tongtu.identity.Audit;
import cn.tongtu.identity.Audit.Change;
import cn.tongtu.identity.Organisations;
import cn.tongtu.identity.Permissions;
import cn.tongtu.ledger.BulkSettling;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.ledger.Reason;
import cn.tongtu.ledger.RecordSource.Said;
import cn.tongtu.map.Drawn;
import cn.tongtu.map.GeoJson;
import cn.tongtu.map.MapView.Drawing.Kind;
import cn.tongtu.road.Roads.Section;
import cn.tongtu.search.Finder;
import cn.tongtu.shared.Actor;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Stale;
import cn.tongtu.shared.WrongField;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The deeds on the road network (路网业务): roads enter it, and sections are surveyed anew. */
@Service
public class RoadKeeping {
  static final String ROUTE = "route";
  static final String LINE = "line";
  private static final double NEAR = 30;

  private final Roads roads;
  private final Ledger ledger;
  private final BulkSettling bulk;
  private final Organisations organisations;
  private final Permissions permissions;
  private final Audit audit;
  private final Finder finder;

  RoadKeeping(
      Roads roads,
      Ledger ledger,
      BulkSettling bulk,
      Organisations organisations,
      Permissions permissions,
      Audit audit,
      Finder finder) {
    this.finder = finder;
    this.roads = roads;
    this.ledger = ledger;
    this.bulk = bulk;
    this.organisations = organisations;
    this.permissions = permissions;
    this.audit = audit;
  }

  /**
   * Many roads enter the network at once, all or none.
   *
   * @throws Refusal when a code does not fit its level or is taken, or sections leave a gap
   */
  @Transactional
  public void enter(List<Draft> drafts, String why, Actor actor) {
    drafts.forEach(RoadKeeping::check);
    var codes = drafts.stream().map(Draft::code).toList();
    Refusal.unless(
        codes.stream().distinct().count() == codes.size(),
        "同一批里有重复的路线编号",
        "a code stands twice in the same batch");
    var taken = roads.list(codes).stream().map(Route::code).toList();
    Refusal.unless(taken.isEmpty(), "路线编号已存在：" + taken, "codes are taken: " + taken);
    drafts.stream()
        .collect(Collectors.groupingBy(Draft::org, TreeMap::new, Collectors.toList()))
        .forEach((org, own) -> enter(org, own, why, actor));
  }

  private void enter(String org, List<Draft> drafts, String why, Actor actor) {
    organisations.get(org);
    var acting = permissions.require(actor, "road.enter", org);
    roads.add(drafts, acting);
    var added = roads.list(drafts.stream().map(Draft::code).toList());
    added.forEach(route -> finder.put(RoadSearch.entry(route)));
    var _ =
        bulk.settle(
            added.stream()
                .map(route -> new Said(new RecordRef(ROUTE, route.id()), route.movements())),
            acting,
            why);
    audit.changed(
        acting,
        "road.enter",
        Change.added(
            new RecordRef(ROUTE, 0),
            org,
            Map.of(
                "count", String.valueOf(drafts.size()),
                "first", drafts.getFirst().code(),
                "last", drafts.getLast().code())),
        why);
  }

  private static void check(Draft draft) {
    Refusal.unless(
        draft.level().fits(draft.code()),
        "路线编号 %s 与行政等级 %s 不符".formatted(draft.code(), draft.level().label().chinese()),
        "the code %s is not one of a %s".formatted(draft.code(), draft.level().label().english()));
    Refusal.unless(
        !draft.sections().isEmpty(), draft.code() + " 没有路段", draft.code() + " has no section");
    for (int i = 1; i < draft.sections().size(); i++) {
      var before = draft.sections().get(i - 1);
      var section = draft.sections().get(i);
      Refusal.unless(
          before.to() == section.from() && before.line().last().equals(section.line().first()),
          draft.code() + " 的路段不相接",
          "sections of " + draft.code() + " do not follow each other");
    }
  }

  /**
   * A section was surveyed anew: where it runs from a day on. Its chainages stay; the kilometres
   * differ from that day.
   *
   * @param rev the survey that the surveyor saw; somebody else's in between is refused
   * @throws WrongField when the line is none, or does not begin and end where the section does
   * @throws cn.tongtu.ledger.ClosedMonth when the day's month is closed and the reason names no
   *     revision
   */
  @Transactional
  public void survey(long id, int rev, LocalDate on, String drawn, Reason reason, Actor actor) {
    var section = roads.lock(id);
    var route = roads.find(section.route()).orElseThrow();
    var acting = permissions.require(actor, "road.survey", route.org());
    WrongField.unless(!reason.why().isBlank(), "why", "请写明依据，如测量报告文号", "say what it rests on");
    if (section.rev() != rev) {
      throw new Stale(
          "这个路段刚有新的测线（%d 米），请核对后重新提交".formatted(section.metres()),
          "somebody has just surveyed it: " + section.metres() + " m");
    }
    WrongField.unless(
        !on.isBefore(section.onDay()),
        "on",
        "日期不能早于上次测线的 " + section.onDay(),
        "not before the last survey on " + section.onDay());
    var line = line(drawn, section);
    roads.survey(section, on, line, reason.why(), acting);
    var after = roads.find(section.route()).orElseThrow();
    var record = new RecordRef(ROUTE, route.id());
    var _ = ledger.settle(record, after.movements(), acting, reason);
    audit.changed(
        acting,
        "road.survey",
        new Change(
            record,
            route.org(),
            Map.of(
                "section",
                String.valueOf(section.seq()),
                "metres",
                String.valueOf(section.metres())),
            Map.of("metres", String.valueOf(Roads.metres(line)), "on", on.toString())),
        reason.inFull());
  }

  /** Ends that are near where they were are put there, so that roads still meet. */
  private static Line line(String drawn, Section section) {
    var line = (Line) Drawn.read(drawn, Kind.LINE, LINE);
    var before = (Line) GeoJson.read(section.line(), LINE);
    var first = line.first().metresTo(before.first());
    var last = line.last().metresTo(before.last());
    WrongField.unless(
        first <= NEAR && last <= NEAR,
        LINE,
        "起点偏离 %.0f 米、终点偏离 %.0f 米，均应在 %.0f 米以内，否则与相邻路段断开".formatted(first, last, NEAR),
        "its ends lie %.0f and %.0f m from where they were; at most %.0f, or roads no longer meet"
            .formatted(first, last, NEAR));
    var positions = new ArrayList<>(line.positions());
    positions.set(0, before.first());
    positions.set(positions.size() - 1, before.last());
    return new Line(positions);
  }
}
