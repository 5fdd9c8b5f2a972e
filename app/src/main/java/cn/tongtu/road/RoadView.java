package cn.tongtu.road;

import cn.tongtu.engine.geo.Chainage;
import cn.tongtu.engine.geo.Line;
import cn.tongtu.identity.Organisation;
import cn.tongtu.identity.Organisations;
import cn.tongtu.ledger.CellAddress;
import cn.tongtu.ledger.Ledger;
import cn.tongtu.map.Drawn;
import cn.tongtu.map.GeoJson;
import cn.tongtu.map.MapView.Drawing;
import cn.tongtu.map.Maps;
import cn.tongtu.road.view.RoadPage;
import cn.tongtu.road.view.RoadPanel;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.NotFound;
import cn.tongtu.shared.RecordRef;
import cn.tongtu.shared.Refusal;
import cn.tongtu.shared.Words;
import cn.tongtu.shared.view.Editing;
import cn.tongtu.shared.view.Typed;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Roads as their pages show them. */
@Component
class RoadView {
  private final Roads roads;
  private final RoadLayers layers;
  private final Maps maps;
  private final Ledger ledger;
  private final Organisations organisations;
  private final Clock clock = Clock.system(Words.CHINA);

  RoadView(Roads roads, RoadLayers layers, Maps maps, Ledger ledger, Organisations organisations) {
    this.roads = roads;
    this.layers = layers;
    this.maps = maps;
    this.ledger = ledger;
    this.organisations = organisations;
  }

  Route get(String code) {
    return roads
        .find(code)
        .orElseThrow(() -> new NotFound("没有路线 " + code, "there is no road " + code));
  }

  Map<String, String> names() {
    return organisations.list().stream()
        .collect(Collectors.toMap(Organisation::code, Organisation::name));
  }

  RoadPage page(String code, Optional<RoadPage.Form> form, boolean surveyed) {
    var route = get(code);
    var map =
        maps.of(
            "road",
            new Label(route.code(), route.code()),
            List.of(layers.network(), RoadLayers.chosen(route)));
    var names = names();
    return new RoadPage(
        head(route),
        form.filter(draws -> !draws.editing().differs(RoadKeeping.LINE))
            .map(draws ->
                map.drawing(
                    RoadKeeping.LINE, Drawing.Kind.LINE, draws.editing().value(RoadKeeping.LINE)))
            .orElse(map),
        roads.sections(route.id()).stream().map(section -> section(section, names)).toList(),
        roads.structures(route.id()).stream()
            .map(structure ->
                new RoadPage.Structure(
                    structure.kind(),
                    structure.name(),
                    new Chainage(structure.atM()).toString(),
                    whole(structure.metres())))
            .toList(),
        roads.surveys(route.id()).stream()
            .map(found ->
                new RoadPage.Survey(
                    found.onDay().toString(),
                    RoadLayers.chainages(found.fromM(), found.toM()),
                    whole(found.metres()),
                    found.why(),
                    found.actor()))
            .toList(),
        form,
        surveyed);
  }

  RoadPanel panel(String code, Optional<Long> section) {
    var route = get(code);
    return new RoadPanel(
        head(route),
        section
            .flatMap(roads::findSection)
            .filter(found -> found.route() == route.id())
            .map(found -> section(found, names())));
  }

  private RoadPage.Head head(Route route) {
    var metres = roads.sections(route.id()).stream().mapToLong(Roads.Section::metres).sum();
    return new RoadPage.Head(
        route.code(),
        route.name(),
        route.level().label(),
        organisations
            .find(route.org())
            .map(org -> new Label(org.name(), org.english()))
            .orElse(new Label(route.org(), route.org())),
        RoadLayers.kilometres(metres),
        route.openedOn().toString(),
        route.source(),
        route.invented(),
        CellAddress.of(new RecordRef(RoadKeeping.ROUTE, route.id())));
  }

  private static RoadPage.Section section(Roads.Section section, Map<String, String> names) {
    return new RoadPage.Section(
        section.id(),
        RoadLayers.chainages(section.fromM(), section.toM()),
        names.getOrDefault(section.town(), section.town()),
        section.grade(),
        section.surface(),
        section.width(),
        section.lanes(),
        whole(section.metres()));
  }

  private static String whole(long metres) {
    return Words.number(BigDecimal.valueOf(metres));
  }

  /**
   * The form that surveys a section anew, with what was typed into it; empty when the road has no
   * such section.
   */
  Optional<RoadPage.Form> form(String code, long id, Typed typed) {
    var route = get(code);
    return roads
        .findSection(id)
        .filter(section -> section.route() == route.id())
        .map(section -> {
          var today = LocalDate.now(clock);
          return new RoadPage.Form(
              id,
              RoadLayers.chainages(section.fromM(), section.toM()),
              whole(section.metres()),
              today.toString(),
              typed.errors(RoadPage.Form.NAME).containsKey("revision") || closed(route, today),
              typed,
              new Editing(RoadPage.Form.NAME, typed, section.rev(), fields(section), by(section)));
        });
  }

  private static SequencedMap<String, Editing.Value> fields(Roads.Section section) {
    var fields = new LinkedHashMap<String, Editing.Value>();
    fields.put(
        RoadKeeping.LINE,
        new Editing.Value(
            new Label("路段的线", "The section's line"),
            Drawn.written(GeoJson.read(section.line(), RoadKeeping.LINE)),
            drawn -> line(drawn).map(GeoJson::of).orElse(drawn),
            drawn ->
                line(drawn)
                    .map(line ->
                        "%s m（%d 点）".formatted(whole(Roads.metres(line)), line.positions().size()))
                    .orElse(drawn)));
    return fields;
  }

  private static Optional<Line> line(String drawn) {
    try {
      return Optional.of((Line) Drawn.read(drawn, Drawing.Kind.LINE, RoadKeeping.LINE));
    } catch (Refusal malformed) {
      return Optional.empty();
    }
  }

  /** Who surveyed it last; the first survey came with the road. */
  private String by(Roads.Section section) {
    return section.rev() < 2
        ? ""
        : roads.surveys(section.route()).stream()
            .filter(found -> found.fromM() == section.fromM())
            .findFirst()
            .map(Roads.Found::actor)
            .orElse("");
  }

  boolean closed(Route route, LocalDate on) {
    return ledger
        .closedThrough(route.org())
        .map(last -> !YearMonth.from(on).isAfter(last))
        .orElse(false);
  }
}
